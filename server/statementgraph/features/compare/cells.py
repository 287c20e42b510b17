"""The rows of /compare: one row a thing, one cell for what each statement says about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from statementgraph.features.compare import agreement
from statementgraph.features.compare.agreement import Relation
from statementgraph.sparql import Term
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref, clip
from statementgraph.view.graph import local_name

TextRow = dict[str, str]


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """Exact words, with the link to them on the statement's page."""

    exact: str
    iri: str
    href: str


@dataclass(frozen=True, slots=True)
class CellItem:
    """One claim: in the speaker's `words`, and as it was read.

    `stance` is how it is said, "" where it is plainly said. `term` is the value that is compared;
    `fields` are the parts of the reading, by their columns in the CSV.
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
    """The claims of one statement about the thing of the row; there may be none.

    `agrees`, `differs` and `open` are the letters of the other columns, by relation.
    """

    items: tuple[CellItem, ...] = ()
    agrees: str = ""
    differs: str = ""
    open: str = ""

    @property
    def silent(self) -> bool:
        """Whether the statement makes no claim about the thing."""
        return not self.items


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row: the thing, a cell for each statement, and the relation of the cells.

    `relation` is None where fewer than two statements make claims; `path` is the path of the
    thing below the base, "" for none.
    """

    ref: Ref
    path: str
    notes: tuple[str, ...]
    cells: tuple[ComparisonCell, ...]
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class ComparisonKind:
    """A kind of claim that is compared: its query, and how rows of the query are read.

    `key` are the columns that identify the thing of a row. `head` makes the heading of a row
    with its notes; `item` makes words, reading, compared value and CSV fields of a claim.
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
    # The words for "agree" and "differ": in the last column, and in a cell.
    same: tuple[str, str] = ("agree", "agrees with")
    other: tuple[str, str] = ("differ", "differs from")

    def verdict(self, together: Relation | None) -> str:
        """Return the relation of a row in words."""
        return {
            Relation.AGREE: self.same[0],
            Relation.DIFFER: self.other[0],
            Relation.OPEN: "left open",
            None: "said in one statement only",
        }[together]


def text_rows(rows: Iterable[dict[str, Term]]) -> list[TextRow]:
    """Return the rows of a query with the text of each term."""
    return [{name: getattr(t, "value", "") for name, t in row.items()} for row in rows]


def comparison_rows(
    kind: ComparisonKind, rows: Iterable[TextRow], statements: Sequence[str], addresses: Addresses
) -> list[ComparisonRow]:
    """Group the rows of a kind's query by thing; `statements` are the columns, by IRI."""
    by_thing: dict[tuple[str, ...], list[TextRow]] = {}
    for row in rows:
        by_thing.setdefault(tuple(row.get(k, "") for k in kind.key), []).append(row)
    return [_row(kind, same_rows, statements, addresses) for same_rows in by_thing.values()]


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
    """Return the letter of a column: A for the first."""
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
    axes = {name: local_name(first.get(name, "")) for name in ("stance", "polarity", "certainty")}
    return CellItem(
        words=clip(wording, 400),
        reading=reading,
        stance=_how(axes, holders),
        claim=Ref(local_name(first["claim"]), addresses.href(first["claim"]), first["claim"]),
        quotes=tuple(QuotedPassage(clip(q), iri, addresses.passage(iri)) for q, iri in quotes),
        term=term,
        fields={**axes, "view_reported_of": holders, **fields},
    )


def _how(axes: dict[str, str], holders: str) -> str:
    """Return how a claim is said, "" where it is plainly said."""
    parts = []
    if axes["stance"] == "reports":
        parts.append(f"reports, as the view of {holders or 'others'}")
    if axes["polarity"] == "denied":
        parts.append("denial")
    parts.append(labels.CERTAINTIES.get(axes["certainty"], ""))
    return ", ".join(filter(None, parts))


def how_said(row: TextRow) -> str:
    """Return how the claim of a row is said, for the rule of comparison."""
    return agreement.said_as(
        *(local_name(row.get(name, "")) for name in ("stance", "polarity", "certainty"))
    )
