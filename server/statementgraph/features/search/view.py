"""The search page: the matches by kind, with the hits highlighted and the speakers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from statementgraph.features.search.highlight import excerpt, has_hit, highlight
from statementgraph.features.search.index import (
    MOST_MATCHES,
    NameMatch,
    SearchIndex,
    SearchMatch,
    open_index,
)
from statementgraph.features.search.results import (
    KIND_TITLES,
    PAGE_SIZE,
    Facet,
    HitGroup,
    HitQuote,
    SearchExample,
    SearchHit,
    SearchPage,
    SearchRequest,
)
from statementgraph.features.search.search_query import add_other_names, parse_search
from statementgraph.features.search.spelling import suggest_spelling
from statementgraph.release.search_entries import Entry, Link, Words
from statementgraph.view import labels, term_labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import date_in_words
from statementgraph.view.languages import language_tag
from statementgraph.view.notices import Notice
from statementgraph.view.quantities import Quantity

_FIRST = 5
_EXAMPLES = ("place", "person", "body", "instrument")
_NAMES = 6


def build_search(
    folder: Path, addresses: Addresses, search: SearchRequest, *, flat: bool
) -> SearchPage:
    """Search the release in `folder`.

    With `flat`, or for one kind, the hits are one list in pages; else the first of each kind.
    Raises UnavailableError where there is no index or the search takes too long.
    """
    with open_index(folder) as index:
        return _SearchPageBuilder(index, addresses, search, flat=flat).page()


class _SearchPageBuilder:
    """Builds the page of one search."""

    def __init__(
        self, index: SearchIndex, addresses: Addresses, search: SearchRequest, *, flat: bool
    ) -> None:
        self._index = index
        self._addresses = addresses
        parsed = parse_search(search.text)
        self._asked = add_other_names(parsed, index) if parsed.parts else parsed
        kind = search.kind if search.kind in KIND_TITLES else ""
        self._search = SearchRequest(parsed.text, kind, max(1, search.page))
        self._flat = flat or bool(kind)
        # Without a text, a kind lists all its entries.
        self._browsing = not parsed.text

    def page(self) -> SearchPage:
        search, parsed = self._search, self._asked
        all_words, matches = self._find()
        facets = self._facets(matches)
        mine = [f for f in facets if f.current or not (search.kind or self._browsing)]
        total = sum(facet.count for facet in mine)
        pages = max(1, -(-total // PAGE_SIZE))
        number = min(search.page, pages)
        spelling = "" if matches or not parsed.parts else suggest_spelling(parsed, self._index)
        return SearchPage(
            search=SearchRequest(search.text, search.kind, number),
            cut=parsed.cut,
            all_words=all_words,
            other_names=parsed.other_names,
            correction=spelling,
            correction_href=self._href(spelling) if spelling else "",
            total=total,
            more=any(facet.more for facet in mine),
            pages=pages,
            facets=facets,
            groups=() if self._flat else self._groups(matches, facets),
            hits=self._hits(self._chosen(matches, number)) if self._flat else (),
            examples=self._examples() if self._browsing else (),
            previous_href=self._turn(number - 1) if number > 1 else "",
            next_href=self._turn(number + 1) if number < pages else "",
            all_href=self._href(),
        )

    def _find(self) -> tuple[bool, list[SearchMatch]]:
        """Return whether the matches have all parts, and the matches; else those with any part."""
        parsed, index = self._asked, self._index
        if not parsed.parts:
            return True, []
        matches = index.find(parsed.expression(all_words=True))
        all_words = bool(matches) or len(parsed.parts) == 1
        if not all_words:
            matches = index.find(parsed.expression(all_words=False))
        # Entries with exactly this name come first.
        return all_words, sorted(matches, key=lambda f: f.number not in parsed.exact_entries)

    def _chosen(self, matches: Sequence[SearchMatch], page: int) -> list[int]:
        """Return the numbers of the entries on a page of the list."""
        start, kind = (page - 1) * PAGE_SIZE, self._search.kind
        if self._browsing:
            return self._index.entries_of_kind(kind, start, PAGE_SIZE)
        return [f.number for f in matches if kind in {"", f.kind}][start : start + PAGE_SIZE]

    def _facets(self, matches: Sequence[SearchMatch]) -> tuple[Facet, ...]:
        counts: Mapping[str, int] = Counter(f.kind for f in matches)
        if self._browsing:
            counts = self._index.counts()
        return tuple(
            Facet(
                kind,
                title,
                counts[kind],
                self._href(kind=kind),
                kind == self._search.kind,
                not self._browsing and counts[kind] >= MOST_MATCHES,
            )
            for kind, title in KIND_TITLES.items()
            if counts.get(kind)
        )

    def _groups(
        self, matches: Sequence[SearchMatch], facets: Sequence[Facet]
    ) -> tuple[HitGroup, ...]:
        """Return the first hits of each kind; kinds with an exact name come first."""
        first: dict[str, list[int]] = {}
        for f in matches:
            listed = first.setdefault(f.kind, [])
            if len(listed) < _FIRST:
                listed.append(f.number)
        meant = {f.kind for f in matches if f.number in self._asked.exact_entries}
        ordered = sorted(facets, key=lambda facet: facet.kind not in meant)
        return tuple(HitGroup(facet, self._hits(first[facet.kind])) for facet in ordered if matches)

    def _href(self, text: str | None = None, kind: str = "", page: int = 1) -> str:
        fields = {"q": self._search.text if text is None else text, "kind": kind}
        fields["page"] = str(page) if page > 1 else ""
        filled = {name: value for name, value in fields.items() if value}
        address = self._addresses.local("search")
        return f"{address}?{urlencode(filled)}" if filled else address

    def _turn(self, page: int) -> str:
        return self._href(kind=self._search.kind, page=page)

    def _hits(self, numbers: Sequence[int]) -> tuple[SearchHit, ...]:
        return tuple(map(self._hit, self._index.entries(numbers)))

    def _hit(self, entry: Entry) -> SearchHit:
        parsed, has_speaker = self._asked, bool(entry.words) or entry.kind == "statement"
        kind_words = _kind_words(entry)
        title = highlight(entry.label.text, parsed) if entry.label.text else ()
        notes = [excerpt(note, parsed) for note in entry.notes]
        telling = next((note for note in notes if has_hit(note)), notes[0] if notes else ())
        return SearchHit(
            kind=entry.kind,
            kind_label=kind_words,
            ref=Ref(entry.label.text or kind_words, self._passage_or_thing(entry), entry.iri),
            language=entry.label.language,
            title=title,
            names=tuple((highlight(n.text, parsed), n.language) for n in entry.names[:_NAMES]),
            note=telling,
            quotes=tuple(
                self._quoted(words, language_tag(entry.language)) for words in entry.words
            ),
            speaker=self._ref(entry.speaker) if has_speaker and entry.speaker.name else None,
            verb=_verb(entry),
            statement=self._ref(entry.statement) if has_speaker and entry.statement.name else None,
            day=date_in_words(entry.issued),
            iso=entry.issued,
            readings=tuple(self._ref(link) for link in entry.readings),
            holders=entry.holders,
            figure=Quantity(*entry.quantity).text,
            notice=Notice(*entry.became).text,
        )

    def _passage_or_thing(self, entry: Entry) -> str:
        if entry.kind in {"quote", "text"}:
            return self._addresses.passage(entry.iri)
        return self._addresses.href(entry.iri)

    def _quoted(self, quote: Words, language: str) -> HitQuote:
        return HitQuote(
            quote.prefix,
            excerpt(quote.exact, self._asked),
            quote.suffix,
            self._addresses.passage(quote.iri),
            quote.iri,
            language,
        )

    def _ref(self, link: Link) -> Ref:
        return Ref(link.name, self._addresses.href(link.iri), link.iri)

    def _examples(self) -> tuple[SearchExample, ...]:
        by_entry: dict[int, list[NameMatch]] = {}
        for name in self._index.most_named_entries(_EXAMPLES):
            by_entry.setdefault(name.entry, []).append(name)
        return tuple(
            SearchExample(
                names[0].short,
                tuple(name.short for name in names[1:]),
                KIND_TITLES[names[0].kind],
                self._href(names[0].short),
            )
            for names in by_entry.values()
        )


def _kind_words(entry: Entry) -> str:
    if entry.kind == "text":
        return "sentence of a text"
    name = term_labels.first_class(entry.types.__contains__)
    return term_labels.CLASSES[name][0] if name else entry.kind


def _verb(entry: Entry) -> str:
    return labels.verb(term_labels.first_class(entry.types.__contains__), *entry.axes)
