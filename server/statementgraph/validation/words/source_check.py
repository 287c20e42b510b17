"""Whom and what a claim names stands in its quotes, under one of the names we know."""

from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.matching import holds_all
from statementgraph.validation.words.name_index import NameIndex
from statementgraph.validation.words.view import Utterance, View, shown, term

_IN_WORDS = ("actor", "patient", "venue", "norm", "addressee")
_IN_QUOTES = ("place", "reportedHolder", "basis")
_ROLES = (*_IN_WORDS, *_IN_QUOTES, "about", "ofWhole")
_POINTING = (*_ROLES, "time", "cohort")
_LONGEST = 8
"""Up to how many words a name may hold the name of another thing."""
_COHORT_PARTS = ("event", "population", "subgroup", "status", "manner", "unit")
_MEND = (
    "Correct sg:{role}; or quote the sentence that names it as well;"
    " or give the thing the words as a name, with their source."
)

_NAMED_MEND = (
    "Add the role it has (sg:actor, sg:patient, sg:place, sg:about …), or make sg:asWorded shorter."
)


def check_sources(view: View) -> Iterator[Finding]:
    """Report things that a claim points at although none of its quotes names them."""
    for utterance in view.utterances:
        for role in _ROLES:
            for iri in utterance.all(role):
                if _is_named_thing(view, iri) and not _is_quoted(view, utterance, role, iri):
                    wrong = f"No quote of this utterance names {_label(view, iri)}, its sg:{role}."
                    yield view.finding(utterance.iri, wrong, _MEND.format(role=role), "source")


def check_names(view: View) -> Iterator[Finding]:
    """Report names that stand in the words of a claim although it does not point at them."""
    index = NameIndex(view)
    for utterance in view.utterances:
        if utterance.kind == "RelationClaim":
            continue
        pointed = _pointed(view, index, utterance)
        for run in utterance.worded.split("\n"):
            for named, things in index.found_in(run, utterance.language):
                if pointed.isdisjoint(things):
                    listed = " or ".join(sorted(_label(view, t) for t in things)[:3])
                    wrong = f"The words hold the name {shown(named)}; no role points at {listed}."
                    yield view.finding(utterance.iri, wrong, _NAMED_MEND, "name")


def _is_named_thing(view: View, iri: str) -> bool:
    """Say whether a value is a thing of ours with names, and neither a claim nor a cohort."""
    node = view.node(iri)
    kinds = node.all("rdf:type")
    named = bool(view.names(iri)) and iri.startswith(view.corpus.base)
    unnamed = not {term("Cohort"), term("Statement")}.isdisjoint(kinds) or bool(
        node.one("dcterms:isPartOf")
    )
    return named and not unnamed and not iri.endswith("-not-named") and "none-stated" not in iri


def _is_quoted(view: View, utterance: Utterance, role: str, iri: str) -> bool:
    """Say whether the quotes name a thing; a topic may be named in the paragraph or the title."""
    text = utterance.worded if role in _IN_WORDS else utterance.quoted
    if role == "about":
        title = view.node(utterance.statement).one("dcterms:title")
        text = f"{utterance.paragraphs}\n{title}"
    return any(holds_all(n, text, utterance.language) for n in view.names(iri, utterance.iri))


def _label(view: View, iri: str) -> str:
    return shown(view.node(iri).one("rdfs:label") or iri.removeprefix(view.corpus.base))


def _pointed(view: View, index: NameIndex, utterance: Utterance) -> set[str]:
    """Collect what a claim points at, what that is part or made of, and names inside its names."""
    pointed = {v for role in _POINTING for v in utterance.all(role)}
    pointed |= set(utterance.all("prov:wasAttributedTo"))
    for iri in list(pointed):
        node = view.node(iri)
        pointed |= {v for part in _COHORT_PARTS for v in node.all(part)}
        pointed |= {*node.all("sem:hasPlace"), *node.all("org:subOrganizationOf")}
        pointed |= {p for v in node.all("event") for p in view.node(v).all("sem:hasPlace")}
    longer = [n for iri in pointed for n in view.names(iri) if len(n.split()) <= _LONGEST]
    longer += [*utterance.all("namedAs"), *utterance.all("describedAs")]
    return pointed.union(*(index.within(name, utterance.language) for name in longer))
