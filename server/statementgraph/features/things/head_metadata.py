"""What the head of a page tells machines: a neutral description, and the record in JSON-LD.

The terms are schema.org's for quotations, works and datasets. None of them says that a claim is
true, and no review of a claim is made.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.features.things.view import ThingPage
from statementgraph.rdf import LICENCE
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, Utterance, clip

_LONGEST = 200
_PEOPLE = {
    "prov:Person": "Person",
    "org:FormalOrganization": "Organization",
    "org:Organization": "Organization",
    "org:OrganizationalCollaboration": "Organization",
}

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Meta:
    """A line for previews, and the JSON-LD; `kind` is an Open Graph type."""

    description: str
    kind: str
    jsonld: Json


def describe(page: ThingPage, reader: Reader, path: str, release: str) -> Meta:
    """Describe the page of a thing at `path` below the base."""
    base = reader.addresses.base
    record: Json = {
        "@type": "CreativeWork",
        "@id": Addresses(base, base.rstrip("/")).document(path, ".html"),
        "name": page.title,
        "description": description(page),
        "version": release,
        "license": LICENCE,
        "isPartOf": {"@type": "Dataset", "@id": f"{base}dataset", "name": labels.SITE, "url": base},
    }
    top: Json = {"@context": "https://schema.org"}
    if page.said:
        parts = [_quotation(reader, page.said, q.iri, q.exact) for q in page.said.quotes]
        record["about"] = {"@id": page.iri}
        record["citation"] = parts[0] if len(parts) == 1 else parts
    elif page.kind == "statement":
        record["about"] = _statement(reader, Ref(page.title, iri=page.iri))
    else:
        record["about"] = {"@id": page.iri, "name": page.title}
    return Meta(description(page), "article" if page.said else "website", {**top, **record})


def description(page: ThingPage) -> str:
    """Say in one line what the page shows; for a claim who said it, when and in which words."""
    said = page.said
    if said is None:
        return clip_line(page.sentence)
    when = f" ({said.day})" if said.day else ""
    exact = f": “{said.quotes[0].exact}”" if said.quotes else ""
    return clip_line(f"{said.speaker.text} {said.verb}{when}{exact}")


def clip_line(text: str) -> str:
    """Put a text on one line and cut it to what a preview shows."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} […]"


def _quotation(reader: Reader, said: Utterance, iri: str, exact: str) -> Json:
    found: Json = {
        "@type": "Quotation",
        "@id": iri,
        "text": clip(exact),
        "creator": _agent(reader, said.speaker),
        "isPartOf": _statement(reader, said.statement),
    }
    return found


def _statement(reader: Reader, ref: Ref) -> Json:
    graph = reader.graph
    node = NamedNode(ref.iri) if ref.iri else None
    found: Json = {"@type": "CreativeWork", "@id": ref.iri, "name": ref.text}
    if node is None:
        return found
    iso, speaker = graph.text(node, "dcterms:issued"), graph.first(node, "prov:wasAttributedTo")
    if iso:
        found["datePublished"] = iso
    if speaker:
        found["author"] = _agent(reader, reader.ref(speaker))
    return found


def _agent(reader: Reader, ref: Ref) -> Json:
    if not ref.iri:
        return {"@type": "Thing", "name": ref.text}
    kind = _PEOPLE.get(reader.kind(NamedNode(ref.iri)), "Thing")
    return {"@type": kind, "@id": ref.iri, "name": ref.text}
