"""Reads dumps with two parsers and compares graphs up to the names of blank nodes."""

import warnings
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.term import Node

FORMATS = {
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    "rdf": (ox.RdfFormat.RDF_XML, "xml"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nq": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
}


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """Equal for isomorphic datasets (RDF Dataset Canonicalization)."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def union(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [ox.Quad(q.subject, q.predicate, q.object) for q in quads]


def by_pyoxigraph(body: bytes, key: str) -> list[ox.Quad]:
    return list(ox.parse(body, format=FORMATS[key][0]))


def by_rdflib(body: bytes, key: str) -> list[ox.Quad]:
    dataset = rdflib.Dataset()
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        # Else "1e3" is read as "1000.0": the same number, another term.
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        # rdflib's own parsers still use what rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=body, format=FORMATS[key][1])
    return [_quad(*quad) for quad in dataset.quads()]


def _quad(s: Node, p: Node, o: Node, g: Node | None) -> ox.Quad:
    default = g is None or g == rdflib.graph.DATASET_DEFAULT_GRAPH_ID
    subject, name = _node(s), ox.DefaultGraph() if default or g is None else _node(g)
    if isinstance(o, rdflib.Literal):
        kind = ox.NamedNode(str(o.datatype)) if o.datatype and not o.language else None
        value = ox.Literal(str(o), datatype=kind, language=o.language)
        return ox.Quad(subject, ox.NamedNode(str(p)), value, name)
    return ox.Quad(subject, ox.NamedNode(str(p)), _node(o), name)


def _node(term: Node) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))
