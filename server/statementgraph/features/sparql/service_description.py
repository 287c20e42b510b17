"""The SPARQL service description (SPARQL 1.1 Service Description, W3C, 2013)."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from statementgraph import sparql
from statementgraph.view.graph import Node, named_node
from statementgraph.web.context import RequestContext
from statementgraph.web.limits import limit_sentences

_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"),
)
_NAMED = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g LIMIT 10000"


def description(context: RequestContext, address: str) -> list[Triple]:
    """Describe the service at `address`."""
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")
    rows: list[tuple[Node, str, Node | Literal]] = [
        (service, "rdf:type", named_node("sd:Service")),
        (service, "sd:endpoint", service),
        (service, "sd:supportedLanguage", named_node("sd:SPARQL11Query")),
        (service, "sd:defaultDataset", dataset),
        (service, "dcterms:description", Literal(_limits(context), language="en")),
        (dataset, "rdf:type", named_node("sd:Dataset")),
        (dataset, "sd:defaultGraph", default),
        (default, "rdf:type", named_node("sd:Graph")),
    ]
    rows += [(service, "sd:resultFormat", NamedNode(_FORMATS + f)) for f in _RESULT_FORMATS]
    if context.settings.union:
        rows.append((service, "sd:feature", named_node("sd:UnionDefaultGraph")))
    rows += _graphs(context, dataset)
    return [Triple(s, named_node(p), o) for s, p, o in rows]


def _graphs(context: RequestContext, dataset: Node) -> Iterator[tuple[Node, str, Node | Literal]]:
    for number, row in enumerate(sparql.select(context.engine, _NAMED)):
        name, count = row.get("g"), row.get("n")
        if not isinstance(name, NamedNode) or not isinstance(count, Literal):
            continue
        entry, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield dataset, "sd:namedGraph", entry
        yield entry, "rdf:type", named_node("sd:NamedGraph")
        yield entry, "sd:name", name
        yield entry, "sd:graph", graph
        yield graph, "rdf:type", named_node("sd:Graph")
        yield graph, "void:triples", count


def _limits(context: RequestContext) -> str:
    settings = context.settings
    default = (
        "The default graph is the union of all named graphs. "
        if settings.union
        else "The default graph holds what the files put there. "
    )
    return (
        f"Read-only. {default}No query leaves the server: SERVICE and LOAD are refused. "
        + " ".join(limit_sentences(settings))
    )
