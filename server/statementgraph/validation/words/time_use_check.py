"""Which utterance has which time: a reading belongs to the words it stands in or opens."""

from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.quotes import Span
from statementgraph.reading.dates import dates
from statementgraph.reading.languages import SUPPORTED
from statementgraph.validation.words.view import Node, Passage, Utterance, View, shown

_TIMES = ("time", "asOf", "deadline")
_DATED = frozenset({"OccurrenceClaim", "ConductClaim", "RecognitionClaim", "Declaration"})
"""The kinds that a time at the head of a sentence is the time of."""
_OPENING = 8
"""How many code points may stand before a time that opens its sentence ("On the …")."""


def check_time_use(view: View) -> Iterator[Finding]:
    """Hold the times of each utterance against the readings of its sentences."""
    places = {r.iri: _places(view, r) for r in view.readings}
    for utterance in view.utterances:
        given = [iri for role in _TIMES for iri in utterance.all(role)]
        for iri in given:
            if iri in places and not any(_is_quoted(utterance, p) for p in places[iri]):
                yield _finding(view, utterance, iri, "is read from another sentence")
        for role in _TIMES:
            for iri in utterance.all(role)[1:]:
                yield _finding(view, utterance, iri, f"is a second sg:{role}")
        for iri, passages in places.items():
            if iri not in given and any(_is_its_own(utterance, p) for p in passages):
                yield _finding(view, utterance, iri, "stands in its words")
        yield from _opening(view, utterance, places, given)
        yield from _as_of_whole(view, utterance)
    yield from _unread(view, places)


def _places(view: View, reading: Node) -> list[Passage]:
    """Return where the words of a reading stand in its quotes."""
    found = []
    for passage in view.passages(reading.all("prov:wasDerivedFrom")):
        found += passage.find(reading.one("asWorded"))
    return found


def _is_quoted(utterance: Utterance, place: Passage) -> bool:
    return any(q.holds(place) for q in utterance.quotes)


def _is_its_own(utterance: Utterance, place: Passage) -> bool:
    return utterance.kind in {*_DATED, "CountClaim"} and any(
        c.holds(place) for c in utterance.clauses
    )


def _opening(
    view: View, utterance: Utterance, places: dict[str, list[Passage]], given: list[str]
) -> Iterator[Finding]:
    """Report a time that opens the sentence of an act and is left out."""
    if utterance.kind not in _DATED or given:
        return
    for iri, passages in places.items():
        for place in passages:
            opens = any(
                q.holds(place)
                and place.span.start - q.span.start <= _OPENING
                and any(q.holds(c) for c in utterance.clauses)
                for q in utterance.quotes
            )
            carried = any(c.holds(place) for u in view.utterances for c in u.clauses)
            if opens and not carried:
                yield _finding(view, utterance, iri, "opens its sentence")


def _as_of_whole(view: View, utterance: Utterance) -> Iterator[Finding]:
    """Ask that a part counted in the sentence of its whole holds for the time of the whole."""
    wholes = {w for c in utterance.all("cohort") for w in view.node(c).all("subsetOf")}
    for other in view.utterances if wholes and not utterance.all("asOf") else ():
        if wholes.intersection(other.all("cohort")) and other.quotes == utterance.quotes:
            for reading in other.all("asOf"):
                yield _finding(view, utterance, reading, "is that of the whole it is a part of")


def _finding(view: View, utterance: Utterance, reading: str, why: str) -> Finding:
    words = shown(view.node(reading).one("asWorded"))
    mend = "Correct sg:time, sg:asOf or sg:deadline; or make sg:asWorded shorter."
    return view.finding(utterance.iri, f"The time {words} {why}.", mend, "time")


def _unread(view: View, places: dict[str, list[Passage]]) -> Iterator[Finding]:
    """Report dates of a text that no reading reads, and readings that nothing uses."""
    used = {iri for u in view.utterances for role in _TIMES for iri in u.all(role)}
    for reading in view.readings:
        within = any(
            other != reading.iri and p.holds(q) and p.span != q.span
            for other, passages in places.items()
            for p in passages
            for q in places[reading.iri]
        )
        if reading.iri not in used and not within:
            mend = "Point sg:time, sg:asOf or sg:deadline of an utterance at it, or remove it."
            yield view.finding(reading.iri, "No utterance has this time.", mend, "time")
    known = [p for passages in places.values() for p in passages]
    known += [c for u in view.utterances if u.all("describedAs") for c in u.clauses]
    for statement in view.corpus.statements:
        language = view.language(statement.iri)
        listed = view.passages(view.node(statement.iri).all("dcterms:source"))
        listed += view.passages(iri for iri, n in view.nodes.items() if n.all("skos:note"))
        for text in statement.texts.values():
            for found in dates(text.content, language) if language in SUPPORTED else ():
                place = Passage(text, Span(found.start, found.end))
                if not any(p.touches(place) for p in [*known, *listed]):
                    yield view.finding(
                        statement.iri,
                        f"No reading has the time {shown(place.words)} (character {found.start}).",
                        "Add an sg:TimeReading with these words, or list them in reading.ttl.",
                        "skipped",
                    )
