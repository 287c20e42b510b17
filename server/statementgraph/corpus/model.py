"""What a loaded root folder is: quads, statements, texts, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding


@dataclass(frozen=True, slots=True)
class Text:
    """The frozen text of a statement: `content` is what `path` holds, byte for byte."""

    iri: str
    path: Path
    content: str
    sha256: str

    @property
    def number(self) -> int:
        """Which text of its statement this is, from 1: a corrected text is a new one."""
        return int(self.iri.rsplit("/", 1)[1])


@dataclass(frozen=True, slots=True)
class Statement:
    """One public statement: its folder, and its texts by IRI."""

    slug: str
    iri: str
    folder: Path
    texts: Mapping[str, Text]

    def graph(self, name: str) -> str:
        """Name one of its four graphs: head, content, provenance or pubinfo."""
        return f"{self.iri}/graph/{name}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """All source files of a root folder as quads in named graphs.

    `located` says for an IRI in which file (relative to the root) and line it is
    described, or for a quote first used, as far as known. `problems` are rules
    that the files break though they can be read.
    """

    base: str
    root: Path
    quads: tuple[ox.Quad, ...]
    statements: tuple[Statement, ...]
    located: Mapping[str, tuple[str, int]]
    problems: tuple[Finding, ...]

    def locate(self, iri: str) -> tuple[str, int]:
        """Return file and line of an IRI; ("", 0) where it is described nowhere."""
        return self.located.get(iri, ("", 0))

    def text(self, iri: str) -> Text | None:
        """Return the text with this IRI."""
        return next((s.texts[iri] for s in self.statements if iri in s.texts), None)

    def statement(self, slug: str) -> Statement | None:
        """Return the statement with this slug."""
        return next((s for s in self.statements if s.slug == slug), None)
