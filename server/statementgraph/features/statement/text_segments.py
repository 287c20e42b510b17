"""A text with its passages nested in it; offsets are code points, as Python's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.quotes import Span


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A run of the text: plain words, or a passage with what it holds.

    `anchor` names the place where a passage starts, "" where it goes on. `number` is the
    note at its end, 0 for none; `note` the one that it belongs to, 0 for none.
    """

    text: str = ""
    anchor: str = ""
    children: "tuple[TextSegment, ...]" = ()
    number: int = 0
    note: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    anchor: str
    number: int
    note: int


def note_order(spans: Iterable[Span]) -> list[Span]:
    """Put passages in the order in which their notes stand in the text: by their ends."""
    return sorted(spans, key=lambda s: (s.end, -s.start))


def anchor(span: Span, prefix: str = "") -> str:
    """Name the place of a passage on the page; `prefix` tells further texts apart."""
    return f"{prefix}char={span.start},{span.end}"


def segment_text(
    text: str, notes: dict[Span, int], others: Iterable[Span] = (), prefix: str = ""
) -> tuple[TextSegment, ...]:
    """Nest passages in the text; where two cross, the later one goes on in a second run.

    `notes` gives the passages with their numbers, `others` those that only get an anchor.
    What does not lie in the text is left out. Offsets are code points (Web Annotation Data
    Model, section 4.2.5).
    """
    spans = dict.fromkeys(others, 0) | notes
    pieces = [
        _Piece(s.start, s.end, anchor(s, prefix), number, number)
        for s, number in spans.items()
        if 0 <= s.start < s.end <= len(text)
    ]
    return _nest(text, 0, len(text), _sorted(pieces))


def _sorted(pieces: Iterable[_Piece]) -> list[_Piece]:
    return sorted(pieces, key=lambda p: (p.start, -p.end))


def _nest(text: str, start: int, end: int, pieces: list[_Piece]) -> tuple[TextSegment, ...]:
    segments: list[TextSegment] = []
    at = start
    while pieces:
        first = pieces.pop(0)
        if at < first.start:
            segments.append(TextSegment(text=text[at : first.start]))
        inside, beyond = _split(first.end, pieces)
        runs = _nest(text, first.start, first.end, inside)
        segments.append(TextSegment("", first.anchor, runs, first.number, first.note))
        pieces = beyond
        at = first.end
    if at < end:
        segments.append(TextSegment(text=text[at:end]))
    return tuple(segments)


def _split(end: int, pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Part the pieces at `end`; one that crosses it has its note where it ends."""
    inside, beyond = [], []
    for p in pieces:
        if p.start >= end:
            beyond.append(p)
        elif p.end <= end:
            inside.append(p)
        else:
            inside.append(_Piece(p.start, end, p.anchor, 0, p.note))
            beyond.append(_Piece(end, p.end, "", p.number, p.note))
    return inside, _sorted(beyond)
