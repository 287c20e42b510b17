"""The answer to a question: its rows, the columns that say something, and lists to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from statementgraph.view.results import Cell, Table

ROWS = 100
"""How many rows stand on one page."""
_MOST_VALUES = 200

TITLES = {
    "actor": "Who acts",
    "act": "What is done",
    "about": "About",
    "addressee": "Addressed to",
    "basis": "What the figure rests on",
    "category": "Called",
    "certainty": "How sure the speaker says it is",
    "claim": "Claim or call",
    "cohort": "Group counted",
    "earliest": "Earliest day",
    "edtf": "Date as read (EDTF)",
    "group": "Group counted",
    "hedge": "With a word like “about”",
    "holder": "Who is said to hold it",
    "kind": "Kind",
    "latest": "Latest day",
    "lower": "At least",
    "patient": "To whom or what",
    "place": "Place",
    "polarity": "Affirmed or denied",
    "quote": "In these words",
    "speaker": "Who says so",
    "stance": "How it is said",
    "statement": "Statement",
    "unit": "Counted in",
    "upper": "At most",
    "vague": "In vague words",
    "value": "Figure",
    "what": "What",
    "when": "When, as worded",
    "words": "In these words",
}
"""The headings of columns; another variable is its own heading."""

CHOSEN_FROM = (
    *("speaker", "statement", "actor", "holder", "addressee", "patient", "what", "about"),
    *("event", "place", "group", "cohort", "category", "act", "polarity"),
)
"""The columns that an answer can be narrowed by."""

_USUAL = {"polarity": "affirmed", "certainty": "unqualified", "stance": "asserts"}
"""What is not worth a column where every row says it."""
PLAIN = {"unhedged": "none"}
"""Plain words for labels of concepts that are technical terms."""
QUOTES = frozenset({"words", "quote", "wording", "passage"})
"""The columns that hold a speaker's exact words."""


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """What a reader chose: rows whose `column` says `value`."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """A list to choose from: the values of a column, and the one that is chosen or ""."""

    column: str
    title: str
    values: tuple[str, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is shown: its variable, its heading, and where it stands in a row."""

    name: str
    title: str
    at: int

    @property
    def quoted(self) -> bool:
        """Whether it holds a speaker's exact words."""
        return self.name in QUOTES


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of an answer; `total` rows fit what is chosen, `cut` says that there may be more."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    choosers: tuple[Chooser, ...]
    total: int
    page: int
    pages: int
    cut: bool


def build_answer(table: Table, choices: Sequence[Choice], page: int) -> Answer:
    """Narrow the rows of a result to what is chosen, and take one page of them, from 1."""
    names = table.variables
    chosen = {c.column: c.value for c in choices if c.column in names and c.column in CHOSEN_FROM}
    rows = [r for r in table.rows if _fits(names, r, chosen)]
    pages = max(1, -(-len(rows) // ROWS))
    page = min(max(1, page), pages)
    return Answer(
        tuple(_columns(names, rows)),
        tuple(rows[(page - 1) * ROWS : page * ROWS]),
        tuple(_choosers(names, table.rows, chosen)),
        len(rows),
        page,
        pages,
        table.cut,
    )


def shown(cell: Cell) -> str:
    """Return the text that stands for a cell."""
    return cell.ref.text if cell.ref else cell.text


def _fits(names: Sequence[str], row: Sequence[Cell], chosen: dict[str, str]) -> bool:
    return all(shown(row[names.index(column)]) == value for column, value in chosen.items())


def _columns(names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """Leave out columns in which no row says anything, or all say what goes without saying."""
    columns = []
    for at, name in enumerate(names):
        said = {shown(row[at]) for row in rows}
        if not rows or said - {""} - {_USUAL.get(name, "")}:
            columns.append(Column(name, TITLES.get(name, name), at))
    return columns


def _choosers(
    names: Sequence[str], rows: Sequence[Sequence[Cell]], chosen: dict[str, str]
) -> list[Chooser]:
    choosers = []
    for column in CHOSEN_FROM:
        if column not in names:
            continue
        at = names.index(column)
        values = sorted({shown(row[at]) for row in rows} - {""}, key=str.casefold)
        # A list that offers one thing, or hundreds, helps nobody.
        if column in chosen or 1 < len(values) <= _MOST_VALUES:
            title = TITLES.get(column, column)
            choosers.append(Chooser(column, title, tuple(values), chosen.get(column, "")))
    return choosers
