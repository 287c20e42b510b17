"""Where the text of a statement comes from, who took it up, and where its readers are met."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph import sparql
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine, Term
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import date_in_words
from statementgraph.view.graph import literal_text

_ORIGINS = (
    "SELECT DISTINCT ?thing ?text ?source ?when ?who ?name WHERE { "
    "?text dcterms:isFormatOf ?thing . OPTIONAL { ?text dcterms:source ?source } "
    "OPTIONAL { ?text prov:wasGeneratedBy ?retrieval . "
    "?retrieval prov:endedAtTime ?when . OPTIONAL { ?retrieval prov:wasAssociatedWith ?who "
    "OPTIONAL { ?who rdfs:label ?name } } } } ORDER BY ?text ?source ?when ?name LIMIT 100"
)
_READERS = (
    "SELECT DISTINCT ?content ?when ?site WHERE { ?content prov:wasGeneratedBy ?reading . "
    "OPTIONAL { ?reading prov:endedAtTime ?when } "
    "OPTIONAL { ?reading prov:wasAssociatedWith/foaf:homepage ?site } } ORDER BY ?site LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What the data says of where the texts come from; empty parts are not known.

    `sources` are addresses or, without `href`, the words of a reference. `retrieved` are the days
    on which somebody took a text up, `by` are these. `read` is the day of the first reading,
    `sites` are the pages of the first readers.
    """

    sources: tuple[Ref, ...]
    retrieved: tuple[str, ...]
    by: tuple[Ref, ...]
    read: str
    sites: tuple[Ref, ...]

    @property
    def addresses(self) -> tuple[Ref, ...]:
        """Those of the sources that can be opened."""
        return tuple(ref for ref in self.sources if ref.href)

    @property
    def remarks(self) -> tuple[Ref, ...]:
        """Those of the sources that are words only."""
        return tuple(ref for ref in self.sources if not ref.href)


def load_origin(engine: Engine, addresses: Addresses, statement: NamedNode) -> Origin:
    """Query where the texts of a statement come from, and who read them; two queries."""
    rows = list(sparql.select(engine, PROLOGUE + _ORIGINS, thing=statement))
    content = NamedNode(f"{statement.value}/graph/content")
    readers = list(sparql.select(engine, PROLOGUE + _READERS, content=content))
    days = dict.fromkeys(literal_text(row.get("when")) for row in rows if row.get("when"))
    read = min((literal_text(row.get("when")) for row in readers if row.get("when")), default="")
    return Origin(
        _refs(addresses, ((row.get("source"), None) for row in rows)),
        tuple(date_in_words(day) for day in days),
        _refs(addresses, ((row.get("who"), row.get("name")) for row in rows)),
        date_in_words(read),
        _refs(addresses, ((row.get("site"), None) for row in readers)),
    )


def _refs(
    addresses: Addresses, pairs: Iterable[tuple[Term | None, Term | None]]
) -> tuple[Ref, ...]:
    """Return each term once; words that are no address have no link."""
    found: dict[Term, Ref] = {}
    for term, name in pairs:
        if isinstance(term, NamedNode):
            text = literal_text(name) or term.value
            outside = addresses.below(term.value) is None
            found[term] = Ref(text, addresses.href(term.value), term.value, outside)
        elif isinstance(term, Literal):
            found[term] = Ref(term.value)
    return tuple(found.values())
