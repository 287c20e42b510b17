"""What a search found, ready to show."""

from collections.abc import Sequence
from dataclasses import dataclass

from statementgraph.features.search.highlight import Run
from statementgraph.features.search.search_query import MOST_WORDS
from statementgraph.view.claims import Ref

# The kinds in the order in which a page lists them, as headings.
KINDS = {
    "place": "Places",
    "event": "Events",
    "person": "People",
    "body": "Organisations and offices",
    "instrument": "Legal texts",
    "statement": "Statements",
    "claim": "Claims and calls",
    "quote": "Quotes",
    "text": "Sentences of the texts",
    "cohort": "Groups",
    "date": "Dates as read",
    "concept": "Concepts",
}
PAGE = 20
"""How many hits a page has."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for: `kind` is "" for all kinds, `page` counts from 1."""

    text: str
    kind: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a statement with the hits marked; `href` opens them in the text."""

    before: str
    runs: tuple[Run, ...]
    after: str
    href: str
    iri: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `names` are other names, `note` says more, both with the hits marked.

    `speaker` is None where nobody said it: it is a thing, not an utterance.
    """

    kind: str
    kind_words: str
    ref: Ref
    language: str
    title: tuple[Run, ...]
    names: tuple[tuple[tuple[Run, ...], str], ...]
    note: tuple[Run, ...]
    quotes: tuple[Quoted, ...]
    speaker: Ref | None
    verb: str
    statement: Ref | None
    day: str
    iso: str
    readings: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with the number of its hits, and the address of them; `more`: there are others."""

    kind: str
    title: str
    count: int
    href: str
    current: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The first hits of one kind."""

    facet: Facet
    hits: tuple[Hit, ...]

    @property
    def together(self) -> tuple[tuple[Hit, ...], ...]:
        """The hits, claims with the same quotes together."""
        return together(self.hits)


@dataclass(frozen=True, slots=True)
class Example:
    """A name to try, and the other names that find the same."""

    name: str
    others: tuple[str, ...]
    kind_words: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything the search page shows.

    `every` says that each result has every word; `also` are other names that were searched
    for; `mended` is another spelling to try; `more` says that not all could be counted.
    """

    search: Search
    cut: bool
    every: bool
    also: tuple[str, ...]
    mended: str
    mended_href: str
    total: int
    more: bool
    pages: int
    facets: tuple[Facet, ...]
    groups: tuple[Group, ...]
    hits: tuple[Hit, ...]
    examples: tuple[Example, ...]
    earlier: str
    later: str
    all_href: str
    most_words: int = MOST_WORDS

    @property
    def together(self) -> tuple[tuple[Hit, ...], ...]:
        """The hits, claims with the same quotes together."""
        return together(self.hits)


def together(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """Put claims that were said in the same way in the same quotes together."""
    groups: dict[object, list[Hit]] = {}
    for hit in hits:
        same = (hit.statement, hit.speaker, hit.verb, hit.quotes) if hit.kind == "claim" else hit
        groups.setdefault(same, []).append(hit)
    return tuple(map(tuple, groups.values()))
