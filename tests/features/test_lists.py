"""The order of shapes, downloads, the catalogue and the questions."""

import pyoxigraph as ox

from statementgraph import queries
from statementgraph.features.documents.catalogue import build_catalogue
from statementgraph.features.documents.shapes import build_shapes
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.view.addresses import Addresses
from statementgraph.view.downloads import downloads
from statementgraph.view.graph import Graph

HERE = Addresses(DEFAULT_BASE)
HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


def graph(turtle: str) -> Graph:
    quads = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    return Graph(ox.Triple(q.subject, q.predicate, q.object) for q in quads)


def test_shapes_stand_by_the_number_of_their_rule_and_helpers_last() -> None:
    result = build_shapes(
        graph("""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        <a> a sh:NodeShape ; rdfs:label "A hedge" .
        <b> a sh:NodeShape ; rdfs:label "Later" ; rdfs:comment "Rules S12 and S19." .
        <c> a sh:NodeShape ; rdfs:label "Soon" ; sh:property [ sh:message "S2: a pier has one." ] .
        """),
        HERE,
    )
    assert [(s.label, s.number) for s in result] == [("Soon", 2), ("Later", 12), ("A hedge", 0)]


def test_downloads_stand_by_use_and_say_what_they_keep() -> None:
    names = ("SHA256SUMS", "all.nt", "all.jsonld", "all.ttl.gz", "all.trig", "all.ttl", "notes")
    result = downloads(names)
    assert [[f.name for f in d.files] for d in result] == [
        *(["all.ttl", "all.ttl.gz"], ["all.jsonld"], ["all.trig"], ["all.nt"]),
        *(["notes"], ["SHA256SUMS"]),
    ]
    keeps = {d.label: d.keeps_graphs for d in result}
    assert keeps["JSON-LD"]
    assert keeps["TriG"]
    assert keeps["Turtle"] is keeps["N-Triples"] is False
    assert keeps["Checksums"] is None
    assert [f.coding for f in result[0].files] == ["", "gzip"]
    assert all(d.good_for for d in result if d.label != "notes")


def test_the_catalogue_begins_with_the_licence_and_sorts_what_is_used() -> None:
    result = build_catalogue(
        graph("""
        <dataset> a dcat:Dataset ; dcterms:creator <ada> ; dcat:version "1" ; void:triples 9 ;
          dcterms:license <http://l.example/> ; void:dataDump <all.ttl> ;
          void:classPartition [ void:class sg:Call ; void:entities 2 ] ,
            [ void:class sg:Claim ; void:entities 12 ] ;
          void:propertyPartition [ void:property sg:act ; void:triples 40 ] .
        """),
        HERE,
    )
    dataset = result.records[0]
    assert [p.name for p in dataset.properties] == [
        *("licence", "release", "triples", "files", "made by"),
    ]
    assert [(u.kind, u.count) for u in result.usage] == [
        ("class", 12),
        ("class", 2),
        ("property", 40),
    ]


def test_every_question_has_a_theme() -> None:
    assert {q.theme for q in queries.load()} == set(queries.THEMES)
