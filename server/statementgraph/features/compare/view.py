"""The page /compare: the claims of chosen statements side by side, in the speakers' words.

Nothing is ranked or summed. The rule of comparison is in `agreement`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import NamedNode

from statementgraph import queries, sparql
from statementgraph.errors import NotFoundError, RequestError
from statementgraph.features.compare.agreement import Relation
from statementgraph.features.compare.cells import (
    ComparisonKind,
    ComparisonRow,
    TextRow,
    column_letter,
    comparison_rows,
    text_rows,
)
from statementgraph.features.compare.subjects import COMPARISON_KINDS
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref, names_in_line
from statementgraph.view.dates import date_in_words, date_order
from statementgraph.view.languages import direction, language_tag
from statementgraph.view.notices import Notice

# The most columns of a table, rows of a section, and statements to choose from.
MOST_STATEMENTS = 8
MOST_ROWS = 200
MOST_CHOICES = 60
# How many statements are shown before the reader has chosen any.
_AT_FIRST = 3
# The graphs with the labels of things and concepts.
_SHARED = ("graph/entities", "graph/concepts")
_OWN = ("graph/content", "graph/provenance")


class Rows(StrEnum):
    """Which rows to show."""

    ALL = "all"
    SEVERAL = "several"
    DIFFER = "differ"

    def includes(self, row: ComparisonRow) -> bool:
        """Return whether a row is shown."""
        if self is Rows.DIFFER:
            return row.relation is Relation.DIFFER
        return self is Rows.ALL or row.relation is not None


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """The parameters of the page: statements by slug, kinds by name, rows by relation.

    `about`, the path of a thing, and `find`, words, filter the statements to choose from.
    """

    statements: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    rows: Rows = Rows.ALL
    find: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """A statement with its letter in the table; the letters follow the dates.

    `notice` says that it was withdrawn or corrected, "" for neither.
    """

    letter: str
    slug: str
    ref: Ref
    page: str
    speaker: str
    day: str
    iso: str
    language: str = ""
    notice: str = ""

    @property
    def direction(self) -> str:
        """The direction of the script: the value of `dir`."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class ComparisonSection:
    """The rows of one kind; `more` is the number left out, `counts` the rows by relation."""

    kind: ComparisonKind
    rows: tuple[ComparisonRow, ...]
    more: int
    counts: tuple[tuple[str, int], ...]
    query: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What the page shows.

    `dropped` is the number of chosen statements without a column, `total` that of all
    statements. `choices` are other statements to choose, the newest first, and `unlisted` the
    number of further ones; `about` is the thing that the choices are filtered by.
    """

    options: CompareOptions
    columns: tuple[StatementColumn, ...]
    dropped: int
    choices: tuple[StatementColumn, ...]
    unlisted: int
    total: int
    about: Ref | None
    sections: tuple[ComparisonSection, ...]


def build_compare(
    engine: Engine, addresses: Addresses, options: CompareOptions, most_rows: int = MOST_ROWS
) -> ComparePage:
    """Run one query for the statements and one for each kind, however many are chosen.

    One more finds who speaks of `asked.about`. Raises NotFoundError for a statement or a
    thing, and RequestError for a kind, that is not there.
    """
    kinds = _kinds(options.kinds)
    everything = _statements(engine, addresses)
    about, speaking = _about(engine, addresses, options.about)
    fitting = [c for c in everything if about is None or c.ref.iri in speaking]
    chosen = _chosen(options.statements, everything) if options.statements else fitting[-_AT_FIRST:]
    columns = _with_letters(chosen[:MOST_STATEMENTS])
    held = {c.slug for c in columns}
    others = [c for c in fitting[::-1] if c.slug not in held and _matches(c, options.find)]
    seen = source_graphs(addresses, columns)
    return ComparePage(
        options,
        columns,
        len(chosen) - len(columns),
        tuple(others[:MOST_CHOICES]),
        max(0, len(others) - MOST_CHOICES),
        len(everything),
        about,
        tuple(
            _section(
                kind, _rows_of_kind(engine, addresses, kind, columns), seen, options, most_rows
            )
            for kind in kinds
        ),
    )


def _kinds(names: Sequence[str]) -> tuple[ComparisonKind, ...]:
    unknown = set(names) - {kind.name for kind in COMPARISON_KINDS}
    if unknown:
        raise RequestError(
            "There is no such kind of thing to compare.",
            hint=f"There are {', '.join(kind.name for kind in COMPARISON_KINDS)}.",
        )
    return tuple(kind for kind in COMPARISON_KINDS if not names or kind.name in names)


def _by_date(column: StatementColumn) -> tuple[object, ...]:
    return *date_order(column.iso), column.slug


def _statements(engine: Engine, addresses: Addresses) -> list[StatementColumn]:
    """Query all statements, in the order of their dates, those without a date last."""
    by_slug: dict[str, list[TextRow]] = {}
    rows = sparql.select(engine, queries.named("compare-statements").text, base=addresses.base)
    for row in text_rows(rows):
        path = addresses.below(row["statement"])
        if path and path.startswith("statement/"):
            by_slug.setdefault(path.removeprefix("statement/"), []).append(row)
    columns = (_column(addresses, slug, rows) for slug, rows in by_slug.items())
    return sorted(columns, key=_by_date)


def _column(addresses: Addresses, slug: str, rows: Sequence[TextRow]) -> StatementColumn:
    """Return one statement of one speaker or several."""
    row, path = rows[0], f"statement/{slug}"
    iso = row.get("date", "")
    speakers = sorted({r["speaker"] for r in rows if "speaker" in r}, key=str.casefold)
    became = (row.get(name, "") for name in ("withdrawn", "withdrawal", "corrected", "correctedOn"))
    return StatementColumn(
        "",
        slug,
        Ref(row["label"], addresses.local(path), row["statement"]),
        addresses.local(path, ".html"),
        names_in_line(speakers) or "a speaker not named in the data",
        date_in_words(iso) or "no date",
        iso,
        language_tag(row.get("language", "")),
        Notice(*became).text,
    )


def _about(engine: Engine, addresses: Addresses, path: str) -> tuple[Ref | None, set[str]]:
    """Return the thing with that path, and the IRIs of the statements that refer to it."""
    if not path:
        return None, set()
    nothing = NotFoundError(f"No statement speaks of {path[:200]!r}.", hint="See /compare.")
    try:
        thing = NamedNode(addresses.base + path)
    except ValueError:
        raise nothing from None
    text = queries.named("compare-about").text
    rows = text_rows(sparql.select(engine, text, base=addresses.base, thing=thing))
    if not rows:
        raise nothing
    ref = Ref(rows[0].get("label") or path, addresses.href(thing.value), thing.value)
    return ref, {row["statement"] for row in rows}


def _chosen(slugs: Sequence[str], everything: list[StatementColumn]) -> list[StatementColumn]:
    there = {c.slug for c in everything}
    if unknown := next((slug for slug in slugs if slug not in there), None):
        raise NotFoundError(
            f"There is no statement {unknown[:200]!r} to compare.",
            hint="Choose statements at /compare.",
        )
    return [c for c in everything if c.slug in set(slugs)]


def _matches(column: StatementColumn, find: str) -> bool:
    text = f"{column.ref.text} {column.speaker} {column.day}".casefold()
    return all(word in text for word in find.casefold().split())


def _with_letters(chosen: Sequence[StatementColumn]) -> tuple[StatementColumn, ...]:
    return tuple(replace(c, letter=column_letter(n)) for n, c in enumerate(chosen))


def source_graphs(addresses: Addresses, columns: Iterable[StatementColumn]) -> tuple[str, ...]:
    """Return the IRIs of the graphs that the comparison reads: of the statements, and shared."""
    own = [f"{c.ref.iri}/{name}" for c in columns for name in _OWN]
    return (*own, *(addresses.base + name for name in _SHARED))


def query_with_dataset(text: str, names: Iterable[str]) -> str:
    """Return a query with a FROM clause for each graph (SPARQL 1.1, section 13.2)."""
    dataset = "".join(f"FROM {NamedNode(name)}\n" for name in names)
    head, body = re.split(r"\s+WHERE {", text, maxsplit=1)
    return f"{head}\n{dataset}WHERE {{{body}"


def _rows_of_kind(
    engine: Engine, addresses: Addresses, kind: ComparisonKind, columns: tuple[StatementColumn, ...]
) -> list[ComparisonRow]:
    if not columns:
        return []
    text, seen = queries.named(kind.query).text, source_graphs(addresses, columns)
    rows = sparql.select(engine, text, base=addresses.base, graphs=seen)
    return comparison_rows(kind, text_rows(rows), [c.ref.iri for c in columns], addresses)


def _section(
    kind: ComparisonKind,
    compared: Sequence[ComparisonRow],
    seen: tuple[str, ...],
    options: CompareOptions,
    most_rows: int,
) -> ComparisonSection:
    tally = Counter(row.relation for row in compared)
    kept = [x for x in compared if options.rows.includes(x)]
    return ComparisonSection(
        kind,
        tuple(kept[:most_rows]),
        max(0, len(kept) - most_rows),
        tuple((kind.verdict(r), tally[r]) for r in (*Relation, None) if tally[r]),
        query_with_dataset(queries.named(kind.query).text, seen),
    )
