"""The sections of /compare: what each chosen statement says about the same thing, cell by cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from statementgraph.features.compare import agreement
from statementgraph.features.compare.agreement import Relation
from statementgraph.sparql import Term
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref, clip
from statementgraph.view.graph import local_name

TextRow = dict[str, str]


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """Exact words, and where on the statement's page they stand."""

    exact: str
    iri: str
    href: str


@dataclass(frozen=True, slots=True)
class CellItem:
    """One thing said: in the speaker's `words`, and as it was read.

    `stance` says in words how the speaker stands to it, "" where the speaker asserts it.
    `term` is what is compared; `fields` are the parts of the reading, for a table of data.
    """

    words: str
    reading: str
    stance: str
    claim: Ref
    quotes: tuple[QuotedPassage, ...]
    term: Any = field(repr=False)
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    """What one statement says about the row: nothing, one thing or several.

    The letters are those of the other columns it was compared with.
    """

    items: tuple[CellItem, ...] = ()
    agrees: str = ""
    differs: str = ""
    open: str = ""

    @property
    def silent(self) -> bool:
        """Whether the statement says nothing about the row."""
        return not self.items


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row: what it is about, a cell for each statement, and how the cells compare.

    `relation` is None where fewer than two statements speak; `path` is the thing's, below the
    base, "" for none.
    """

    ref: Ref
    path: str
    notes: tuple[str, ...]
    cells: tuple[ComparisonCell, ...]
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class ComparisonKind:
    """A kind of thing that is compared: the query behind it and how its rows are read.

    `key` names what the row is about; two rows with the same key are about the same thing.
    """

    name: str
    title: str
    heading: str
    note: str
    query: str
    key: tuple[str, ...]
    head: Callable[[TextRow, Addresses], tuple[Ref, tuple[str, ...]]]
    item: Callable[[Sequence[TextRow]], tuple[str, str, Any, dict[str, str]]]
    compare: Callable[[Any, Any], Relation]
    # How a row, and how a cell, says that statements agree and differ.
    same: tuple[str, str] = ("agree", "agrees with")
    other: tuple[str, str] = ("differ", "differs from")

    def verdict(self, together: Relation | None) -> str:
        """Say in words how a row compares."""
        return {
            Relation.AGREE: self.same[0],
            Relation.DIFFER: self.other[0],
            Relation.OPEN: "left open",
            None: "said in one statement only",
        }[together]


def text_rows(rows: Iterable[dict[str, Term]]) -> list[TextRow]:
    """Take rows of a query as plain text."""
    return [{name: getattr(t, "value", "") for name, t in row.items()} for row in rows]


def comparison_rows(
    kind: ComparisonKind, rows: Iterable[TextRow], statements: Sequence[str], addresses: Addresses
) -> list[ComparisonRow]:
    """Put the rows of the query of a kind into lines; `statements` are the columns, by IRI."""
    about: dict[tuple[str, ...], list[TextRow]] = {}
    for row in rows:
        about.setdefault(tuple(row.get(k, "") for k in kind.key), []).append(row)
    return [_row(kind, same_rows, statements, addresses) for same_rows in about.values()]


def _row(
    kind: ComparisonKind, rows: Sequence[TextRow], statements: Sequence[str], addresses: Addresses
) -> ComparisonRow:
    claims: dict[str, dict[str, list[TextRow]]] = {iri: {} for iri in statements}
    for row in rows:
        if row["statement"] in claims:
            claims[row["statement"]].setdefault(row["claim"], []).append(row)
    statement_items = [
        tuple(_item(kind, c, addresses) for c in claims[iri].values()) for iri in statements
    ]
    pairs = {
        (i, j): relation
        for i, j in combinations(range(len(statement_items)), 2)
        if (
            relation := agreement.compare_statements(
                kind.compare, *(_terms(statement_items[n]) for n in (i, j))
            )
        )
    }
    cells = tuple(_cell(n, items, pairs) for n, items in enumerate(statement_items))
    ref, notes = kind.head(rows[0], addresses)
    path = addresses.below(ref.iri) or ""
    return ComparisonRow(ref, path, notes, cells, agreement.row_relation(pairs.values()))


def _terms(items: Sequence[CellItem]) -> list[Any]:
    return [item.term for item in items]


def column_letter(number: int) -> str:
    """Name a column: A for the first."""
    return chr(ord("A") + number)


def _cell(
    number: int, items: tuple[CellItem, ...], pairs: dict[tuple[int, int], Relation]
) -> ComparisonCell:
    letters: dict[Relation, list[str]] = {r: [] for r in Relation}
    for (i, j), relation in sorted(pairs.items()):
        if number in (i, j):
            letters[relation].append(column_letter(j if i == number else i))
    agrees, differs, left = (", ".join(letters[r]) for r in Relation)
    return ComparisonCell(items, agrees, differs, left)


def _item(kind: ComparisonKind, rows: Sequence[TextRow], addresses: Addresses) -> CellItem:
    first = rows[0]
    quotes = dict.fromkeys((row["quote"], row["source"]) for row in rows)
    wording, reading, term, fields = kind.item(rows)
    holders = ", ".join(dict.fromkeys(filter(None, (row.get("holder", "") for row in rows))))
    return CellItem(
        words=clip(wording, 400),
        reading=reading,
        stance=_stance(local_name(first["stance"]), holders),
        claim=Ref(local_name(first["claim"]), addresses.href(first["claim"]), first["claim"]),
        quotes=tuple(QuotedPassage(clip(q), iri, addresses.passage(iri)) for q, iri in quotes),
        term=term,
        fields={"stance": local_name(first["stance"]), "view_reported_of": holders, **fields},
    )


def _stance(stance: str, holders: str) -> str:
    others = f"the view of {holders}" if holders else "the view of others"
    return {
        "asserts": "",
        "denies": "denies",
        "reports": f"reports, as {others}",
        "questions": "questions",
    }.get(stance, stance)
