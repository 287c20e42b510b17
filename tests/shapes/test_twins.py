"""Every shape lets its valid twin through and refuses its invalid ones, for the right reason.

STATEMENTGRAPH_APPROVE=1 writes the reports beside the invalid twins anew: read
the difference before it is committed.
"""

import os
from pathlib import Path

import pytest
from rdflib import URIRef

from statementgraph.validation import shacl
from statementgraph.validation.shacl_results import MEND, split_message
from statementgraph.validation.shapes import SH
from tests.shapes import twins

NUMBERS = [f"S{n}" for n in range(1, 32) if n != 20]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("twin", twins.VALID, ids=name)
def test_a_valid_twin_is_let_through(twin: Path) -> None:
    assert twins.report_of(twin) == ""


@pytest.mark.parametrize("twin", twins.INVALID, ids=name)
def test_an_invalid_twin_is_refused_for_the_approved_reason(twin: Path) -> None:
    approved, found = twin.with_suffix(".report.txt"), twins.report_of(twin)
    assert found, "the shapes let it through"
    if os.environ.get("STATEMENTGRAPH_APPROVE"):
        approved.write_text(found)
    assert found == approved.read_text()


@pytest.mark.parametrize("twin", twins.OF_SPARQL_RULES, ids=name)
def test_both_engines_agree_on_every_twin_of_a_sparql_rule(twin: Path) -> None:
    slow = twins.results_of(twin, shacl.Engine.PYSHACL)
    assert {r.row() for r in slow} == {r.row() for r in twins.results_of(twin)}


def test_every_number_has_valid_and_invalid_twins() -> None:
    assert [twins.code_of(folder) for folder in twins.FOLDERS] == NUMBERS
    for folder in twins.FOLDERS:
        assert (folder / "valid.ttl").exists()
        assert list(folder.glob("invalid-*.ttl"))


def test_no_report_is_left_without_its_twin() -> None:
    reports = set(twins.HERE.glob("S*/*.report.txt"))
    assert reports == {twin.with_suffix(".report.txt") for twin in twins.INVALID}


@pytest.mark.parametrize("shape", twins.all_shapes().targeted(), ids=str)
def test_every_constraint_of_a_shape_is_broken_by_an_invalid_twin(shape: str) -> None:
    shown = {(r.message, r.component) for twin in twins.INVALID for r in twins.results_of(twin)}
    for constraint in twins.constraints_of(URIRef(shape)):
        if not constraint.message:
            continue  # a property that only a closed shape needs to know
        said = twins.pattern_of(constraint.message)
        found = [m for m, component in shown if component == constraint.component]
        assert any(said.fullmatch(message) for message in found), constraint


@pytest.mark.parametrize("shape", twins.all_shapes().targeted(), ids=str)
def test_a_valid_twin_holds_something_the_shape_is_about(shape: str) -> None:
    node = URIRef(shape)
    stores = [
        twins.store_of(t) for t in twins.VALID if twins.code_of(t.parent) in twins.codes_of(node)
    ]
    assert stores
    assert all(twins.focus_nodes(node, store) for store in stores[:1])


def test_every_message_has_a_number_says_what_is_wrong_and_how_to_mend_it() -> None:
    for message in twins.all_shapes().graph.objects(None, SH.message):
        code, wrong, mend = split_message(str(message))
        assert code in NUMBERS, message
        assert wrong.endswith("."), message
        assert mend.endswith((".", "/")), message
        assert str(message).count(MEND) == 1
