"""Where the comments of a Turtle file stand, and which subject each belongs to.

The triples come from the RDF parser; this only cuts the text into directives
and statements, so that a formatter can put the editor's comments back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from statementgraph.corpus.turtle.terms import NAME_CHARS
from statementgraph.errors import InvalidDataError

_NAME = rf"(?:[{NAME_CHARS}:%]|\\.|\.(?=[{NAME_CHARS}:.%\\]))*"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<long>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*''')
    | (?P<string>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\.)*>)
    | (?P<word>@?[A-Za-z][A-Za-z0-9-]*(?![{NAME_CHARS}:.]))
    | (?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
        (?![{NAME_CHARS}:]))
    | (?P<blank>_:{_NAME})
    | (?P<name>(?:[{NAME_CHARS}]|\.(?=[{NAME_CHARS}.:]))*:{_NAME})
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DIRECTIVES = frozenset({"prefix", "@prefix", "base", "@base", "version", "@version"})


class CommentError(InvalidDataError):
    """A comment stands where a formatter cannot keep it; `line` counts from 1."""

    title = "The file was left as it is"

    def __init__(self, message: str, *, hint: str = "", line: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.line = line


@dataclass(slots=True)
class Token:
    """One piece of the file; `fresh` says that nothing but space precedes it on its line."""

    kind: str
    text: str
    line: int
    fresh: bool


@dataclass(slots=True)
class Chunk:
    """One directive or statement, with the comments above it (an empty line is a gap)."""

    text: str
    line: int
    directive: bool
    head: Token
    comments: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The file in the order of its text."""

    lead: list[str]
    chunks: list[Chunk]
    tail: list[str]
    labels: dict[ox.BlankNode, str]


def tokens(content: str) -> Iterator[Token]:
    """Cut a Turtle file into pieces; the pieces put together are the file."""
    line, fresh = 1, True
    for match in _TOKEN.finditer(content):
        kind, text = match.lastgroup or "mark", match[0]
        yield Token(kind, text, line, fresh)
        breaks = text.count("\n")
        line += breaks
        fresh = bool(breaks) if kind == "space" else False


def outline(content: str) -> Outline:
    """Find directives, statements and comments. Raises CommentError for a comment elsewhere."""
    outline = Outline([], [], [], {})
    remarks: list[Token] = []
    piece: list[Token] = []
    depth = 0
    for token in tokens(content):
        if token.kind == "comment":
            _require_free(token, bool(piece))
            remarks.append(token)
            continue
        if token.kind == "space" and not piece:
            continue
        piece.append(token)
        if token.kind == "blank":
            outline.labels[ox.BlankNode(token.text[2:])] = token.text[2:]
        depth += (token.text in "[(") - (token.text in "])") if token.kind == "mark" else 0
        if depth == 0 and _complete(piece):
            _close(outline, piece, remarks)
            piece, remarks = [], []
    outline.tail = _lines(remarks, 0)
    return outline


def _require_free(token: Token, inside: bool) -> None:
    if inside or not token.fresh:
        raise CommentError(
            f"the comment on line {token.line} stands inside a statement or after one.",
            hint="Move it to a line of its own directly above the subject it is about.",
            line=token.line,
        )


def _complete(piece: list[Token]) -> bool:
    first, last = piece[0], piece[-1]
    keyword = first.text.lower() if first.kind == "word" else ""
    if keyword in {"prefix", "base"}:
        return last.kind == "iri"
    if keyword == "version":
        return last.kind in {"string", "long"}
    return last.kind == "mark" and last.text == "."


def _close(outline: Outline, piece: list[Token], remarks: list[Token]) -> None:
    head = piece[0]
    directive = head.kind == "word" and head.text.lower() in _DIRECTIVES
    comments = _lines(remarks, head.line)
    if not outline.chunks:
        comments = _take_lead(outline, comments, directive)
    if directive and comments:
        raise CommentError(
            f"the comment on line {remarks[-1].line} stands among the prefixes.",
            hint="Move it to the top of the file or directly above a subject.",
            line=remarks[-1].line,
        )
    text = "".join(token.text for token in piece)
    outline.chunks.append(Chunk(text, head.line, directive, head, comments))


def _take_lead(outline: Outline, comments: list[str], directive: bool) -> list[str]:
    """Set the comments at the top of the file apart from those of the first subject."""
    if directive or (comments and not comments[-1]):
        outline.lead = [*comments]
        while outline.lead and not outline.lead[-1]:
            outline.lead.pop()
        return []
    cut = next((n for n in range(len(comments), 0, -1) if not comments[n - 1]), 0)
    outline.lead = comments[: max(cut - 1, 0)]
    return comments[cut:]


def _lines(remarks: list[Token], until: int) -> list[str]:
    """Return the comments line by line, with one empty line for each gap between them."""
    lines: list[str] = []
    below = [*(r.line for r in remarks), until][1:]
    for remark, following in zip(remarks, below, strict=False):
        lines.append(remark.text.rstrip())
        if following > remark.line + 1:
            lines.append("")
    return lines
