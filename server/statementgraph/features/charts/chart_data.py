"""The rows of a chart's named query, with the speakers and the quotes of the claims."""

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
from statementgraph.view.dates import date_in_words
from statementgraph.view.graph import local_name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker and the statement of claims; `day` is the date in words, `iso` as stored."""

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
    """A quote; `runs` are pairs of a text and whether it is highlighted."""

    exact: str
    iri: str
    href: str
    runs: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a named query, with its terms as text, numbers and links."""

    terms: Mapping[str, Term]
    addresses: Addresses

    def text(self, name: str) -> str:
        """Return the text of a literal or an IRI; "" where the variable is unbound."""
        term = self.terms.get(name)
        return term.value if isinstance(term, Literal | NamedNode) else ""

    def number(self, name: str) -> int | None:
        """Return a whole number of up to 39 digits, else None."""
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 40 else None

    def ref(self, name: str, label: str) -> Ref:
        """Return the thing in one column with the label in another."""
        iri = self.text(name)
        outside = bool(iri) and self.addresses.below(iri) is None
        return Ref(self.text(label) or iri, self.addresses.href(iri), iri, external=outside)

    def anchor(self, name: str) -> str:
        """Return the id of a thing on the page, made from its path: it is as stable as the IRI."""
        iri = self.text(name)
        return (self.addresses.below(iri) or iri).replace("/", "-")

    def key(self, name: str) -> str:
        """Return the last part of an IRI, such as the local name of a concept."""
        iri = self.text(name)
        return local_name(iri) if iri else ""

    @property
    def source(self) -> Attribution:
        """Who made the claim: columns speaker, speakerIri, statement, statementLabel, date."""
        iso = self.text("date")
        return Attribution(
            self.ref("speakerIri", "speaker"),
            self.ref("statement", "statementLabel"),
            date_in_words(iso),
            iso,
        )

    @property
    def verb(self) -> str:
        """The stance of the speaker as a verb: column stance."""
        return labels.verb(self.key("stance"))

    def quote(self) -> ChartQuote:
        """Return the quote of the row: columns quote, source."""
        iri = self.text("source")
        return ChartQuote(self.text("quote"), iri, self.addresses.passage(iri))


@dataclass(frozen=True, slots=True)
class ChartData:
    """A named query with its result: columns in the order of the query, and rows."""

    query: NamedQuery
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def sources(self) -> tuple[Attribution, ...]:
        """The speakers and statements of the rows, the oldest first."""
        sources = unique(row.source for row in self.rows if row.text("statement"))
        return tuple(sorted(sources, key=lambda s: (s.iso, s.speaker.text, s.statement.iri)))


def attribution_line(sources: Sequence[Attribution]) -> str:
    """Return the speaker, date and statement of each source in one line."""
    return "; ".join(f"{s.speaker_and_date} ({s.statement.text})" for s in sources)


def load_chart_data(engine: Engine, addresses: Addresses, name: str) -> ChartData:
    """Run one of the queries that come with the package."""
    query = queries.named(name)
    columns, rows = sparql.table(engine, query.text, base=addresses.base)
    return ChartData(query, tuple(columns), tuple(ChartRow(row, addresses) for row in rows))


def unique(items: Iterable[T]) -> tuple[T, ...]:
    """Return each item once, in the order of first occurrence."""
    return tuple(dict.fromkeys(items))


def group_rows(
    rows: Iterable[ChartRow], key: Callable[[ChartRow], str]
) -> dict[str, list[ChartRow]]:
    """Group rows by key, in the order of first occurrence; rows with the key "" are left out."""
    groups: dict[str, list[ChartRow]] = {}
    for row in rows:
        if name := key(row):
            groups.setdefault(name, []).append(row)
    return groups


def highlight_words(quote: str, parts: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return a quote as runs in which every occurrence of one of the `parts` is highlighted."""
    present = [p for p in sorted(set(parts), key=len, reverse=True) if p and p in quote]
    if not present:
        return ((quote, False),)
    pattern = re.compile("(" + "|".join(map(re.escape, present)) + ")")
    runs = pattern.split(quote)
    return tuple((text, at % 2 == 1) for at, text in enumerate(runs) if text)


def excerpt_around(quote: str, part: str, around: int = 120) -> tuple[tuple[str, bool], ...]:
    """Return a long quote cut down to a part, highlighted, with `around` characters on each side.

    An omission shows as …; fewer than 20 characters at an end are kept.
    """
    at = quote.find(part)
    if at < 0:
        return ((quote, False),)
    start = _word_boundary(quote, at - around, -1)
    end = _word_boundary(quote, at + len(part) + around, 1)
    cut = f"{'… ' if start else ''}{quote[start:end]}{' …' if end < len(quote) else ''}"
    return highlight_words(cut, [part])


def _word_boundary(text: str, at: int, step: int) -> int:
    """Move a position to the next boundary of a word, or to an end of the text that is near."""
    if at < 20 or at > len(text) - 20:
        return 0 if step < 0 else len(text)
    while 0 < at < len(text) and not text[at - (step < 0)].isspace():
        at += step
    return at
