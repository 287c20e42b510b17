"""The editors' files of a root as triples that can be changed, and the corpus they then give."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus import provenance
from statementgraph.corpus.loader import Loaded, corpus_of, load
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import DEFAULT_BASE, NS, PREFIXES


def node(name: str) -> ox.NamedNode:
    """Expand `prefix:name`; a name without a prefix is ours."""
    prefix, _, local = name.rpartition(":")
    return ox.NamedNode((PREFIXES[prefix] if prefix else NS) + local)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong edit: its kind, what it does, and the triples it takes out and puts in."""

    kind: str
    what: str
    file: str
    removed: tuple[ox.Triple, ...] = ()
    added: tuple[ox.Triple, ...] = ()


class Sources:
    """All files of one root, read once; `edited` gives the corpus after an edit."""

    def __init__(self, root: Path, base: str = DEFAULT_BASE) -> None:
        self.base, self.root = base, root
        self.loaded = load(root, base)
        self.files = {f.name: f for f in self.loaded.sources}

    def iri(self, path: str) -> ox.NamedNode:
        """Name a thing by its path under the base."""
        return ox.NamedNode(self.base + path)

    def triples(self, *names: str) -> Iterator[tuple[str, ox.Triple]]:
        """Yield the triples of files whose name ends so, each with its file; all without names."""
        for name, source in self.files.items():
            if not names or name.endswith(names):
                yield from ((name, triple) for triple in source.triples)

    def edited(self, mutant: Mutant | None) -> Corpus:
        """Apply an edit, anchor again, and put the corpus together."""
        before = self.loaded
        sources, anchored = list(before.sources), list(before.anchored)
        if mutant is not None:
            at = next(n for n, f in enumerate(sources) if f.name == mutant.file)
            gone = set(mutant.removed)
            kept = (t for t in sources[at].triples if t not in gone)
            sources[at] = replace(sources[at], triples=tuple(dict.fromkeys((*kept, *mutant.added))))
            anchored[at] = before.anchor(sources[at])
        after = Loaded(
            before.root,
            before.base,
            sources,
            anchored,
            dict(before.computed),
            before.statements,
            homes=before.homes,
        )
        for statement in after.statements:
            computed = before.computed.get(statement.slug)
            if computed is not None:
                wanted = tuple(after.expected(statement))
                text = provenance.turtle(statement, wanted, self.base)
                after.computed[statement.slug] = replace(computed, content=text, triples=wanted)
        return corpus_of(after)


def nested(triples: Iterable[ox.Triple], root: ox.BlankNode) -> tuple[ox.Triple, ...]:
    """Return the triples about a blank node and about those that it leads to."""
    every = list(triples)
    due, found = [root], []
    while due:
        subject = due.pop()
        here = [t for t in every if t.subject == subject]
        found += here
        due += [t.object for t in here if isinstance(t.object, ox.BlankNode)]
    return tuple(found)
