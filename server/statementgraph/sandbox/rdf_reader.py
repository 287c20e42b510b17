"""RDF from strangers as quads: no document type, no remote context, every error with its place.

Nothing of what was sent is repeated in a message. The limits of time and memory
are those of the process that this runs in.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

import pyoxigraph as ox

from statementgraph.corpus.source import BOM
from statementgraph.errors import RdfSyntaxError
from statementgraph.rdf import FORMATS

PARSERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_CONTEXT = "context.jsonld"
_PLACE = re.compile(r"error (?:at|between) line (\d+) (?:column|between columns) (\d+)")
# What the parser says, by a part of its words, and what helps.
_HINTS = (
    ("has not been declared", "Declare the prefix at the top."),
    ("no scheme found", "An IRI is relative and there is no base: write it in full."),
    ("iri", "An IRI is malformed: a space, a quote or a bracket in it must be percent-encoded."),
    ("end of file", "It ends too early: close what is open, and end the last sentence with a dot."),
    ("stack size", "It is nested too deeply."),
    ("utf-8", "Save it as UTF-8."),
    ("remote contexts", "Put the context into the document, or name the one of this server."),
)
# XML that stands between tags: what opens it, what closes it.
_ASIDES = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))


def read(
    body: bytes, key: str, base: str, context: Mapping[str, Any]
) -> tuple[list[ox.Quad], Mapping[str, str]]:
    """Read RDF in the format `key`; return its quads and the prefixes it declares.

    Relative IRIs are read against `base`; `context` stands in where JSON-LD names the
    context of this server. Raises RdfSyntaxError.
    """
    body = body.removeprefix(BOM)
    _require_utf8(body, key)
    if key == "rdf":
        _refuse_declarations(body)
        _require_well_formed(body)
    if key == "jsonld":
        body = _with_context(body, base, context)
    try:
        parser = ox.parse(body, format=PARSERS[key], base_iri=base, rename_blank_nodes=True)
        return list(parser), parser.prefixes
    except SyntaxError as error:
        place = (error.lineno or 0, error.offset or 0)
        if not place[0] and (match := _PLACE.search(error.msg or "")):
            place = int(match[1]), int(match[2])
        if not place[0] and key == "rdf":
            place = _place_in_xml(body, base)
        if "remote contexts" in (error.msg or "") and (at := body.find(b'"@context"')) >= 0:
            place = _position(body, at)
        raise _problem(key, *place, error.msg or "") from None
    except ValueError as error:
        raise _problem(key, 0, 0, str(error)) from None


def _problem(key: str, line: int, column: int, message: str) -> RdfSyntaxError:
    where = f" at line {line}, column {column}" if line else ""
    hint = next((hint for part, hint in _HINTS if part in message.lower()), "")
    return RdfSyntaxError(
        f"The data is not valid {FORMATS[key].label}{where}.", hint=hint, line=line, column=column
    )


def _position(body: bytes, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of the byte `at`; columns count characters."""
    start = body.rfind(b"\n", 0, at) + 1
    return body.count(b"\n", 0, at) + 1, len(body[start:at].decode("utf-8", "replace")) + 1


def _require_utf8(body: bytes, key: str) -> None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _problem(key, *_position(body, error.start), "utf-8") from None


def _refuse_declarations(body: bytes) -> None:
    """Refuse document types and entities (XML 1.0, sections 2.8 and 4) wherever they stand.

    The parser expands entities and takes a document type even behind the first
    tag, so this looks at the whole. Each byte is looked at once.
    """
    at = body.find(b"<!")
    while at >= 0:
        closing = next((end for start, end in _ASIDES if body.startswith(start, at)), None)
        end = body.find(closing, at + 4) if closing else -1
        if closing is None:
            line, column = _position(body, at)
            raise RdfSyntaxError(
                f"RDF/XML with a document type is refused (line {line}, column {column}).",
                hint="Leave out <!DOCTYPE> and write entities out.",
                line=line,
                column=column,
            )
        if end < 0:
            return  # not closed: the parser says so
        at = body.find(b"<!", end)


def _require_well_formed(body: bytes) -> None:
    """Refuse what is not well-formed XML; the RDF parser lets much pass and names no place."""
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise _problem("rdf", error.lineno, error.offset + 1, "") from None


class _Tags:
    """Gives XML to a parser tag by tag, so that it is known how far the parser came."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._next = 0
        self.at = 0

    def read(self, size: int = -1) -> bytes:
        """Give at most one tag."""
        self.at = self._next
        end = self._body.find(b">", self.at) + 1 or len(self._body)
        self._next = min(end, self.at + size) if size >= 0 else end
        return self._body[self.at : self._next]


def _place_in_xml(body: bytes, base: str) -> tuple[int, int]:
    """Find where the RDF/XML goes wrong; the parser does not say."""
    tags = _Tags(body)
    try:
        for _ in ox.parse(tags, format=ox.RdfFormat.RDF_XML, base_iri=base):  # type: ignore[arg-type]
            pass
    except SyntaxError:
        text = body[tags.at :]
        return _position(body, tags.at + len(text) - len(text.lstrip()))
    return 0, 0


def _with_context(body: bytes, base: str, context: Mapping[str, Any]) -> bytes:
    """Put our own context where the document names it; any other name the parser refuses."""
    try:
        document = json.loads(body)
    except json.JSONDecodeError as error:
        raise _problem("jsonld", error.lineno, error.colno, "") from None
    except RecursionError:
        raise _problem("jsonld", 0, 0, "stack size") from None
    except ValueError:
        raise _problem("jsonld", 0, 0, "") from None  # a number of thousands of digits
    known = {_CONTEXT, f"/{_CONTEXT}", f"{base}{_CONTEXT}"}
    changed, waiting = False, [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            named = node.get("@context")
            listed = named if isinstance(named, list) else [named]
            if any(isinstance(name, str) and name in known for name in listed):
                changed = True
                ours = [context if isinstance(n, str) and n in known else n for n in listed]
                node["@context"] = ours
            waiting += (value for name, value in node.items() if name != "@context")
        elif isinstance(node, list):
            waiting += node
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace") if changed else body
