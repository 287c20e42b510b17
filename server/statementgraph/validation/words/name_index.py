"""The names of agents, groups, places and instruments, found in running words."""

from collections.abc import Iterable, Iterator

from statementgraph.validation.words.matching import find_words, words
from statementgraph.validation.words.view import View, term

_NAMED_KINDS = frozenset(
    term(name)
    for name in (
        *("org:Organization", "org:FormalOrganization", "prov:Person", "foaf:Person"),
        *("foaf:Group", "dcterms:AgentClass", "geo:Feature", "eli:LegalResource"),
        *("sem:Event", "prov:Activity"),
    )
)
_START = 3
"""By how many letters the names are kept together: a form of a name shares them."""

Name = tuple[str, ...]


class NameIndex:
    """Every name of things of some classes, as words, with the things that bear it.

    Without `kinds`, the names of agents, groups, places and instruments that cannot be
    taken for common words: those with a capital, and those of several words. `by_label`
    leaves out every name but the label.
    """

    def __init__(self, view: View, kinds: Iterable[str] = (), *, by_label: bool = False) -> None:
        classes = frozenset(map(term, kinds)) or _NAMED_KINDS
        self._things: dict[Name, set[str]] = {}
        self._written: dict[Name, str] = {}
        self._by_start: dict[str, list[Name]] = {}
        self._within: dict[str, frozenset[str]] = {}
        for iri, node in view.nodes.items():
            if not classes.isdisjoint(node.all("rdf:type")):
                for name in node.all("rdfs:label") if by_label else view.names(iri):
                    if _is_name(name, by_capitals=not kinds):
                        self._add(words(name), name, iri)
        for names in self._by_start.values():
            names.sort(key=lambda name: -len(name))

    def _add(self, cut: Name, written: str, iri: str) -> None:
        if cut not in self._things:
            self._by_start.setdefault(cut[0][:_START], []).append(cut)
        self._things.setdefault(cut, set()).add(iri)
        self._written.setdefault(cut, written)

    def found_in(self, text: str, language: str) -> Iterator[tuple[str, set[str]]]:
        """Yield the names in a text with the things that bear them, at each place the longest."""
        cut, at = words(text), 0
        while at < len(cut):
            length = 1
            for name in self._by_start.get(cut[at][:_START], ()):
                if find_words(name, cut[at : at + len(name)], language) == 0:
                    yield self._written[name], self._things[name]
                    length = len(name)
                    break
            at += length

    def within(self, text: str, language: str) -> frozenset[str]:
        """Return the things whose names stand anywhere in a text, also inside longer names."""
        if text not in self._within:
            cut = words(text)
            self._within[text] = frozenset(
                iri
                for at, word in enumerate(cut)
                for name in self._by_start.get(word[:_START], ())
                if find_words(name, cut[at : at + len(name)], language) == 0
                for iri in self._things[name]
            )
        return self._within[text]


def _is_name(name: str, *, by_capitals: bool) -> bool:
    return len(words(name)) > 1 or (bool(words(name)) and (not by_capitals or name[:1].isupper()))
