"""No utterance is there twice, and no two of one speaker contradict each other unseen."""

from collections import defaultdict
from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.view import Utterance, View, term

_NOT_CONTENT = frozenset(
    term(n) for n in ("rdfs:label", "skos:scopeNote", "skos:note", "prov:wasGeneratedBy")
)
_SAID_OF = (
    "cohort",
    "actor",
    "patient",
    "about",
    "act",
    "norm",
    "place",
    "time",
    "characterisation",
)


def check_pairs(view: View) -> Iterator[Finding]:
    """Report utterances that say the same of the same in the same words."""
    seen: dict[tuple[object, ...], str] = {}
    for utterance in view.utterances:
        key = _content(utterance)
        if key in seen:
            other = seen[key].removeprefix(view.corpus.base)
            wrong = f"It says the same as {other}."
            yield view.finding(utterance.iri, wrong, "Remove one, or say what differs.", "pair")
        seen.setdefault(key, utterance.iri)
    yield from _shared_clauses(view)


def _content(utterance: Utterance) -> tuple[object, ...]:
    values = (
        (name, tuple(sorted(map(str, v))))
        for name, v in utterance.values.items()
        if name not in _NOT_CONTENT
    )
    return (utterance.kind, *sorted(values))


def _shared_clauses(view: View) -> Iterator[Finding]:
    """Report a word that carries two figures: a figure in a text is given once."""
    counts: defaultdict[tuple[object, ...], list[Utterance]] = defaultdict(list)
    for utterance in view.utterances:
        if utterance.kind == "CountClaim" and utterance.clauses:
            spans = tuple((c.text.iri, c.span) for c in utterance.clauses)
            counts[spans].append(utterance)
    for sharing in counts.values():
        for utterance in sharing[1:]:
            other = sharing[0].iri.removeprefix(view.corpus.base)
            yield view.finding(
                utterance.iri,
                f"The words that carry it are those of {other}, another figure.",
                "Let sg:asWorded of each hold what is counted as well.",
                "pair",
            )
