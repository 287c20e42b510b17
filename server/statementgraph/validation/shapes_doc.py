"""The tables of docs/shapes.md, written from the shapes themselves."""

import re
from collections.abc import Iterator

from rdflib.namespace import RDFS
from rdflib.term import Node, URIRef

from statementgraph.validation.shacl_results import short, split_message
from statementgraph.validation.shapes import SH, Shapes

START = "<!-- from here written from shapes/*.ttl: do not edit by hand -->"
END = "<!-- to here -->"

_KINDS = {
    SH.targetClass: "every {}",
    SH.targetSubjectsOf: "whatever has {}",
    SH.targetObjectsOf: "whatever {} points at",
    SH.targetNode: "{}",
}


def tables(shapes: Shapes) -> str:
    """Return the Markdown between the markers of docs/shapes.md."""
    return "\n".join((*_shape_table(shapes), "", *_rule_table(shapes), ""))


def renewed(document: str, shapes: Shapes) -> str:
    """Put the tables between the markers of `document`. Raises ValueError without markers."""
    before, start, rest = document.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError("the document has no markers for the tables")
    return f"{before}{START}\n\n{tables(shapes)}\n{END}{after}"


def _shape_table(shapes: Shapes) -> Iterator[str]:
    graph = shapes.graph
    yield "| shape | is about | what it guards | rules |"
    yield "|---|---|---|---|"
    for shape in shapes.targeted():
        about = ", ".join(sorted(_targets(shapes, shape)))
        codes = sorted({code for code, *_ in _rules(shapes, shape)}, key=_number)
        comment = str(graph.value(shape, RDFS.comment) or "")
        yield _row(f"`{shape.rpartition('#')[2]}`", about, comment, ", ".join(codes))


def _rule_table(shapes: Shapes) -> Iterator[str]:
    yield "| rule | what is wrong | how to mend it | written in |"
    yield "|---|---|---|---|"
    rules = {rule for shape in shapes.targeted() for rule in _rules(shapes, shape)}
    for code, wrong, mend, language in sorted(rules, key=lambda r: (_number(r[0]), r[1:])):
        yield _row(code, _sentence(wrong), _sentence(mend), language)


def _targets(shapes: Shapes, shape: URIRef) -> Iterator[str]:
    for kind, words in _KINDS.items():
        for named in shapes.graph.objects(shape, kind):
            yield words.format(f"`{short(str(named))}`")


def _rules(shapes: Shapes, shape: URIRef) -> Iterator[tuple[str, str, str, str]]:
    graph = shapes.graph
    holders: list[tuple[Node, str]] = [(shape, "SHACL Core")]
    holders += [(node, "SHACL Core") for node in graph.objects(shape, SH.property)]
    holders += [(node, "SHACL-SPARQL") for node in graph.objects(shape, SH.sparql)]
    for node, language in holders:
        for message in graph.objects(node, SH.message):
            yield (*split_message(str(message)), language)


def _sentence(text: str) -> str:
    """Start with a capital; "…" stands for what a query fills in."""
    shown = re.sub(r"\{\?\w+\}", "…", text)
    return shown[:1].upper() + shown[1:]


def _number(code: str) -> int:
    return int(code.removeprefix("S"))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
