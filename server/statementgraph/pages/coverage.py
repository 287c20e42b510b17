"""Which sentences of a text carry sayings, which carry none, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.pages.notes import Note, Page, Reading
from statementgraph.pages.passages import anchor
from statementgraph.quotes import ACCOUNTS, Span, sentences

_WIDEST = 90
RECORD = "Read for the record of the statement: its title, date, speaker or addressees."


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: how many sayings were read from it, and else the reasons why none was.

    `covered` is false where neither a saying nor a reason is in the data. `named` counts the
    dates and things that were read from it besides.
    """

    number: int
    anchor: str
    span: Span
    words: str
    sayings: int
    named: int
    reasons: tuple[str, ...]
    covered: bool


def coverage(page: Page, notes: Iterable[Note], found: dict[Span, Reading]) -> tuple[Sentence, ...]:
    """Look at each sentence of a text, with the notes on it and what they were read from."""
    every = tuple(notes)
    return tuple(
        _sentence(number, span, page, [n for n in every if n.span.overlaps(span)], found)
        for number, span in enumerate(sentences(page.content), start=1)
    )


def _sentence(
    number: int, span: Span, page: Page, notes: list[Note], found: dict[Span, Reading]
) -> Sentence:
    sayings = {e.key for n in notes for e in n.entries if e.said}
    others = {e.key for n in notes for e in n.entries if not e.said and "record" not in e.kinds}
    hows = {how for n in notes for how in found[n.span].hows}
    reasons = tuple(dict.fromkeys(r for n in notes for r in n.reasons))
    if not reasons and not sayings and hows & ACCOUNTS:
        reasons = (RECORD,)
    words = " ".join(span.of(page.content).split())
    shown = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
    covered = bool(hows & ACCOUNTS)
    place = anchor(span, page.prefix)
    return Sentence(number, place, span, shown, len(sayings), len(others), reasons, covered)
