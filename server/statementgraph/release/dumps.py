"""The whole data as files, in six formats and packed; the same data give the same bytes.

Turtle, N-Triples and RDF/XML hold the union of all graphs; TriG, N-Quads and
JSON-LD keep the graphs apart.
"""

import hashlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from statementgraph.corpus.turtle.terms import Namer
from statementgraph.corpus.turtle.writer import Document
from statementgraph.corpus.turtle.writer import write as write_turtle
from statementgraph.rdf import PREFIXES
from statementgraph.release import jsonld
from statementgraph.release.blank_node_cycles import circles
from statementgraph.release.directory import SUMS
from statementgraph.release.packing import PACKINGS

GRAPH_KEYS = ("ttl", "nt", "rdf")
DATASET_KEYS = ("trig", "nq", "jsonld")
# Kinds and slugs are names of prefixes too (Turtle, PN_PREFIX [167s]).
_PREFIX = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")


def file_name(key: str) -> str:
    """Name the dump in the format with this key."""
    return f"all.{key}"


def write(quads: Sequence[ox.Quad], base: str, context: Mapping[str, Any]) -> dict[str, bytes]:
    """Write every dump, plain and packed, and SHA256SUMS (for `sha256sum --check`).

    `context` holds the terms of the JSON-LD context. Raises InvalidDataError for
    triple terms (RDF 1.2), which half of the formats cannot hold.
    """
    names = prefixes(quads, base)
    triples = ordered(quad.triple for quad in quads)
    files = {
        "ttl": turtle(triples, names),
        "nt": lines(ox.Quad(t.subject, t.predicate, t.object) for t in triples),
        "rdf": serialized(triples, ox.RdfFormat.RDF_XML, names),
        "trig": trig(quads, names),
        "nq": lines(quads),
        "jsonld": jsonld.write(quads, context),
    }
    result = {file_name(key): body for key, body in files.items()}
    result |= {name + p.suffix: p.pack(body) for name, body in result.items() for p in PACKINGS}
    sums = (
        f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(result.items())
    )
    return {**result, SUMS: "".join(sums).encode()}


def serialized(
    items: Iterable[ox.Triple] | Iterable[ox.Quad],
    kind: ox.RdfFormat,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Write triples or quads in the order given."""
    out = io.BytesIO()
    ox.serialize(items, out, kind, prefixes=dict(names or {}))
    return out.getvalue()


def lines(quads: Iterable[ox.Quad]) -> bytes:
    """Write N-Quads, one of each, sorted by code point; triples where no graph is named."""
    written = serialized(quads, ox.RdfFormat.N_QUADS)
    return b"".join(line + b"\n" for line in sorted(set(written.split(b"\n"))) if line)


def ordered(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Sort triples, one of each: things with an IRI first."""
    return sorted(set(triples), key=lambda t: (isinstance(t.subject, ox.BlankNode), str(t)))


def turtle(triples: Iterable[ox.Triple], names: Mapping[str, str]) -> bytes:
    """Write Turtle with blank nodes where they are used."""
    return write_turtle(ordered(triples), Document(names)).encode()


def trig(quads: Sequence[ox.Quad], names: Mapping[str, str]) -> bytes:
    """Write TriG: one prologue, then each graph as Turtle."""
    graphs: dict[Any, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    if _share_nodes(graphs):
        # Files of the corpus never do; nesting would tear such nodes apart.
        every = sorted(set(quads), key=lambda q: (str(q.graph_name), str(q)))
        return serialized(every, ox.RdfFormat.TRIG, names)
    labels = _labels(triple for triples in graphs.values() for triple in triples)
    head: set[str] = set()
    blocks = []
    namer = Namer(names)
    for graph in sorted(graphs, key=str):
        text = write_turtle(ordered(graphs[graph]), Document(names, labels=labels))
        if text.startswith("PREFIX "):
            declared, _, text = text.partition("\n\n")
            head.update(declared.splitlines())
        if isinstance(graph, ox.DefaultGraph):
            blocks.append(text)
            continue
        name = namer.iri(graph.value) if isinstance(graph, ox.NamedNode) else str(graph)
        blocks.append(f"{name} {{\n\n{text}\n}}\n")
    head.update(f"PREFIX {name}: <{iri}>" for name, iri in namer.used.items())
    return "\n".join(["\n".join(sorted(head)) + "\n", *blocks]).encode()


def _share_nodes(graphs: Mapping[Any, Iterable[ox.Triple]]) -> bool:
    """Say whether a blank node stands in several graphs, or is the name of one."""
    seen: set[Any] = {graph for graph in graphs if isinstance(graph, ox.BlankNode)}
    for triples in graphs.values():
        here = {x for t in triples for x in (t.subject, t.object) if isinstance(x, ox.BlankNode)}
        if seen & here:
            return True
        seen |= here
    return False


def _labels(triples: Iterable[ox.Triple]) -> dict[ox.BlankNode, str]:
    """Label the blank nodes that cannot simply be nested: a label is one node in the whole file."""
    times: Counter[ox.BlankNode] = Counter()
    users: dict[Any, Any] = {}
    for triple in triples:
        if isinstance(triple.object, ox.BlankNode):
            times[triple.object] += 1
            users[triple.object] = triple.subject
    result = {node for node in times if times[node] > 1}
    result |= circles({node: user for node, user in users.items() if node not in result})
    return {node: node.value for node in result}


def prefixes(quads: Iterable[ox.Quad], base: str) -> dict[str, str]:
    """Give the known prefixes and one for each kind of thing under the base.

    `<base>place/` becomes `place:`, `<base>statement/SLUG/claim/` becomes `claim-SLUG:`.
    """
    result = dict(PREFIXES)
    terms = {term for q in quads for term in (q.subject, q.graph_name)}
    iris = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    for iri in sorted(iri for iri in iris if iri.startswith(base)):
        kind, *rest = iri[len(base) :].split("/")
        if rest and _PREFIX.fullmatch(kind):
            result.setdefault(kind, f"{base}{kind}/")
        if len(rest) > 2 and _PREFIX.fullmatch(f"{rest[1]}-{rest[0]}"):
            result.setdefault(f"{rest[1]}-{rest[0]}", f"{base}{kind}/{rest[0]}/{rest[1]}/")
    return result
