"""`fmt`: canonical Turtle that keeps what the editor wrote.

The graph stays the same (checked by RDF Dataset Canonicalization before anything
is written), relative IRIs stay relative, comments above subjects stay there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus import source
from statementgraph.corpus.turtle.reader import Chunk, CommentError, Outline, outline
from statementgraph.corpus.turtle.writer import Document, Subject, write
from statementgraph.errors import CannotReadError, InvalidDataError

# Relative IRIs are resolved against this while a file is formatted, and so are
# known again afterwards. Nothing is ever asked of the reserved domain (RFC 6761).
_AWAY = "https://relative.invalid/"
_BASE = f"{_AWAY}here/"
_PASSES = 4


class CannotFormatError(InvalidDataError):
    """A file that is valid Turtle but was left as it is; `line` counts from 1."""

    title = "The file was left as it is"

    def __init__(self, message: str, *, hint: str = "", line: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.line = line


@dataclass(frozen=True, slots=True)
class Formatted:
    """What `fmt` would make of a file."""

    path: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Say whether the file is not yet in its canonical form."""
        return self.before != self.after


def turtle_files(paths: Iterable[Path]) -> list[Path]:
    """List the Turtle files that `paths` mean: themselves, or all *.ttl below a folder.

    Raises CannotReadError for a path that does not exist.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.rglob("*.ttl") if p.is_file())
        elif path.is_file():
            files.append(path)
        else:
            raise CannotReadError(f"There is no file or folder {path}.", hint="Check the path.")
    return list(dict.fromkeys(files))


def format_file(path: Path, name: str = "") -> Formatted:
    """Format one file without writing it; `name` is what messages call it.

    Raises UnreadableError (not Turtle) or CannotFormatError (left as it is).
    """
    name = name or str(path)
    before = source.decode(source.read_bytes(path, name), name)
    return Formatted(path, before, format_turtle(before, name))


def format_turtle(content: str, name: str = "<text>") -> str:
    """Return the canonical form of a Turtle file; formatting that again changes nothing."""
    try:
        text = _once(content, name)
        for _ in range(_PASSES):
            again = _once(text, name)
            if again == text:
                return text
            text = again
    except RecursionError:
        raise CannotFormatError(
            f"{name}: blank nodes are nested too deeply.", hint="Give some of them an IRI."
        ) from None
    raise CannotFormatError(f"{name}: no stable layout was found.", hint="Please report this file.")


def _once(content: str, name: str) -> str:
    _parse(content, name, _BASE)
    try:
        parsed = outline(content)
    except CommentError as error:
        raise CannotFormatError(
            f"{name}: {error.message}", hint=error.hint, line=error.line
        ) from error
    document, triples = _document(parsed, name)
    try:
        text = write(triples, document)
    except InvalidDataError as error:
        raise CannotFormatError(f"{name}: {error.message}", hint=error.hint) from error
    if not _same(triples, _parse(text, name, _BASE)):
        raise CannotFormatError(
            f"{name}: formatting would change the graph.", hint="Please report this file."
        )
    return text


def _document(parsed: Outline, name: str) -> tuple[Document, list[ox.Triple]]:
    """Read the statements one by one, so that each is known by its subject."""
    base, declared = _declared_base(parsed, name)
    prologue = "".join(f"{c.text}\n" for c in parsed.chunks if c.directive)
    parser = ox.parse(prologue.encode(), format=ox.RdfFormat.TURTLE, base_iri=base)
    list(parser)
    document = Document(dict(parser.prefixes), base, declared, parsed.lead, parsed.tail)
    _require_one_meaning(parsed, parser.prefixes, name)
    comments: dict[Subject, list[str]] = {}
    order: dict[Subject, int] = {}
    triples: list[ox.Triple] = []
    for chunk in parsed.chunks:
        if chunk.directive:
            continue
        here = _parse(f"{prologue}{chunk.text}", name, base)
        triples += here
        subject = _subject(chunk, here, name)
        if chunk.comments and subject in order:
            raise CannotFormatError(
                f"{name}: the comment above line {chunk.line} is about a subject"
                f" that is already described on line {order[subject]}.",
                hint="Join the two descriptions.",
                line=chunk.line,
            )
        order.setdefault(subject, chunk.line)
        if chunk.comments:
            comments[subject] = chunk.comments
    document.order, document.comments, document.labels = list(order), comments, parsed.labels
    _require_under_base(triples, document.prefixes, name)
    return document, triples


def _declared_base(parsed: Outline, name: str) -> tuple[str, bool]:
    bases = [c for c in parsed.chunks if c.directive and c.head.text.lower().endswith("base")]
    if not bases:
        return _BASE, False
    written = bases[0].text.split("<", 1)[1].rsplit(">", 1)[0]
    if len(bases) > 1 or bases[0] is not parsed.chunks[0] or not written.endswith("/"):
        raise CannotFormatError(
            f"{name}: a base IRI is kept only on the first line, alone, and ending in “/”.",
            hint="Write the IRIs relative to the base of the whole data instead.",
            line=bases[-1].line,
        )
    return written, True


def _require_one_meaning(parsed: Outline, prefixes: dict[str, str], name: str) -> None:
    names = [c.text.split(":", 1)[0].split()[-1] for c in parsed.chunks if _is_prefix(c)]
    if len(names) > len(prefixes):
        twice = next(n for n in names if names.count(n) > 1)
        raise CannotFormatError(
            f"{name}: the prefix “{twice}:” is declared twice.", hint="Keep one declaration."
        )


def _is_prefix(chunk: Chunk) -> bool:
    return chunk.directive and chunk.head.text.lower().endswith("prefix")


def _subject(chunk: Chunk, triples: Sequence[ox.Triple], name: str) -> Subject:
    """Find what a statement is about: its only IRI, its label, or the outermost node."""
    if chunk.head.kind == "blank":
        return ox.BlankNode(chunk.head.text[2:])
    named = {t.subject for t in triples if isinstance(t.subject, ox.NamedNode)}
    if len(named) == 1:
        return named.pop()
    inner = {t.object for t in triples}
    outer = [t.subject for t in triples if t.subject not in inner]
    if named or not outer or isinstance(outer[0], ox.Triple):
        raise CannotFormatError(
            f"{name}: the statement on line {chunk.line} has no canonical form here.",
            hint="Write it without reified or annotated triples (RDF 1.2).",
            line=chunk.line,
        )
    return outer[0]


def _require_under_base(
    triples: Iterable[ox.Triple], prefixes: Mapping[str, str], name: str
) -> None:
    """Refuse IRIs such as <../x>: how far they climb depends on the base."""
    iris = list(prefixes.values())
    for triple in triples:
        terms = (triple.subject, triple.predicate, triple.object)
        iris += [t.value for t in terms if isinstance(t, ox.NamedNode)]
        if isinstance(triple.object, ox.Literal):
            iris.append(triple.object.datatype.value)
    for iri in iris:
        if iri.startswith(_AWAY) and not iri.startswith(_BASE):
            raise CannotFormatError(
                f"{name}: the relative IRI “{iri.removeprefix(_AWAY)}” climbs above the base.",
                hint="Write it without “..” or a leading “/”.",
            )


def _parse(content: str, name: str, base: str) -> list[ox.Triple]:
    parser = ox.parse(content.encode(), format=ox.RdfFormat.TURTLE, base_iri=base)
    try:
        return [quad.triple for quad in parser]
    except SyntaxError as error:
        raise source.syntax_error(error, name) from error


def _same(one: Iterable[ox.Triple], other: Iterable[ox.Triple]) -> bool:
    """Say whether two graphs are isomorphic (RDF 1.1 Concepts, section 3.6)."""
    return _canonical(one) == _canonical(other)


def _canonical(triples: Iterable[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset
