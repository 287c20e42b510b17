"""Reading source files strictly: bytes, text, Turtle; every error has a file and a line."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.errors import CannotReadError

BOM = b"\xef\xbb\xbf"


class UnreadableError(CannotReadError):
    """Files that cannot be used as they are; `findings` has one entry for each."""

    title = "Cannot read the data"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = len(self.findings) - 1
        rest = f" ({more} more cannot be read: run `statementgraph check`.)" if more else ""
        super().__init__(f"{first.place}: {first.message}", hint=first.mend + rest)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One parsed Turtle file: `name` is its path relative to the root folder.

    Blank nodes are renamed by file and order of appearance, so that they are the
    same in every run and differ between files.
    """

    path: Path
    name: str
    content: str
    graph: ox.NamedNode
    triples: tuple[ox.Triple, ...]
    prefixes: dict[str, str] = field(default_factory=dict)
    ours: bool = True


def unreadable(name: str, message: str, mend: str, line: int = 0) -> UnreadableError:
    """Make the error for one file."""
    return UnreadableError([Finding(name, line, "", message, mend, "parse")])


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file. Raises UnreadableError where the system does not give it."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise unreadable(
            name, f"the file cannot be read: {reason}.", "Check its path and its permissions."
        ) from error


def decode(data: bytes, name: str) -> str:
    """Turn the bytes of a source file into text: UTF-8, line ends LF, no byte order mark.

    Raises UnreadableError with the line of the first offence.
    """
    if data.startswith(BOM):
        raise unreadable(
            name,
            "the file starts with a byte order mark.",
            "Save it as UTF-8 without BOM.",
            1,
        )
    at = data.find(b"\r")
    if at >= 0:
        raise unreadable(
            name,
            "the file has Windows or old Mac line ends (CR).",
            "Save it with LF line ends; with git, set `core.autocrlf` to `input`.",
            data.count(b"\n", 0, at) + 1,
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise unreadable(
            name,
            f"byte {error.start} is not UTF-8.",
            "Save the file as UTF-8.",
            data.count(b"\n", 0, error.start) + 1,
        ) from error


def require_nfc(text: str, name: str) -> None:
    """Raise UnreadableError, with the line, where the text is not in Unicode form NFC."""
    if unicodedata.is_normalized("NFC", text):
        return
    lines = text.split("\n")
    bad = next((n for n, line in enumerate(lines, 1) if not _is_nfc(line)), 0)
    raise unreadable(
        name,
        "the text is not in Unicode normalisation form C (NFC).",
        "Normalise it to NFC before it is anchored for the first time.",
        bad,
    )


def _is_nfc(line: str) -> bool:
    return unicodedata.is_normalized("NFC", line)


def parse(path: Path, name: str, base: str, graph: str, *, ours: bool = True) -> SourceFile:
    """Parse one Turtle file with the base IRI `base` (Turtle, section 6.3).

    Raises UnreadableError with line and column where it is not Turtle.
    """
    data = read_bytes(path, name)
    content = decode(data, name)
    parser = ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=base)
    try:
        triples = stable(((q.triple for q in parser)), name)
    except SyntaxError as error:
        raise syntax_error(error, name) from error
    return SourceFile(
        path, name, content, ox.NamedNode(graph), triples, dict(parser.prefixes), ours
    )


def syntax_error(error: SyntaxError, name: str) -> UnreadableError:
    """Turn a parser's error into ours: file, line, column, and what it says."""
    said = re.sub(r"^Parser error (at|between) .*?: ", "", error.msg or "").rstrip(".")
    column = f" (column {error.offset})" if error.offset else ""
    return unreadable(
        name,
        f"the RDF cannot be read{column}: {said}.",
        "Mend it at that place or just before it.",
        error.lineno or 0,
    )


class BlankNodes:
    """Gives every blank node of one file a name made of the file's name and a count."""

    def __init__(self, name: str) -> None:
        self._stem = f"b{hashlib.sha256(name.encode()).hexdigest()[:8]}n"
        self._given: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(self, term: ox.BlankNode) -> ox.BlankNode:
        """Return the stable blank node that stands for `term`."""
        known = self._given.get(term)
        if known is None:
            known = ox.BlankNode(f"{self._stem}{len(self._given)}")
            self._given[term] = known
        return known


def stable(triples: Iterable[ox.Triple], name: str) -> tuple[ox.Triple, ...]:
    """Rename the blank nodes of the file `name`; drop repeated triples; keep the order."""
    blanks = BlankNodes(name)
    return tuple(dict.fromkeys(renamed(t, blanks) for t in triples))


def renamed(triple: ox.Triple, blanks: BlankNodes) -> ox.Triple:
    """Return the triple with its blank nodes renamed, also inside triple terms."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.BlankNode):
        subject = blanks.name(subject)
    if isinstance(value, ox.BlankNode):
        value = blanks.name(value)
    elif isinstance(value, ox.Triple):
        value = renamed(value, blanks)
    if subject is triple.subject and value is triple.object:
        return triple
    return ox.Triple(subject, triple.predicate, value)


_SUBJECT = re.compile(r"^(?:<([^<>\s]*)>|([\w.-]*):([\w.%:-]*))(?=\s)", re.MULTILINE)


def subject_lines(source: SourceFile, base: str) -> dict[str, int]:
    """Find the line at which each subject that starts a line is described (best effort)."""
    lines: dict[str, int] = {}
    line, seen = 1, 0
    for match in _SUBJECT.finditer(source.content):
        line += source.content.count("\n", seen, match.start())
        seen = match.start()
        written, prefix, local = match.groups()
        if written is None:
            if prefix not in source.prefixes:
                continue
            iri = source.prefixes[prefix] + local
        else:
            iri = written if ":" in written else base + written
        lines.setdefault(iri, line)
    return lines


def line_of(content: str, words: str) -> int:
    """Find the line where the first line of `words` is written; 0 where it is not seen."""
    first = words.split("\n", 1)[0] or words.strip().split("\n", 1)[0]
    for spelt in (
        f'"{words}"',
        f'"{first}',
        first,
        first.replace("\\", "\\\\").replace('"', '\\"'),
    ):
        at = content.find(spelt) if spelt.strip('"') else -1
        if at >= 0:
            return content.count("\n", 0, at) + 1
    return 0
