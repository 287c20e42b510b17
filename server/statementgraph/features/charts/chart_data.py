"""The rows of a chart's named query, with the speakers and the quotes of the claims."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from statementgraph import queries, sparql
from statementgraph.queries import NamedQuery
from statementgraph.sparql import Engine, Term
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref, names_in_line
from statementgraph.view.dates import date_in_words, date_order
from statementgraph.view.graph import local_name, prefixed_name
from statementgraph.view.languages import direction, language_tag
from statementgraph.view.notices import Notice
from statementgraph.view.quantities import parse_number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speakers and the statement of claims; `day` is the date in words, `iso` as stored.

    `notice` says that the statement was withdrawn or corrected, "" for neither.
    """

    speakers: tuple[Ref, ...]
    statement: Ref
    day: str
    iso: str
    notice: str = ""

    @property
    def names(self) -> str:
        """The names of the speakers in one line."""
        return names_in_line(ref.text for ref in self.speakers)

    @property
    def speaker_and_date(self) -> str:
        """The speakers and the date in one line."""
        return f"{self.names}, {self.day or 'no date'}"

    @property
    def order(self) -> tuple[object, ...]:
        """What sorts sources: the oldest first, those without a date last."""
        return *date_order(self.iso), self.names, self.statement.iri


@dataclass(frozen=True, slots=True)
class ChartQuote:
    """A quote; `runs` are pairs of a text and whether it is highlighted.

    `language` is the tag of the text's language, "" for unknown.
    """

    exact: str
    iri: str
    href: str
    runs: tuple[tuple[str, bool], ...] = ()
    language: str = ""

    @property
    def direction(self) -> str:
        """The direction of the script: the value of `dir`."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a named query, with its terms as text, numbers and links."""

    terms: Mapping[str, Term]
    addresses: Addresses
    speakers: Mapping[str, tuple[Ref, ...]]

    def text(self, name: str) -> str:
        """Return the text of a literal or an IRI; "" where the variable is unbound."""
        term = self.terms.get(name)
        return term.value if isinstance(term, Literal | NamedNode) else ""

    def number(self, name: str) -> Decimal | None:
        """Return a number of up to 39 digits, else None."""
        return parse_number(self.text(name))

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
        notice = Notice(*map(self.text, ("withdrawn", "withdrawal", "corrected", "correctedOn")))
        return Attribution(
            self.speakers.get(self.text("statement"), ()),
            self.ref("statement", "statementLabel"),
            date_in_words(iso),
            iso,
            notice.text,
        )

    @property
    def verb(self) -> str:
        """How it was said, as a verb: columns class, stance, polarity, certainty."""
        kind = prefixed_name(self.text("class"))
        return labels.verb(kind, *map(self.key, ("stance", "polarity", "certainty")))

    @property
    def language(self) -> str:
        """The language of the words: columns textLanguage, statementLanguage."""
        return language_tag(self.text("textLanguage") or self.text("statementLanguage"))

    def quote(self) -> ChartQuote:
        """Return the quote of the row: columns quote, source."""
        iri = self.text("source")
        passage = self.addresses.passage(iri)
        return ChartQuote(self.text("quote"), iri, passage, language=self.language)


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
        return tuple(sorted(sources, key=lambda s: s.order))


def attribution_line(sources: Sequence[Attribution]) -> str:
    """Return the speaker, date and statement of each source in one line."""
    lines = (f"{s.speaker_and_date} ({s.statement.text}) {s.notice}".strip() for s in sources)
    return "; ".join(lines)


def load_chart_data(engine: Engine, addresses: Addresses, name: str) -> ChartData:
    """Run one of the queries that come with the package."""
    query = queries.named(name)
    columns, rows = sparql.table(engine, query.text, base=addresses.base)
    speakers: dict[str, tuple[Ref, ...]] = {}
    listed = tuple(ChartRow(row, addresses, speakers) for row in rows)
    for row in listed:
        own = {*speakers.get(row.text("statement"), ()), row.ref("speakerIri", "speaker")}
        speakers[row.text("statement")] = tuple(sorted(own, key=lambda ref: ref.text.casefold()))
    return ChartData(query, tuple(columns), listed)


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
