"""What the record of a statement says of itself, and that no triple is said twice.

Rule S20, second part: a reader must learn who published the record, when, under
which licence and in which version; and who read the text, by which guideline.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus, Statement
from statementgraph.rdf import PROLOGUE
from statementgraph.validation.graph_check import s20
from statementgraph.validation.rows import rows

# The graph, what it is about, the pattern that must match there, what is missing, how to mend it.
_ASKED = (
    ("pubinfo", "nanopub", "prov:wasAttributedTo", "who published it", "Add prov:wasAttributedTo."),
    ("pubinfo", "nanopub", "dcterms:created", "when it was made", "Add dcterms:created."),
    ("pubinfo", "nanopub", "dcterms:license", "its licence", "Add dcterms:license."),
    ("pubinfo", "nanopub", "owl:versionInfo", "its version", "Add owl:versionInfo."),
    (
        "provenance",
        "graph/content",
        "prov:wasGeneratedBy/prov:wasAssociatedWith",
        "who read the text",
        "In reading.ttl, add prov:wasGeneratedBy with an activity and its agent.",
    ),
    (
        "provenance",
        "graph/content",
        "prov:wasGeneratedBy/prov:qualifiedAssociation/prov:hadPlan",
        "by which guideline the text was read",
        "In reading.ttl, give the activity a prov:qualifiedAssociation with prov:hadPlan.",
    ),
)
_TWICE = f"""{PROLOGUE}
SELECT ?thing ?one ?other WHERE {{
  GRAPH ?one {{ ?thing ?property ?value }}
  GRAPH ?other {{ ?thing ?property ?value }}
  FILTER (STR(?one) < STR(?other))
}}"""


def check_record(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Run the second part of rule S20."""
    for row in rows(store, _TWICE, union=False):
        one, other = (row[name].removeprefix(corpus.base) for name in ("one", "other"))
        yield s20(
            corpus,
            row["thing"],
            f"The same triple stands in {one} and in {other}, so every answer counts it twice.",
            "Write it in one of them.",
        )
    for statement in corpus.statements:
        yield from _asked(store, corpus, statement)


def _asked(store: ox.Store, corpus: Corpus, statement: Statement) -> Iterator[Finding]:
    for graph, about, path, missing, mend in _ASKED:
        pattern = f"<{statement.iri}/{about}> {path} ?found"
        query = f"{PROLOGUE} ASK {{ GRAPH <{statement.graph(graph)}> {{ {pattern} }} }}"
        if not store.query(query):
            wrong = f"The record does not say {missing}."
            yield s20(corpus, statement.iri, wrong, mend)
