"""The notes on a text by its paragraphs, so that a page can fold them."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.features.statement.notes import Note
from statementgraph.quotes import Span, paragraphs

_WIDEST = 70


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes on the passages that end in one paragraph; `words` are its first words.

    `opened` says that the reader chose kinds and one of these notes is of such a kind.
    """

    number: int
    words: str
    notes: tuple[Note, ...]
    opened: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the reader chose other kinds than all of these notes are of."""
        return all(note.hidden for note in self.notes)

    @property
    def range(self) -> str:
        """The numbers of the notes: "4" or "4 to 9"."""
        first, last = self.notes[0].number, self.notes[-1].number
        return str(first) if first == last else f"{first} to {last}"


def group_notes(text: str, notes: Iterable[Note], *, filtered: bool) -> tuple[NoteGroup, ...]:
    """Group notes by the paragraph in which their passages end, which keeps their order."""
    places = paragraphs(text)
    by_place: dict[int, list[Note]] = {}
    for note in notes:
        # White space after the last paragraph is in none.
        ends = (i for i, place in enumerate(places) if note.quote.end <= place.end)
        by_place.setdefault(next(ends, len(places) - 1), []).append(note)
    return tuple(
        NoteGroup(
            number,
            _first_words(text, places[at]) if places else "",
            tuple(group),
            filtered and not all(note.hidden for note in group),
        )
        for number, (at, group) in enumerate(by_place.items(), start=1)
    )


def _first_words(text: str, place: Span) -> str:
    line = " ".join(place.of(text).split())
    if len(line) <= _WIDEST:
        return line
    # No word is cut: half a word may say something else.
    return f"{line[:_WIDEST].rpartition(' ')[0] or line[:_WIDEST]} …"
