"""What one reading of a statement is: rows, each one thing said, and faults of its file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COLUMNS = (
    *("sentence", "kind", "words", "value", "lower", "upper", "unit", "qualifier", "stance"),
    *("polarity", "certainty", "group", "actor", "patient", "act", "norm", "place", "time"),
    *("about", "name", "description", "premise", "conclusion", "reader"),
)
"""The columns of review.csv, in their order."""
FIELDS = COLUMNS[3:-1]
"""What is compared of two aligned rows, one by one; their words are compared by overlap."""
NUMBERS = ("value", "lower", "upper")
WORDS = frozenset({"name", "description"})
"""The fields that hold exact words."""
SINGLE = frozenset({*NUMBERS, "unit", "qualifier", "stance", "polarity", "certainty"})
"""The fields that hold one value at most; the others may hold a list."""
KINDS = frozenset(
    {
        *("Claim", "Call", "Commitment", "Expression", "Declaration", "CountClaim"),
        *("MeasureClaim", "CharacterisationClaim", "OccurrenceClaim", "ConductClaim"),
        *("ViolationClaim", "RecognitionClaim", "RelationClaim"),
    }
)
"""The local names of the classes that an utterance may have."""


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """Something wrong in a file: its line from 1 (0: the whole file), and how to mend it."""

    line: int
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing said, as one reader recorded it.

    `name` is the address of an utterance below its statement, or `review.csv:LINE`.
    `sentence` counts from 1. `cells` hold the values of `words` and of each of `FIELDS`.
    """

    name: str
    line: int
    sentence: int
    kind: str
    cells: Mapping[str, tuple[str, ...]]

    def text(self, field: str) -> str:
        """Return the values of a field in one order, joined as the file joins them."""
        return joined(self.cells.get(field, ()))

    @property
    def words(self) -> Counter[str]:
        """How often each word stands among the words that carry the utterance."""
        return Counter(w for part in self.cells.get("words", ()) for w in words_of(part))


def joined(values: tuple[str, ...]) -> str:
    """Write a list as a cell: sorted, separated by `|`."""
    return "|".join(sorted(set(values)))


def said_in(words: Iterable[str]) -> str:
    """Name what another utterance says by the words that carry it: “the dam … was built”."""
    return f"“{' … '.join(sorted(words))}”"


def split(cell: str) -> tuple[str, ...]:
    """Read a cell as a list of values; empty parts count for nothing."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def words_of(text: str) -> list[str]:
    """Cut a text into words, without case and without the marks at their edges."""
    marks = "".join(sorted({c for c in text if not c.isalnum()}))
    return [word for part in text.casefold().split() if (word := part.strip(marks))]


def overlap(one: Row, other: Row) -> float:
    """Return how far the words of two rows are the same: F1, 0 to 1."""
    return f1((one.words & other.words).total(), one.words.total(), other.words.total())


def f1(same: int, one: int, other: int) -> float:
    """Return F1, the harmonic mean of precision and recall; 0 where there is nothing."""
    return 2 * same / (one + other) if one + other else 0.0
