"""The catalogue: what is published here, in DCAT 3, VoID and SPARQL service description.

Everything in it is computed from the data or is a fixed property of the software.
It gives no date and no name that the data do not give. Counts are those of all
graphs but the catalogue itself: it cannot count what it is about to add.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox

from statementgraph.rdf import FORMATS, LICENCE, PREFIXES
from statementgraph.release.dumps import DATASET_KEYS, GRAPH_KEYS, file_name
from statementgraph.release.packing import PACKINGS, Packing
from statementgraph.release.void_statistics import Figures, figures

_MEDIA = "https://www.iana.org/assignments/media-types/"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"),
)
TITLE = "Public statements as attributed data"
ABOUT = (
    "Who said what, in which words: every claim in these data carries its speaker, its "
    "statement and the exact quotes it was read from. The data record that something was "
    "said, never that it is so."
)
_RIGHTS = (
    "The licence covers the annotations. The texts of the statements, and the quotes from "
    "them, belong to their authors and are reproduced as the sources that are annotated."
)
_COUNTED = "All counts are of the data without this catalogue."

Node = ox.NamedNode | ox.BlankNode
Value = Node | ox.Literal
Utterance = tuple[Node, str, Value]


def term(name: str) -> ox.NamedNode:
    """Make the IRI of a prefixed name. DCAT 3 terms are not in rdflib's own table."""
    prefix, _, rest = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + rest)


def graph_iri(base: str) -> str:
    """Name the graph that holds the catalogue."""
    return f"{base}graph/catalogue"


def catalogue(quads: Sequence[ox.Quad], base: str, release: str) -> list[ox.Quad]:
    """Describe the data `quads`, published under `base` as the release with this id."""
    graph = ox.NamedNode(graph_iri(base))
    writer = _Catalogue(figures(quads, base), base, release)
    return [ox.Quad(s, term(p), o, graph) for s, p, o in dict.fromkeys(writer.all())]


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _number(count: int) -> ox.Literal:
    return ox.Literal(count)


@dataclass
class _Catalogue:
    figures: Figures
    base: str
    release: str
    blanks: int = 0

    def __post_init__(self) -> None:
        self.dataset = self.iri("dataset")
        self.service = self.iri("sparql")

    def iri(self, path: str) -> ox.NamedNode:
        return ox.NamedNode(self.base + path)

    def blank(self) -> ox.BlankNode:
        self.blanks += 1
        # The loader's labels begin with a letter and eight hex digits: no other is like these.
        return ox.BlankNode(f"catalogue{self.blanks}")

    def all(self) -> Iterator[Utterance]:
        yield from self._catalog()
        yield from self._dataset()
        yield from self._counts()
        yield from self._distributions()
        yield from self._links()
        yield from self._service()

    def _catalog(self) -> Iterator[Utterance]:
        catalog, page = self.iri("catalogue"), self.iri("void")
        yield from self._named(catalog, "dcat:Catalog", "Catalogue of the data published here")
        yield catalog, "dcterms:title", _english("Catalogue of the data published here")
        yield catalog, "dcterms:description", _english(f"What is published here. {_COUNTED}")
        yield catalog, "dcterms:license", ox.NamedNode(LICENCE)
        yield from self._published(catalog)
        yield catalog, "dcat:dataset", self.dataset
        yield catalog, "dcat:service", self.service
        yield from self._named(page, "void:DatasetDescription", "Description of the data")
        yield page, "foaf:primaryTopic", self.dataset

    def _named(self, node: Node, kind: str, label: str) -> Iterator[Utterance]:
        yield node, "rdf:type", term(kind)
        yield node, "rdfs:label", _english(label)

    def _dataset(self) -> Iterator[Utterance]:
        me = self.dataset
        yield from self._named(me, "dcat:Dataset", TITLE)
        yield me, "rdf:type", term("void:Dataset")
        yield me, "dcterms:title", _english(TITLE)
        yield me, "dcterms:description", _english(f"{ABOUT} {_COUNTED}")
        yield me, "dcterms:license", ox.NamedNode(LICENCE)
        yield me, "dcterms:rights", _english(_RIGHTS)
        yield from self._published(me)
        yield me, "dcat:version", ox.Literal(self.release)
        yield me, "dcat:landingPage", self.iri("")
        yield me, "void:sparqlEndpoint", self.service
        yield me, "void:uriSpace", ox.Literal(self.base)
        for creator in self.figures.creators:
            yield me, "dcterms:creator", creator
        for example in self.figures.examples:
            yield me, "void:exampleResource", example
        for vocabulary in self.figures.vocabularies:
            yield me, "void:vocabulary", ox.NamedNode(vocabulary)

    def _published(self, node: Node) -> Iterator[Utterance]:
        """Say who publishes it and since when, as the records do (DCAT 3, 6.4.10 to 6.4.12)."""
        for publisher in self.figures.publishers:
            yield node, "dcterms:publisher", publisher
        if self.figures.days:
            yield node, "dcterms:issued", self.figures.days[0]
            yield node, "dcterms:modified", self.figures.days[-1]

    def _counts(self) -> Iterator[Utterance]:
        me, statistics = self.dataset, self.figures
        for name, count in statistics.totals.items():
            yield me, f"void:{name}", _number(count)
        parts = (
            ("void:classPartition", "void:class", "void:entities", statistics.classes),
            ("void:propertyPartition", "void:property", "void:triples", statistics.properties),
        )
        for link, of, counted, numbers in parts:
            for what, count in sorted(numbers.items()):
                part = self.blank()
                yield me, link, part
                yield part, of, ox.NamedNode(what)
                yield part, counted, _number(count)

    def _distributions(self) -> Iterator[Utterance]:
        for key in (*GRAPH_KEYS, *DATASET_KEYS):
            for packing in (None, *PACKINGS):
                yield from self._distribution(key, packing)

    def _distribution(self, key: str, packing: Packing | None) -> Iterator[Utterance]:
        # The size is not given: the files hold the catalogue, so it would change itself.
        packed = packing.suffix if packing else ""
        me = self.iri(f"distribution/{key}{packed.replace('.', '-')}")
        holds = "all graphs as one" if key in GRAPH_KEYS else "each graph by its name"
        label = f"{FORMATS[key].label}{f', {packing.coding}' if packing else ''}: {holds}"
        file = self.iri(f"dumps/{self.release}/{file_name(key)}{packed}")
        yield from self._named(me, "dcat:Distribution", label)
        yield me, "dcterms:title", _english(label)
        yield me, "dcterms:license", ox.NamedNode(LICENCE)
        yield me, "dcterms:rights", _english(_RIGHTS)
        yield me, "dcat:downloadURL", file
        yield me, "dcat:accessURL", self.iri(f"dumps/{self.release}/")
        yield me, "dcat:mediaType", ox.NamedNode(_MEDIA + FORMATS[key].media_type)
        if packing:
            yield me, "dcat:compressFormat", ox.NamedNode(_MEDIA + packing.media_type)
        yield self.dataset, "dcat:distribution", me
        yield self.dataset, "void:dataDump", file

    def _links(self) -> Iterator[Utterance]:
        for space, predicates in sorted(self.figures.links.items()):
            host = urlsplit(space).netloc
            me, there = self.iri(f"linkset/{host.replace(':', '-')}"), self.blank()
            yield from self._named(me, "void:Linkset", f"Links to {host}")
            yield me, "void:subjectsTarget", self.dataset
            yield me, "void:objectsTarget", there
            yield there, "rdf:type", term("void:Dataset")
            yield there, "void:uriSpace", ox.Literal(space)
            yield me, "void:triples", _number(sum(predicates.values()))
            for predicate in sorted(predicates):
                yield me, "void:linkPredicate", ox.NamedNode(predicate)
            yield self.dataset, "void:subset", me

    def _service(self) -> Iterator[Utterance]:
        me, dataset, default = self.service, self.blank(), self.blank()
        yield from self._named(me, "dcat:DataService", "SPARQL endpoint of the data published here")
        yield me, "rdf:type", term("sd:Service")
        yield me, "dcterms:title", _english("SPARQL endpoint of the data published here")
        yield me, "dcat:endpointURL", me
        yield me, "dcat:servesDataset", self.dataset
        yield me, "sd:endpoint", me
        yield me, "sd:supportedLanguage", term("sd:SPARQL11Query")
        yield me, "sd:feature", term("sd:UnionDefaultGraph")
        for name in _RESULTS:
            yield me, "sd:resultFormat", ox.NamedNode(_FORMATS + name)
        yield me, "sd:defaultDataset", dataset
        yield dataset, "rdf:type", term("sd:Dataset")
        yield dataset, "sd:defaultGraph", default
        yield from self._graph(default, self.figures.totals["triples"])
        for name, count in sorted(self.figures.graphs.items()):
            entry, graph = self.blank(), self.blank()
            yield dataset, "sd:namedGraph", entry
            yield entry, "rdf:type", term("sd:NamedGraph")
            yield entry, "sd:name", ox.NamedNode(name)
            yield entry, "sd:graph", graph
            yield from self._graph(graph, count)

    def _graph(self, node: Node, count: int) -> Iterator[Utterance]:
        yield node, "rdf:type", term("sd:Graph")
        yield node, "void:triples", _number(count)
