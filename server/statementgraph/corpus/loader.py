"""From the files of a root folder to quads in named graphs.

Everything that is wrong is collected, so that one run names it all: files that
cannot be read end in one UnreadableError, broken rules are `Corpus.problems`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus import provenance, register, second_readings, source
from statementgraph.corpus.anchors import Anchored, Quote, anchor_file
from statementgraph.corpus.files import require_folders
from statementgraph.corpus.findings import Finding, Severity
from statementgraph.corpus.model import Corpus, Statement, Text
from statementgraph.corpus.rdf_files import load_rdf
from statementgraph.corpus.source import SourceFile, UnreadableError
from statementgraph.rdf import PREFIXES
from statementgraph.review.comparison import FILES as REVIEW_FILES
from statementgraph.settings import default_root

__all__ = ["Corpus", "Loaded", "corpus_of", "load", "load_corpus", "load_rdf"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXT = re.compile(r"text-([1-9][0-9]*)\.txt")
# In each statement's folder: the file, the graph it goes to, whether it must be there.
_PARTS = (
    ("content.ttl", "content", True),
    ("reading.ttl", "provenance", False),
    ("pubinfo.ttl", "pubinfo", False),
    (provenance.FILE, "provenance", False),
)
_SHARED = (
    ("ontology/statementgraph.ttl", "vocabulary"),
    ("ontology/concepts.ttl", "concepts"),
)

_ENTITIES = "data/entities"
# Files of the entities' folder that go to a graph of their own.
_APART = {"links.ttl": "links"}


@dataclass
class Loaded:
    """Everything read from a root, before it is put together.

    `sources` are the editors' files in a fixed order, `anchored` the same after
    placing quotes, `computed` the provenance.ttl of each statement that has one,
    `homes` the statement in whose folder a file lies, by the file's name.
    """

    root: Path
    base: str
    sources: list[SourceFile] = field(default_factory=list)
    anchored: list[Anchored] = field(default_factory=list)
    computed: dict[str, SourceFile] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    unreadable: list[Finding] = field(default_factory=list)
    ignored: list[Finding] = field(default_factory=list)
    homes: dict[str, Statement] = field(default_factory=dict)

    def anchor(self, source_file: SourceFile) -> Anchored:
        """Place the quotes and clauses of one file among the texts of all statements."""
        texts = {iri: text for s in self.statements for iri, text in s.texts.items()}
        return anchor_file(source_file, texts, self.homes.get(source_file.name))

    @property
    def quotes(self) -> set[Quote]:
        """All quotes that could be placed, of all statements."""
        return {quote for part in self.anchored for quote in part.quotes}

    def expected(self, statement: Statement) -> list[ox.Triple]:
        """Compute what the statement's provenance.ttl must hold."""
        every = (triple for part in self.anchored for triple in part.triples)
        title = provenance.title_of(statement, every)
        clauses = {clause for part in self.anchored for clause in part.clauses}
        return provenance.expected(statement, title, self.quotes, clauses)

    def changed_texts(self, statement: Statement) -> list[Text]:
        """Return the texts whose bytes are no longer those that were frozen."""
        computed = self.computed.get(statement.slug)
        frozen = provenance.stored_checksums(computed.triples) if computed else {}
        return [t for t in statement.texts.values() if frozen.get(t.iri, t.sha256) != t.sha256]

    def obstacles(self, statement: Statement) -> list[Finding]:
        """Return what keeps the statement from being anchored.

        That is texts with changed bytes, quotes of this statement that cannot be
        placed, and quotes in shared files that do not say whose they are.
        """
        findings = [_hash_finding(statement, text) for text in self.changed_texts(statement)]
        home = f"data/statements/{statement.slug}/"
        for source_file, part in zip(self.sources, self.anchored, strict=True):
            shared = not source_file.name.startswith("data/statements/")
            here = source_file.name.startswith(home)
            findings += [
                finding
                for text, finding in part.problems
                if here or text in statement.texts or (shared and not text)
            ]
        return findings

    def minted(self) -> frozenset[str]:
        """Return the IRIs minted in this root's own files, relative to the base."""
        texts = {iri[len(self.base) :] for s in self.statements for iri in s.texts}
        seconds = second_readings.minted(self.statements, self.base)
        return self._minted(ours=True) | texts | seconds

    def borrowed(self) -> frozenset[str]:
        """Return the IRIs minted in files of the package, used where the root has none."""
        return self._minted(ours=False)

    def _minted(self, *, ours: bool) -> frozenset[str]:
        parts = [s.triples for s in [*self.sources, *self.computed.values()] if s.ours is ours]
        return register.minted((t for part in parts for t in part), self.base)


def load_corpus(root: Path, base: str) -> Corpus:
    """Load a root folder with its data under the base IRI `base`.

    Raises UnreadableError (a CannotReadError) that lists every file that cannot
    be used as it is; rules broken by readable files are in `problems`.
    """
    return corpus_of(load(root, base))


def corpus_of(loaded: Loaded) -> Corpus:
    """Put together what was read and anchored: quads, lines, and the rules that are broken."""
    quads = dict.fromkeys(_quads(loaded))
    quads |= dict.fromkeys(second_readings.quads(loaded.statements, tuple(quads), loaded.base))
    return Corpus(
        base=loaded.base,
        root=loaded.root,
        quads=tuple(quads),
        statements=tuple(loaded.statements),
        located=_located(loaded),
        problems=tuple(_problems(loaded)),
    )


def load(root: Path, base: str) -> Loaded:
    """Read and anchor all files of a root. Raises UnreadableError as `load_corpus` does."""
    require_folders(root)
    loaded = Loaded(root, base)
    _read_shared(loaded)
    folders = sorted(p for p in (root / "data" / "statements").glob("[!.]*") if p.is_dir())
    homes = [_read_statement(loaded, folder) for folder in folders]
    if loaded.unreadable:
        raise UnreadableError(sorted(loaded.unreadable))
    loaded.homes = {name: statement for names, statement in homes for name in names}
    loaded.anchored = [loaded.anchor(source_file) for source_file in loaded.sources]
    return loaded


def _read_shared(loaded: Loaded) -> None:
    for name, graph in _SHARED:
        home, ours = loaded.root, True
        if name.startswith("ontology/") and not (home / "ontology").is_dir():
            home, ours = default_root(), False
        if (home / name).exists():
            _read(loaded, home / name, name, graph, ours=ours)
    for path in sorted((loaded.root / _ENTITIES).glob("*.ttl")):
        _read(loaded, path, f"{_ENTITIES}/{path.name}", _APART.get(path.name, "entities"))


def _read(
    loaded: Loaded, path: Path, name: str, graph: str, *, ours: bool = True
) -> SourceFile | None:
    iri = graph if "://" in graph else f"{loaded.base}graph/{graph}"
    try:
        parsed = source.parse(path, name, loaded.base, iri, ours=ours)
    except UnreadableError as error:
        loaded.unreadable += error.findings
        return None
    if path.name == provenance.FILE:
        loaded.computed[path.parent.name] = parsed
    else:
        loaded.sources.append(parsed)
    return parsed


def _read_statement(loaded: Loaded, folder: Path) -> tuple[list[str], Statement]:
    """Read one statement's folder; return the names of its files, and the statement."""
    slug, home = folder.name, f"data/statements/{folder.name}"
    if not _SLUG.fullmatch(slug):
        mend = "Use small letters a-z, digits and hyphens: the name is part of every IRI."
        message = "the folder's name is not a slug."
        loaded.unreadable.append(Finding(home, 0, "", message, mend, "folder"))
        return [], Statement(slug, "", folder, {})
    iri = f"{loaded.base}statement/{slug}"
    texts = {t.iri: t for t in _texts(loaded, folder, home, iri)}
    statement = Statement(slug, iri, folder, texts)
    loaded.statements.append(statement)
    names = []
    for file, graph, needed in _PARTS:
        name = f"{home}/{file}"
        if (folder / file).exists():
            _read(loaded, folder / file, name, statement.graph(graph))
            names.append(name)
        elif needed:
            _missing(loaded, name, "Write it, or remove the folder.")
    parts = (*(file for file, _, _ in _PARTS), *REVIEW_FILES)
    known = {*parts, *(t.path.name for t in texts.values())}
    for path in sorted(p for p in folder.glob("[!.]*") if p.name not in known):
        message = "The file is not read: no part of a statement has this name."
        mend = f"Parts are text-1.txt, {', '.join(parts)}."
        loaded.ignored.append(
            Finding(f"{home}/{path.name}", 0, iri, message, mend, "folder", Severity.WARNING)
        )
    return names, statement


def _missing(loaded: Loaded, name: str, mend: str) -> None:
    loaded.unreadable.append(Finding(name, 0, "", "the file is missing.", mend, "folder"))


def _texts(loaded: Loaded, folder: Path, home: str, iri: str) -> Iterator[Text]:
    paths = sorted(p for p in folder.glob("text-*.txt") if _TEXT.fullmatch(p.name))
    if not paths:
        _missing(loaded, f"{home}/text-1.txt", "Put the exact text of the statement there.")
    for path in paths:
        name = f"{home}/{path.name}"
        try:
            data = source.read_bytes(path, name)
            content = source.decode(data, name)
            source.require_nfc(content, name)
        except UnreadableError as error:
            loaded.unreadable += error.findings
            continue
        number = path.stem.removeprefix("text-")
        yield Text(f"{iri}/text/{number}", path, content, hashlib.sha256(data).hexdigest())


def _quads(loaded: Loaded) -> Iterator[ox.Quad]:
    parts: Iterable[tuple[ox.NamedNode, Sequence[ox.Triple]]] = (
        *((s.graph, a.triples) for s, a in zip(loaded.sources, loaded.anchored, strict=True)),
        *((s.graph, s.triples) for s in loaded.computed.values()),
    )
    for graph, triples in parts:
        for triple in triples:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
    for statement in loaded.statements:
        yield from _head(statement)


def _head(statement: Statement) -> Iterator[ox.Quad]:
    """Tie a statement's graphs together (Nanopublication Guidelines, section 3)."""
    node, graph = ox.NamedNode(f"{statement.iri}/nanopub"), ox.NamedNode(statement.graph("head"))
    np = PREFIXES["np"]
    kind = ox.NamedNode(f"{PREFIXES['rdf']}type")
    yield ox.Quad(node, kind, ox.NamedNode(f"{np}Nanopublication"), graph)
    for link, name in (
        ("hasAssertion", "content"),
        ("hasProvenance", "provenance"),
        ("hasPublicationInfo", "pubinfo"),
    ):
        yield ox.Quad(node, ox.NamedNode(np + link), ox.NamedNode(statement.graph(name)), graph)


def _located(loaded: Loaded) -> Mapping[str, tuple[str, int]]:
    located: dict[str, tuple[str, int]] = {}
    for parsed, part in zip(loaded.sources, loaded.anchored, strict=True):
        for iri, line in source.subject_lines(parsed, loaded.base).items():
            located.setdefault(iri, (parsed.name, line))
        for iri, line in part.lines.items():
            located.setdefault(iri, (parsed.name, line))
    for statement in loaded.statements:
        for text in statement.texts.values():
            located[text.iri] = (f"data/statements/{statement.slug}/{text.path.name}", 0)
    return located


def _problems(loaded: Loaded) -> Iterator[Finding]:
    yield from loaded.ignored
    # Quotes of a text that has changed are not at fault: its own finding says all.
    changed = {t.iri for s in loaded.statements for t in loaded.changed_texts(s)}
    for part in loaded.anchored:
        yield from (finding for text, finding in part.problems if text not in changed)
    for statement in loaded.statements:
        yield from (_hash_finding(statement, t) for t in loaded.changed_texts(statement))
        # Until these are mended, what provenance.ttl should hold is not known.
        if not loaded.obstacles(statement):
            yield from _provenance_findings(loaded, statement)
    slug = loaded.statements[0].slug if loaded.statements else "SLUG"
    issued = register.read(loaded.root)
    yield from register.findings(issued, loaded.minted(), loaded.base, slug, loaded.borrowed())


def _hash_finding(statement: Statement, text: Text) -> Finding:
    """Report a text whose bytes are not those that were frozen."""
    return Finding(
        f"data/statements/{statement.slug}/{text.path.name}",
        0,
        text.iri,
        "The text is no longer the one that was anchored: its sha256 has changed.",
        f"Restore its bytes; a corrected text is a new file, text-{text.number + 1}.txt.",
        "hash",
    )


def _provenance_findings(loaded: Loaded, statement: Statement) -> Iterator[Finding]:
    computed = loaded.computed.get(statement.slug)
    yield from provenance.findings(
        statement,
        f"data/statements/{statement.slug}/{provenance.FILE}",
        computed.content if computed else None,
        computed.triples if computed else (),
        loaded.expected(statement),
    )
