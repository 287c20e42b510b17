"""Relations tie what is said in one place: premises and conclusions stand where the words do."""

from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.view import Passage, Utterance, View, sg, shown

_BEFORE = {"proves": ("premise", "conclusion"), "reaffirms": ("premise", "conclusion")}
_ACROSS = frozenset({"disputes", "confirms", "corrects"})


def check_relations(view: View) -> Iterator[Finding]:
    """Report premises and conclusions that are not in the sentences of the relation's words."""
    known = {u.iri: u for u in view.utterances}
    for utterance in view.utterances:
        if utterance.kind != "RelationClaim":
            continue
        relation = sg(utterance.one("relation"))
        for role in ("premise", "conclusion"):
            for iri in utterance.all(role):
                other = known.get(iri)
                if other and relation not in _ACROSS and not _beside(utterance, other):
                    yield view.finding(
                        utterance.iri,
                        f"Its {role} {shown(other.one('rdfs:label'))} is not in its paragraph.",
                        f"Correct sg:{role}, or quote the sentence of that utterance as well.",
                        "relation",
                    )
        yield from _order(view, utterance, relation, known)


def _beside(one: Utterance, other: Utterance) -> bool:
    """Say whether two utterances have quotes in one paragraph."""
    return any(
        a.text is b.text and a.paragraph.overlaps(b.span) for a in one.quotes for b in other.quotes
    )


def _order(
    view: View, utterance: Utterance, relation: str, known: dict[str, Utterance]
) -> Iterator[Finding]:
    """Hold the sides against the order of the words, where the verb fixes it."""
    if relation not in _BEFORE:
        return
    first, second = _BEFORE[relation]
    sides = [
        known[iri] for role in _BEFORE[relation] for iri in utterance.all(role) if iri in known
    ]
    if any(side.quotes != utterance.quotes for side in sides):
        return
    starts = [_start(known, utterance.all(role)) for role in (first, second)]
    if None not in starts and starts[0] > starts[1]:  # type: ignore[operator]
        yield view.finding(
            utterance.iri,
            f"Its {first} stands after its {second}, but what {relation} comes first.",
            f"Exchange sg:{first} and sg:{second}, or correct them.",
            "relation",
        )


def _start(known: dict[str, Utterance], iris: list[str]) -> int | None:
    places: list[Passage] = [c for iri in iris if iri in known for c in known[iri].clauses]
    return min((p.span.start for p in places), default=None)
