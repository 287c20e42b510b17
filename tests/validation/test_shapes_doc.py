"""docs/shapes.md says what the shapes say; STATEMENTGRAPH_APPROVE=1 writes it anew."""

import os

import pytest

from statementgraph.validation.shapes_doc import renewed, tables
from tests.shapes.twins import CHECKOUT, all_shapes

DOCUMENT = CHECKOUT / "docs" / "shapes.md"


def test_the_tables_are_those_of_the_shapes() -> None:
    now = renewed(DOCUMENT.read_text(), all_shapes())
    if os.environ.get("STATEMENTGRAPH_APPROVE"):
        DOCUMENT.write_text(now)
    assert DOCUMENT.read_text() == now


def test_every_shape_and_every_rule_is_in_the_tables() -> None:
    text = tables(all_shapes())
    assert all(f"`{shape.rpartition('#')[2]}`" in text for shape in all_shapes().targeted())
    assert all(f"| S{n} |" in text for n in range(1, 32) if n != 20)


def test_a_document_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="markers"):
        renewed("# Shapes\n", all_shapes())
