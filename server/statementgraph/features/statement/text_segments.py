"""A text as nested segments, one for each annotated passage; offsets are code points."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.quotes import Span


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A segment of the text: plain words, or a passage with its `children`.

    `anchor` is the id of a passage, "" for its continuation. `number` is the note marker at the
    end of the segment, `note` the number of its note, 0 for none. `clause` says that these are
    words that carry something said.
    """

    text: str = ""
    anchor: str = ""
    children: "tuple[TextSegment, ...]" = ()
    number: int = 0
    note: int = 0
    clause: bool = False

    @property
    def number_before(self) -> int:
        """The note marker right before the marker of this segment, 0 where there are words."""
        last = self.children[-1] if self.children else None
        return (last.number or last.number_before) if last else 0


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    anchor: str
    number: int
    note: int
    clause: bool = False


def note_order(spans: Iterable[Span]) -> list[Span]:
    """Order passages as their note markers stand in the text: by their ends."""
    return sorted(spans, key=lambda s: (s.end, -s.start))


def passage_anchor(span: Span, prefix: str = "") -> str:
    """Return the id of a passage on the page; `prefix` distinguishes further texts."""
    return f"{prefix}char={span.start},{span.end}"


def segment_text(
    text: str,
    notes: dict[Span, int],
    others: Iterable[Span] = (),
    prefix: str = "",
    clauses: Iterable[Span] = (),
) -> tuple[TextSegment, ...]:
    """Nest passages in the text; where two cross, the later one continues in a second segment.

    `notes` are the passages with the numbers of their notes, `others` those with an anchor
    only, `clauses` the words that carry what is said; a range may be several of these. A passage
    outside the text is left out. Offsets are code points (Web Annotation Data Model, section
    4.2.5).
    """
    carrying = frozenset(clauses)
    spans = dict.fromkeys((*others, *sorted(carrying)), 0) | notes
    pieces = [
        _Piece(s.start, s.end, passage_anchor(s, prefix), number, number, s in carrying)
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
        segments.append(TextSegment("", first.anchor, runs, first.number, first.note, first.clause))
        pieces = beyond
        at = first.end
    if at < end:
        segments.append(TextSegment(text=text[at:end]))
    return tuple(segments)


def _split(end: int, pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Split the pieces at `end`; the note marker of one that crosses it stands at its own end."""
    inside, beyond = [], []
    for p in pieces:
        if p.start >= end:
            beyond.append(p)
        elif p.end <= end:
            inside.append(p)
        else:
            inside.append(_Piece(p.start, end, p.anchor, 0, p.note, p.clause))
            beyond.append(_Piece(end, p.end, "", p.number, p.note, p.clause))
    return inside, _sorted(beyond)
