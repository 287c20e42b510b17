"""Labels hold the speaker's words and nothing else (docs/model.md, "Labels")."""

import re
from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.quotes import Span
from statementgraph.validation.words.matching import words
from statementgraph.validation.words.view import Passage, Utterance, View, sg, shown

_LABEL = re.compile(
    r"(?P<who>.+?) (?P<year>-?\d{4,}|undated)(?P<reports>, reporting)?: "
    r"(?P<denial>denial: )?“(?P<words>.+)”",
    re.DOTALL,
)
_READING = re.compile(r"Reading of “(.+)”", re.DOTALL)
_FORM = (
    "Write it as `Speaker year: “the exact words”`, with “, reporting” and “denial: ” where due."
)


def check_labels(view: View) -> Iterator[Finding]:
    """Hold the label of each utterance and each time reading against its quotes."""
    for utterance in view.utterances:
        for label in utterance.all("rdfs:label"):
            for wrong, mend in _faults(view, utterance, label):
                yield view.finding(utterance.iri, wrong, mend, "label")
    for reading in view.readings:
        match = _READING.fullmatch(reading.one("rdfs:label"))
        if match is None or match[1] != reading.one("asWorded"):
            yield view.finding(
                reading.iri,
                f"The label {shown(reading.one('rdfs:label'))} is not made of sg:asWorded.",
                f"Write it as `Reading of “{reading.one('asWorded')}”`.",
                "label",
            )


def _faults(view: View, utterance: Utterance, label: str) -> Iterator[tuple[str, str]]:
    match = _LABEL.fullmatch(label)
    if match is None:
        yield f"The label {shown(label)} does not name the speaker, the year and the words.", _FORM
        return
    speakers = {
        w for s in utterance.all("prov:wasAttributedTo") for n in view.names(s) for w in words(n)
    }
    strange = [w for w in words(match["who"]) if w not in speakers and w != "and"]
    if strange:
        yield f"The label names {shown(match['who'])}, who is not its speaker.", "Name the speaker."
    issued = view.node(utterance.statement).one("dcterms:issued")
    year = issued.rsplit("-", 2)[0] if issued.count("-") > 1 else issued.split("-")[0] or "undated"
    if match["year"] != year:
        yield f"The label says {match['year']}, the statement is of {year}.", "Correct the year."
    for said, name, value in (
        ("reports", "stance", "reports"),
        ("denial", "polarity", "denied"),
    ):
        if bool(match[said]) != (sg(utterance.one(name)) == value):
            yield (
                f"The label and sg:{name} disagree on whether this is a {said.rstrip('s')}.",
                f"Correct the label, or sg:{name}.",
            )
    yield from _unsaid(utterance, match["words"])


def _unsaid(utterance: Utterance, said: str) -> Iterator[tuple[str, str]]:
    """Report words that do not stand in a quote, or that lie outside what carries the claim."""
    touched = False
    for part in said.split(" … "):
        written = re.compile(r"\s+".join(map(re.escape, part.split())))
        spans = [
            Span(q.span.start + match.start(), q.span.start + match.end())
            for q in utterance.quotes
            if (match := written.search(q.words))
        ]
        if not spans:
            yield (
                f"The label says {shown(part)}; no quote of this utterance holds these words.",
                "Copy the words exactly from the quote; join words that stand apart with “ … ”.",
            )
            return
        touched |= any(s.overlaps(c.span) for s in spans for c in utterance.clauses)
    if utterance.clauses and utterance.kind != "RelationClaim":
        due = " … ".join(" ".join(c.words.split()) for c in _first(utterance))
        if " ".join(said.split()) != due:
            yield (
                f"The label says {shown(said)}; the words that carry it are {shown(due)}.",
                "Make the label of sg:asWorded; join words that stand apart with “ … ”.",
            )
    elif utterance.clauses and not touched:
        yield (
            f"The label says {shown(said)}, none of the words that carry the utterance.",
            "Take the label from sg:asWorded.",
        )


def _first(utterance: Utterance) -> list[Passage]:
    """Return the first place of each run of words, in the order of the text."""
    seen: dict[str, Passage] = {}
    for clause in utterance.clauses:
        seen.setdefault(clause.words, clause)
    return list(seen.values())
