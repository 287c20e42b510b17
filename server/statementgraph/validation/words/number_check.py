"""Figures against their words: value, bounds, vague quantity, unit and hedge."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from statementgraph.corpus.findings import Finding
from statementgraph.reading.hedges import hedge_of
from statementgraph.reading.languages import SUPPORTED
from statementgraph.reading.lexical import decimal
from statementgraph.reading.numbers import Figure, figures
from statementgraph.reading.words import occurs
from statementgraph.validation.words.view import Utterance, View, sg, shown

KINDS = frozenset({"CountClaim", "MeasureClaim"})
_FIGURE = "Correct the figure, or let sg:asWorded hold the words of this figure alone."


def check_numbers(view: View) -> Iterator[Finding]:
    """Read the figure of each count and measure again from its words, and compare."""
    for utterance in view.utterances:
        if utterance.kind not in KINDS:
            continue
        if utterance.language not in SUPPORTED:
            continue  # the audit asks for a reader's note there
        if len(utterance.all("ofWhole")) > 1 or len(utterance.all("cohort")) > 1:
            wrong, mend = "It counts two things at once.", "Write an utterance for each."
            yield view.finding(utterance.iri, wrong, mend, "number")
        for wrong, mend in _faults(view, utterance):
            yield view.finding(utterance.iri, wrong, mend, "number")


def _faults(view: View, utterance: Utterance) -> Iterator[tuple[str, str]]:
    words = utterance.worded
    read = [f for f in figures(words, utterance.language) if not f.ordinal]
    vague = sg(utterance.one("vagueQuantity"))
    if vague == "no-figure":
        if any(f.vague is None for f in read):
            yield f"The words {shown(words)} hold a figure, but none is given.", _FIGURE
        return
    if not read:
        if vague and _is_worded(view, utterance):
            return
        yield (
            f"The words {shown(words)} hold no figure that can be read.",
            "Copy into sg:asWorded the words that give the figure.",
        )
        return
    figure = next((f for f in read if _matches(f, utterance, vague)), None)
    if figure is None:
        yield (
            f"The words {shown(words)} say {_said(read[0])}, not {_given(utterance, vague)}.",
            _FIGURE,
        )
        return
    yield from _unit(view, utterance, figure)
    yield from _hedge(view, utterance, figure)


def _is_worded(view: View, utterance: Utterance) -> bool:
    """Say whether a cue word of the vague quantity stands in the words."""
    cues = view.cues(utterance.one("vagueQuantity"), utterance.language)
    return any(occurs(cue, utterance.worded, utterance.language) for cue in cues)


def _number(utterance: Utterance, name: str) -> Decimal | None:
    return decimal(utterance.one(name))  # what is none is a finding of its own


def _matches(figure: Figure, utterance: Utterance, vague: str) -> bool:
    given = (
        _number(utterance, "value"),
        _number(utterance, "lowerBound"),
        _number(utterance, "upperBound"),
        vague or None,
    )
    return given == (figure.value, figure.lower, figure.upper, figure.vague)


def _said(figure: Figure) -> str:
    if figure.unreadable:
        return "a figure that cannot be read"
    if figure.vague:
        return figure.vague
    if figure.value is not None:
        return f"{figure.value:f}"
    return _range(figure.lower, figure.upper)


def _range(lower: Decimal | None, upper: Decimal | None) -> str:
    ends = (
        f"from {lower:f}" if lower is not None else "",
        f"to {upper:f}" if upper is not None else "",
    )
    return " ".join(end for end in ends if end)


def _given(utterance: Utterance, vague: str) -> str:
    value = _number(utterance, "value")
    if value is not None:
        return f"{value:f}"
    lower, upper = _number(utterance, "lowerBound"), _number(utterance, "upperBound")
    return vague or _range(lower, upper) or "nothing"


def _unit(view: View, utterance: Utterance, figure: Figure) -> Iterator[tuple[str, str]]:
    """Hold the unit against the words: a share is no count, a currency no other."""
    if utterance.kind == "CountClaim":
        if figure.unit:
            yield (
                f"The words give a figure in {figure.unit}, which counts no members.",
                "Make it a sg:MeasureClaim with sg:unit and, for a share, sg:ofWhole.",
            )
        return
    unit = utterance.one("unit")
    cues = view.cues(unit, utterance.language)
    worded = any(occurs(c, utterance.worded, utterance.language) for c in cues)
    if figure.unit not in {None, sg(unit)} or (figure.unit is None and not worded):
        said = figure.unit or "no unit of that name"
        yield f"The unit is {sg(unit)}, but the words say {said}.", "Correct sg:unit."


def _hedge(view: View, utterance: Utterance, figure: Figure) -> Iterator[tuple[str, str]]:
    hedges = hedge_words(view, utterance.language)
    passage = next((q for q in utterance.quotes if utterance.worded in q.words), None)
    said = hedge_of(utterance.worded, figure, hedges)
    if said is None and passage is not None:
        moved = _moved(figure, passage.words.index(utterance.worded))
        said = hedge_of(passage.words, moved, hedges)
    given, said = sg(utterance.one("qualifier")), sg(said) if said else "unhedged"
    if given != said:
        yield (
            f"The hedge is {given}, but the words say {said}.",
            "Correct sg:qualifier, or let sg:asWorded hold the hedge as well.",
        )


def _moved(figure: Figure, by: int) -> Figure:
    return replace(figure, start=figure.start + by, end=figure.end + by)


def hedge_words(view: View, language: str) -> dict[str, tuple[str, ...]]:
    """Return the cue words of each hedge concept in a language, by its IRI."""
    scheme = f"{view.corpus.base}concept/scheme/hedges"
    return {
        iri: view.cues(iri, language)
        for iri, node in view.nodes.items()
        if scheme in node.all("skos:inScheme") and sg(iri) != "unhedged"
    }
