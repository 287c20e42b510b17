"""Ontologies in RDF/XML have the suffix `.owl`."""

from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus.rdf_files import load_rdf

ONTOLOGY = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="urn:x:a"><p xmlns="urn:x:" rdf:resource="urn:x:b"/></rdf:Description>
</rdf:RDF>"""


def test_an_owl_file_is_rdf_xml(tmp_path: Path) -> None:
    path = tmp_path / "ferries.OWL"
    path.write_text(ONTOLOGY)
    assert [q.object for q in load_rdf([str(path)])] == [ox.NamedNode("urn:x:b")]
