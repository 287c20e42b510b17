"""The results of a search: hits, groups and facets."""

from collections.abc import Sequence
from dataclasses import dataclass

from statementgraph.features.search.highlight import HighlightRun
from statementgraph.features.search.search_query import MOST_WORDS
from statementgraph.release.search_entries import UTTERANCES
from statementgraph.view.claims import Ref
from statementgraph.view.languages import direction

# The kinds in the order in which a page lists them, as headings.
KIND_TITLES = {
    "place": "Places",
    "event": "Events",
    "person": "People",
    "body": "Organisations and offices",
    "instrument": "Legal texts",
    "statement": "Statements",
    "claim": "Claims",
    "call": "Calls",
    "commitment": "Promises",
    "expression": "Attitudes expressed",
    "declaration": "Declarations",
    "quote": "Quotes",
    "text": "Sentences of the texts",
    "cohort": "Groups",
    "date": "Dates as read",
    "concept": "Concepts",
}
PAGE_SIZE = 20
"""The number of hits on a page."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """The parameters of a search: `kind` is "" for all kinds, `page` counts from 1."""

    text: str
    kind: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class HitQuote:
    """A quote with the hits highlighted; `href` opens it in the text."""

    before: str
    runs: tuple[HighlightRun, ...]
    after: str
    href: str
    iri: str
    language: str = ""

    @property
    def direction(self) -> str:
        """The direction of the script: the value of `dir`."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result. `names` are other names and `note` is a text, both with hits highlighted.

    `figure` is the quantity in words, `holders` are those whose view is reported, and `notice`
    says that the statement was withdrawn or corrected. `speaker` is None for a thing that is
    neither an utterance nor a statement.
    """

    kind: str
    kind_label: str
    ref: Ref
    language: str
    title: tuple[HighlightRun, ...]
    names: tuple[tuple[tuple[HighlightRun, ...], str], ...]
    note: tuple[HighlightRun, ...]
    quotes: tuple[HitQuote, ...]
    speaker: Ref | None
    verb: str
    statement: Ref | None
    day: str
    iso: str
    readings: tuple[Ref, ...]
    holders: tuple[str, ...] = ()
    figure: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with its number of hits and their address; `more` says that there are more."""

    kind: str
    title: str
    count: int
    href: str
    current: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The first hits of one kind."""

    facet: Facet
    hits: tuple[SearchHit, ...]

    @property
    def merged_hits(self) -> tuple[tuple[SearchHit, ...], ...]:
        """The hits, claims with the same quotes together."""
        return merge_claims(self.hits)


@dataclass(frozen=True, slots=True)
class SearchExample:
    """A name to search for, and other names that find the same."""

    name: str
    others: tuple[str, ...]
    kind_label: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search page shows.

    `all_words` says that each result has every word of the search; `other_names` are the other
    names that were searched for too; `correction` is another spelling to try, "" for none;
    `more` says that there are more than could be counted.
    """

    search: SearchRequest
    cut: bool
    all_words: bool
    other_names: tuple[str, ...]
    correction: str
    correction_href: str
    total: int
    more: bool
    pages: int
    facets: tuple[Facet, ...]
    groups: tuple[HitGroup, ...]
    hits: tuple[SearchHit, ...]
    examples: tuple[SearchExample, ...]
    previous_href: str
    next_href: str
    all_href: str
    most_words: int = MOST_WORDS

    @property
    def merged_hits(self) -> tuple[tuple[SearchHit, ...], ...]:
        """The hits, claims with the same quotes together."""
        return merge_claims(self.hits)


def merge_claims(hits: Sequence[SearchHit]) -> tuple[tuple[SearchHit, ...], ...]:
    """Return the hits in groups: claims with the same speaker, verb and quotes form one group."""
    groups: dict[object, list[SearchHit]] = {}
    for hit in hits:
        same = (
            (hit.kind, hit.statement, hit.speaker, hit.verb, hit.quotes)
            if hit.kind in UTTERANCES
            else hit
        )
        groups.setdefault(same, []).append(hit)
    return tuple(map(tuple, groups.values()))
