"""Checks of the graph against the words: a claim says what its quotes say, and nothing else."""

from collections.abc import Callable, Iterator, Mapping

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.audit_check import check_audit
from statementgraph.validation.words.cohort_check import check_cohorts
from statementgraph.validation.words.cue_check import check_cues
from statementgraph.validation.words.label_check import check_labels
from statementgraph.validation.words.marked_check import check_descriptions, check_marked_words
from statementgraph.validation.words.neutral_check import check_neutral
from statementgraph.validation.words.number_check import check_numbers
from statementgraph.validation.words.pair_check import check_pairs
from statementgraph.validation.words.record_check import check_records
from statementgraph.validation.words.relation_check import check_relations
from statementgraph.validation.words.role_check import check_roles
from statementgraph.validation.words.source_check import check_names, check_sources
from statementgraph.validation.words.thing_check import check_things
from statementgraph.validation.words.time_check import check_times
from statementgraph.validation.words.time_use_check import check_time_use
from statementgraph.validation.words.view import View

__all__ = ["CHECKS", "View"]

CHECKS: Mapping[str, Callable[[View], Iterator[Finding]]] = {
    "labels": check_labels,
    "sources": check_sources,
    "names": check_names,
    "cues": check_cues,
    "descriptions": check_descriptions,
    "marked words": check_marked_words,
    "numbers": check_numbers,
    "times": check_times,
    "uses of times": check_time_use,
    "records": check_records,
    "relations": check_relations,
    "roles": check_roles,
    "pairs": check_pairs,
    "cohorts": check_cohorts,
    "neutral words": check_neutral,
    "things": check_things,
    "audit": check_audit,
}
"""Every check of the words, by the name of its step."""
