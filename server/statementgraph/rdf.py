"""The one table of formats and the one table of prefixes.

Only this module knows media types and file suffixes.
"""

from dataclasses import dataclass
from enum import StrEnum

NS = "https://w3id.org/statementgraph/ns#"
DEFAULT_BASE = "https://w3id.org/statementgraph/"
# What the data, the vocabulary and the descriptions of both are published under.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

PREFIXES: dict[str, str] = {
    "sg": NS,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dctype": "http://purl.org/dc/dcmitype/",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "np": "http://www.nanopub.org/nschema#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Declares every prefix of the table: what stands before a query of our own.
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


class Kind(StrEnum):
    """What a format can hold."""

    GRAPH = "graph"
    DATASET = "dataset"
    RESULTS = "results"
    TABLE = "table"
    PAGE = "page"
    CITATION = "citation"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """One way of writing an answer.

    `key` is also the file suffix; `aliases` are further media types that mean
    the same; `names` are further short names that a request may give it (docs/http.md);
    `kinds` says what it can hold.
    """

    key: str
    media_type: str
    label: str
    kinds: frozenset[Kind]
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header: with a charset where the type takes one."""
        if self.media_type.startswith("text/"):
            return f"{self.media_type}; charset=utf-8"
        return self.media_type


def _format(
    key: str,
    media_type: str,
    label: str,
    *kinds: Kind,
    aliases: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
) -> Format:
    return Format(key, media_type, label, frozenset(kinds), aliases, names)


_G, _D, _R, _T, _P = Kind.GRAPH, Kind.DATASET, Kind.RESULTS, Kind.TABLE, Kind.PAGE
_C = Kind.CITATION
_JSON, _XML = "application/json", ("application/xml", "text/xml")

# In order of preference where a client has none.
_ROWS = (
    _format("html", "text/html", "HTML page", _P, aliases=("application/xhtml+xml",)),
    _format(
        "ttl",
        "text/turtle",
        "Turtle",
        _G,
        aliases=("application/x-turtle", "application/turtle"),
        names=("turtle",),
    ),
    _format(
        "jsonld",
        "application/ld+json",
        "JSON-LD",
        _G,
        _D,
        aliases=(_JSON,),
        names=("json-ld", "json"),
    ),
    _format("nt", "application/n-triples", "N-Triples", _G, names=("ntriples", "n-triples")),
    _format(
        "rdf",
        "application/rdf+xml",
        "RDF/XML",
        _G,
        aliases=_XML,
        names=("rdfxml", "rdf+xml", "rdf/xml", "xml"),
    ),
    _format("trig", "application/trig", "TriG", _G, _D, aliases=("application/x-trig",)),
    _format(
        "nq",
        "application/n-quads",
        "N-Quads",
        _G,
        _D,
        aliases=("text/x-nquads",),
        names=("nquads", "n-quads"),
    ),
    # Turtle for parsers of Notation3, which know "@prefix" and not "PREFIX".
    _format("n3", "text/n3", "Notation3", _G, aliases=("text/rdf+n3",)),
    _format(
        "srj",
        "application/sparql-results+json",
        "SPARQL results in JSON",
        _R,
        aliases=(_JSON,),
        names=("json",),
    ),
    _format(
        "srx",
        "application/sparql-results+xml",
        "SPARQL results in XML",
        _R,
        aliases=_XML,
        names=("xml",),
    ),
    _format("csv", "text/csv", "CSV table", _R, _T),
    _format("tsv", "text/tab-separated-values", "TSV table", _R),
    _format("txt", "text/plain", "plain text", _P),
    _format("bib", "application/x-bibtex", "BibTeX", _C, aliases=("text/x-bibtex",)),
    _format("ris", "application/x-research-info-systems", "RIS", _C),
    _format("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON", _C),
    _format("svg", "image/svg+xml", "SVG drawing", Kind.IMAGE),
)
FORMATS: dict[str, Format] = {row.key: row for row in _ROWS}

# What is no way of writing RDF, so in no list of formats on offer.
JSON = _format("json", _JSON, "JSON", _P)
PROBLEM = _format(
    "problem",
    "application/problem+json",
    "problem document",
    _P,
    aliases=(_JSON, "application/ld+json", "application/sparql-results+json"),
    names=("json",),
)
SUGGESTIONS = _format("suggestions", "application/x-suggestions+json", "OpenSearch suggestions", _P)
OPENSEARCH = _format("opensearch", "application/opensearchdescription+xml", "OpenSearch", _P)
