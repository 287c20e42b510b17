"""What the drawn pages share: one named query, its rows, whose claims they are, and a CSV."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from statementgraph import queries, sparql
from statementgraph.queries import NamedQuery
from statementgraph.sparql import Engine, Term
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.graph import local_name

# A spreadsheet takes a cell that begins so for a formula; a plain number is none.

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose claims: a speaker's, in one statement; `day` is its date in words, `iso` as stored."""

    speaker: Ref
    statement: Ref
    day: str
    iso: str

    @property
    def speaker_and_date(self) -> str:
        """The speaker and the date in one line."""
        return f"{self.speaker.text}, {self.day or 'no date'}"


@dataclass(frozen=True, slots=True)
class ChartQuote:
    """A quote and the words in it that matter, as runs: (text, whether it is those words)."""

    exact: str
    iri: str
    href: str
    runs: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a named query, read as text and as links."""

    terms: Mapping[str, Term]
    addresses: Addresses

    def text(self, name: str) -> str:
        """Give the text of a literal or the IRI of a thing; "" where the row has none."""
        term = self.terms.get(name)
        return term.value if isinstance(term, Literal | NamedNode) else ""

    def number(self, name: str) -> int | None:
        """Give a whole number, or None where the row has none."""
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 40 else None

    def ref(self, name: str, label: str) -> Ref:
        """Name the thing in one column by the text in another, and link to it."""
        iri = self.text(name)
        outside = bool(iri) and self.addresses.below(iri) is None
        return Ref(self.text(label) or iri, self.addresses.href(iri), iri, external=outside)

    def anchor(self, name: str) -> str:
        """Make the name of a place on the page for a thing: its path, which lasts as its IRI."""
        iri = self.text(name)
        return (self.addresses.below(iri) or iri).replace("/", "-")

    def key(self, name: str) -> str:
        """Give the last part of an IRI, such as the name of a concept."""
        iri = self.text(name)
        return local_name(iri) if iri else ""

    @property
    def source(self) -> Attribution:
        """Whose claim the row is: columns speaker, speakerIri, statement, statementLabel, date."""
        iso = self.text("date")
        return Attribution(
            self.ref("speakerIri", "speaker"),
            self.ref("statement", "statementLabel"),
            labels.day(iso),
            iso,
        )

    @property
    def verb(self) -> str:
        """Say how the speaker put it: column stance."""
        return labels.STANCES.get(self.key("stance"), "said")

    def words(self) -> ChartQuote:
        """Give the quote of the row: columns quote, source."""
        iri = self.text("source")
        return ChartQuote(self.text("quote"), iri, self.addresses.passage(iri))


@dataclass(frozen=True, slots=True)
class ChartData:
    """A named query and its answer: the columns in its order, and its rows."""

    query: NamedQuery
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def sources(self) -> tuple[Attribution, ...]:
        """Whose claims the rows are, the oldest first."""
        sources = unique(row.source for row in self.rows if row.text("statement"))
        return tuple(sorted(sources, key=lambda s: (s.iso, s.speaker.text, s.statement.iri)))


def attribution_line(sources: Sequence[Attribution]) -> str:
    """Name whose claims are shown: speaker, date and statement of each."""
    return "; ".join(f"{s.speaker_and_date} ({s.statement.text})" for s in sources)


def load_chart_data(engine: Engine, addresses: Addresses, name: str) -> ChartData:
    """Ask one of the queries that come with the package."""
    query = queries.named(name)
    columns, rows = sparql.table(engine, query.text, base=addresses.base)
    return ChartData(query, tuple(columns), tuple(ChartRow(row, addresses) for row in rows))


def unique(items: Iterable[T]) -> tuple[T, ...]:
    """Give each item once, in the order in which they come."""
    return tuple(dict.fromkeys(items))


def group_rows(
    rows: Iterable[ChartRow], key: Callable[[ChartRow], str]
) -> dict[str, list[ChartRow]]:
    """Sort rows under a key, in the order in which the keys come; rows without one are left out."""
    groups: dict[str, list[ChartRow]] = {}
    for row in rows:
        if name := key(row):
            groups.setdefault(name, []).append(row)
    return groups


def highlight_words(quote: str, parts: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Cut a quote into runs, and say which are the words of a figure or a date."""
    present = [p for p in sorted(set(parts), key=len, reverse=True) if p and p in quote]
    if not present:
        return ((quote, False),)
    pattern = re.compile("(" + "|".join(map(re.escape, present)) + ")")
    runs = pattern.split(quote)
    return tuple((text, at % 2 == 1) for at, text in enumerate(runs) if text)


def excerpt_around(quote: str, part: str, around: int = 120) -> tuple[tuple[str, bool], ...]:
    """Cut a long quote down to the words that matter and some of those about them.

    What is left out shows as …; a quote that is little longer stays whole.
    """
    at = quote.find(part)
    if at < 0:
        return ((quote, False),)
    start, end = _word(quote, at - around, -1), _word(quote, at + len(part) + around, 1)
    cut = f"{'… ' if start else ''}{quote[start:end]}{' …' if end < len(quote) else ''}"
    return highlight_words(cut, [part])


def _word(text: str, at: int, step: int) -> int:
    """Go on to the next end of a word; a few words to the end of the text are not worth a cut."""
    if at < 20 or at > len(text) - 20:
        return 0 if step < 0 else len(text)
    while 0 < at < len(text) and not text[at - (step < 0)].isspace():
        at += step
    return at
