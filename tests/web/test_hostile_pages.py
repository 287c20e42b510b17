"""Data made to harm pages: circles, depth, scripts in links, formulas, what XML cannot hold."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from statementgraph.features.charts.cohort_figures import walk
from statementgraph.features.charts.counts import build_counts
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.sparql import LocalEngine
from statementgraph.view.csv import to_csv
from tests.conftest import site_over
from tests.harbour import HERE, engine, second

HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


def plain(tmp_path: Path, turtle: str) -> FlaskClient:
    """Serve RDF as it is."""
    store = ox.Store()
    store.extend(ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE))
    return site_over(LocalEngine(store, "0123456789ab"), tmp_path, rdf=("pier.ttl",))


def test_blank_nodes_in_a_circle_end_a_page(tmp_path: Path) -> None:
    client = plain(tmp_path, "<pier> rdfs:seeAlso _:a . _:a rdfs:seeAlso _:a , _:b .")
    assert client.get("/pier.html").status_code == 200


def test_blank_nodes_that_double_at_each_step_end_a_page(tmp_path: Path) -> None:
    steps = " ".join(f"_:d{i} <l> _:d{i + 1} ; <r> _:d{i + 1} ." for i in range(60))
    client = plain(tmp_path, f"<pier> rdfs:seeAlso _:d0 . {steps}")
    assert client.get("/pier.html").status_code == 200


def test_no_drawing_links_to_a_script(tmp_path: Path) -> None:
    client = plain(
        tmp_path, "<pier> rdfs:seeAlso <javascript:alert(1)> , <data:text/html,x> , <b> ."
    )
    drawing = client.get("/pier.svg").text
    assert 'href="javascript:' not in drawing
    assert 'href="data:' not in drawing
    assert f'href="{DEFAULT_BASE}b"' in drawing


def test_what_xml_cannot_hold_is_left_out_or_refused(tmp_path: Path) -> None:
    client = plain(tmp_path, r'<pier> rdfs:label "pier\uFFFE\uFFFF\u0001"@en ; rdfs:seeAlso <b> .')
    ElementTree.fromstring(client.get("/pier.svg").data)  # noqa: S314 - our own
    assert client.get("/pier.rdf").status_code == 406
    assert client.get("/pier.ttl").status_code == 200


def test_a_slash_at_the_end_changes_nothing_for_others(client: FlaskClient) -> None:
    first = client.get("/about/")
    again = client.get("/about")
    assert f'<link rel="canonical" href="{DEFAULT_BASE}about">' in again.text
    assert first.data == again.data


@pytest.mark.parametrize("cell", ["=1+1", "+1 14", "-two", "@SUM(1)", "\t=1", "\r=1"])
def test_a_table_holds_no_formula(cell: str) -> None:
    body = to_csv(("name", "number"), [(cell, "-5")])
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert rows[1] == [f"'{cell}", "-5"]


def test_a_long_chain_of_groups_is_drawn_in_pieces() -> None:
    groups = [f'<cohort/c{n}> a sg:Cohort ; rdfs:label "Group {n}"@en ' for n in range(700)]
    unit = "; sg:unit <concept/boat> "
    links = ["", *(f"; sg:subsetOf <cohort/c{n}> " for n in range(699))]
    text = " . ".join(group + unit + link for group, link in zip(groups, links, strict=True))
    page = build_counts(engine(second(), text + " ."), HERE)
    drawn = [g.ref.text for p in page.panels for t in p.trees for g in walk(t.root)]
    assert {f"Group {n}" for n in range(700)} <= set(drawn)
    assert len(drawn) == len(set(drawn))
