"""The metadata in the head of a page: a neutral description, and JSON-LD in schema.org terms.

The terms are those for quotations, works and datasets. None of them says that a claim is true,
and ClaimReview is not used.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.features.things.dataset_metadata import describe_dataset, summary
from statementgraph.features.things.schema_agents import agents
from statementgraph.features.things.view import ThingPage
from statementgraph.rdf import LICENCE
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader, Ref, Utterance, clip
from statementgraph.view.notices import read_notice

_LONGEST = 200
Json = dict[str, object]

_SCHEMA: Json = {"@context": "https://schema.org"}


@dataclass(frozen=True, slots=True)
class HeadMetadata:
    """The description for previews, the Open Graph type as `kind`, and the JSON-LD."""

    description: str
    kind: str
    jsonld: Json


def describe(page: ThingPage, reader: Reader, path: str, release: str) -> HeadMetadata:
    """Return the metadata of the page of a thing at `path` below the base."""
    if reader.kind(node := NamedNode(page.iri)) == "dcat:Dataset":
        dataset = describe_dataset(reader, node, release)
        return HeadMetadata(preview_line(page), "website", {**_SCHEMA, **dataset})
    base = reader.addresses.base
    record: Json = {
        "@type": "CreativeWork",
        "@id": Addresses(base, base.rstrip("/")).document(path, ".html"),
        "name": page.title,
        "description": preview_line(page),
        "version": release,
        "license": LICENCE,
        "isPartOf": summary(base),
    }
    if page.utterance:
        parts = [_quotation(reader, page.utterance, q.iri, q.exact) for q in page.utterance.quotes]
        record["about"] = {"@id": page.iri}
        record["citation"] = parts[0] if len(parts) == 1 else parts
        if page.utterance.verb != labels.SAID:
            record["disambiguatingDescription"] = page.utterance.verb
    elif page.kind == "statement":
        record["about"] = _statement(reader, Ref(page.title, iri=page.iri))
    else:
        record["about"] = {"@id": page.iri, "name": page.title}
    return HeadMetadata(
        preview_line(page), "article" if page.utterance else "website", {**_SCHEMA, **record}
    )


def preview_line(page: ThingPage) -> str:
    """Return the content of the page in one line; for a claim its speaker, date and words."""
    utterance = page.utterance
    if utterance is None:
        return clip_line(f"{page.notice.text} {page.sentence}")
    when = f" ({utterance.day})" if utterance.day else ""
    # The words that carry it come first: a preview is cut.
    words = f": {' … '.join(f'“{w}”' for w in utterance.words)}" if utterance.words else ""
    holders = ", ".join(ref.text for ref in utterance.holders)
    of = f" (view reported of {holders})" if holders else ""
    said = f"{utterance.speaker_names} {utterance.verb}{of}{when}{words}"
    return clip_line(f"{utterance.notice.text} {said}")


def clip_line(text: str) -> str:
    """Put a text on one line and cut it to the length of a preview."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} […]"


def _quotation(reader: Reader, utterance: Utterance, iri: str, exact: str) -> Json:
    quotation: Json = {
        "@type": "Quotation",
        "@id": iri,
        "text": clip(exact),
        "creator": agents(reader, utterance.speakers or (utterance.speaker,)),
        "isPartOf": _statement(reader, utterance.statement),
    }
    return quotation


def _statement(reader: Reader, ref: Ref) -> Json:
    graph = reader.graph
    node = NamedNode(ref.iri) if ref.iri else None
    work: Json = {"@type": "CreativeWork", "@id": ref.iri, "name": ref.text}
    if node is None:
        return work
    iso, speakers = graph.text(node, "dcterms:issued"), reader.speakers(node)
    if iso:
        work["datePublished"] = iso
    if speakers:
        work["author"] = agents(reader, tuple(ref for ref, _ in speakers))
    if notice := read_notice(graph, node).text:
        work["creativeWorkStatus"] = notice
    return work
