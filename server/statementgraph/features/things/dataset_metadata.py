"""The dataset in schema.org terms, for search engines of datasets.

They ask for a name, a description of 50 to 5,000 characters, a licence and the files
(developers.google.com, Dataset structured data).
"""

from pyoxigraph import NamedNode

from statementgraph.features.things.schema_agents import agents
from statementgraph.rdf import FORMATS, LICENCE
from statementgraph.release.catalogue import ABOUT, TITLE
from statementgraph.release.packing import PACKINGS
from statementgraph.view.claims import Reader

_LONGEST = 5000

Json = dict[str, object]


def summary(base: str) -> Json:
    """Describe the dataset in short, as what a page is a part of."""
    return {
        "@type": "Dataset",
        "@id": f"{base}dataset",
        "name": TITLE,
        "description": ABOUT,
        "license": LICENCE,
        "url": base,
    }


def describe_dataset(reader: Reader, node: NamedNode, release: str) -> Json:
    """Describe a dataset by what its own triples say."""
    graph, base = reader.graph, reader.addresses.base
    result: Json = {
        **summary(base),
        "@id": node.value,
        "name": graph.label(node),
        "description": graph.text(node, "dcterms:description")[:_LONGEST] or ABOUT,
        "version": release,
        "isAccessibleForFree": True,
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{base}catalogue"},
    }
    days = (("dcterms:issued", "datePublished"), ("dcterms:modified", "dateModified"))
    result |= {name: day for term, name in days if (day := graph.text(node, term))}
    for name in ("creator", "publisher"):
        if refs := reader.refs(node, f"dcterms:{name}"):
            result[name] = agents(reader, refs)
    files = sorted(o.value for o in graph.all(node, "void:dataDump") if isinstance(o, NamedNode))
    result["distribution"] = [_download(iri) for iri in files]
    return result


def _download(iri: str) -> Json:
    """Describe one file; its media type is that of its last suffix."""
    packing = next((p for p in PACKINGS if iri.endswith(p.suffix)), None)
    key = (iri.removesuffix(packing.suffix) if packing else iri).rpartition(".")[2]
    media_type = packing.media_type if packing else FORMATS[key].media_type
    name = f"{FORMATS[key].label}{f', {packing.coding}' if packing else ''}"
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": iri,
        "encodingFormat": media_type,
    }
