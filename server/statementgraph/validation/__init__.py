"""Is the data fit to be published? Shapes, anchors, figures, coverage, graphs, register."""

from statementgraph.validation.checking import check
from statementgraph.validation.report import Report

__all__ = ["Report", "check"]
