"""Writes graphs and quads in the formats of the table."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from statementgraph.errors import CannotReadError, InvalidDataError
from statementgraph.rdf import PREFIXES
from statementgraph.release import dumps
from statementgraph.settings import default_root
from statementgraph.sparql.serialise import xml_safe
from statementgraph.view import jsonld
from statementgraph.view.graph import Graph, Term

_WRITERS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "n3": RdfFormat.TURTLE,
}
_TYPE = PREFIXES["rdf"] + "type"
_XMLNS = re.compile(rb' xmlns:[^=]*="[^"]*"')
_XML_ROOT = re.compile(rb'\A(<\?xml [^>]*>\s*<rdf:RDF)((?: xmlns:[^=]*="[^"]*")*)>')
_CONTEXT = "context.jsonld"
_PACKAGE = Path(__file__).resolve().parent.parent


def prefixes(items: Iterable[Triple | Quad]) -> dict[str, str]:
    """Give the prefixes that the triples use."""
    used = set()
    for item in items:
        for part in (item.predicate, item.object, item.subject):
            if isinstance(part, NamedNode):
                used.add(part.value)
    return {p: i for p, i in PREFIXES.items() if any(u.startswith(i) for u in used)}


def write(items: Iterable[Triple | Quad], key: str, base: str) -> bytes:
    """Write triples or quads, sorted, in the format with this key.

    Turtle and TriG have short names for what is under `base`. Raises NotAcceptableError for
    what XML cannot hold.
    """
    everything = sorted(items, key=_order)
    quads = [t for t in everything if isinstance(t, Quad)]
    triples = [t for t in everything if isinstance(t, Triple)]
    if key in {"nq", "trig"}:
        quads += [_quad(t) for t in triples]
    try:
        if key == "ttl":
            return dumps.turtle(triples, dumps.prefixes([_quad(t) for t in triples], base))
        if key == "trig":
            return dumps.trig(quads, dumps.prefixes(quads, base))
    except (InvalidDataError, RecursionError):
        pass  # triple terms (RDF 1.2) and very deep nesting: the plain writer takes them
    used = prefixes(everything)
    if key in {"nq", "trig"}:
        return _settled(serialize(quads, format=_WRITERS[key], prefixes=used) or b"")
    if key == "rdf":
        triples = list(xml_safe(triples))
    return _settled(serialize(triples, format=_WRITERS[key], prefixes=used) or b"")


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def _settled(body: bytes) -> bytes:
    """Sort the prefixes, which the library writes in any order: a strong tag means equal bytes."""
    lines = body.split(b"\n")
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    lines[:count] = sorted(lines[:count])
    body = b"\n".join(lines)
    return _XML_ROOT.sub(lambda m: m[1] + b"".join(sorted(_XMLNS.findall(m[2]))) + b">", body, 1)


def _order(item: Triple | Quad) -> tuple[str, str, bool, str]:
    """Order by graph, subject, then the type first: as people read Turtle."""
    graph = str(item.graph_name) if isinstance(item, Quad) else ""
    return graph, str(item.subject), item.predicate.value != _TYPE, str(item)


@cache
def context_bytes(release: Path) -> bytes:
    """Read the JSON-LD context of a release, else the one that comes with the package."""
    for folder in (release, _PACKAGE / "bundled" / "ontology", default_root() / "ontology"):
        if (folder / _CONTEXT).is_file():
            return (folder / _CONTEXT).read_bytes()
    raise CannotReadError("The JSON-LD context is missing from this installation.")


@cache
def _terms(release: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(context_bytes(release))["@context"]
    return found


def write_jsonld(graph: Graph, thing: Term, kind: str, release: Path) -> bytes:
    """Write a document as compacted JSON-LD with the context of the release in it."""
    return jsonld.write(graph, thing, kind, _terms(release))
