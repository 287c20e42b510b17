"""What an answer about a thing says of itself: alternates, licence, profiles."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import quote

from flask import Response, render_template, request
from pyoxigraph import Literal, NamedNode, Triple

from statementgraph.features.things import alternate_formats
from statementgraph.features.things.profiles import FORMAT_KEYS, SUMMARIES, Profile
from statementgraph.rdf import FORMATS, LICENCE, Format
from statementgraph.view.graph import named_node
from statementgraph.web import rdf_writer
from statementgraph.web.context import local, request_context
from statementgraph.web.publishing import publish
from statementgraph.web.representation import choose_representation
from statementgraph.web.responses import Link

_ALTR = "http://www.w3.org/ns/dx/connegp/altr#"
_LIST = tuple(FORMATS[key] for key in ("ttl", "nt", "jsonld", "rdf", "html"))


class Representation(Protocol):
    """A representation of a thing: the path below the base, the format and the profile."""

    @property
    def path(self) -> str:
        """The path below the base."""

    @property
    def format(self) -> Format:
        """The format."""

    @property
    def profile(self) -> Profile:
        """The profile."""


def profile_iri(profile: Profile) -> str:
    """Give the IRI of a profile: an anchor on the page /profiles."""
    return quote(f"{request_context().base}profiles#{profile}", safe="/:#%?&=@!$'()*+,;~")


def profile_keys(profile: Profile) -> tuple[str, ...]:
    """Give the keys of the formats that a profile is written in.

    The page, the table, the citations and the drawing are of the claims profile.
    """
    return FORMAT_KEYS[profile] + (
        ("html", *alternate_formats.keys()) if profile is Profile.CLAIMS else ()
    )


def links(representation: Representation) -> tuple[Link, ...]:
    """Give the `Link` header: every format, the description of the whole, licence, profile.

    JSON-LD has its alternates in a set of links (RFC 9264): PyLD, which looks for one
    `alternate` (JSON-LD 1.1 API, section 9.1), breaks where it finds several.
    """
    path, profile = representation.path, representation.profile
    if representation.format.key == "jsonld":
        target = request_context().addresses.document(path, "/linkset")
        headers = [Link(target, "linkset", "application/linkset+json")]
    else:
        headers = list(alternates(path, profile))
    headers.append(Link(local("void"), "describedby", "text/turtle"))
    if not request_context().plain:
        headers.append(Link(LICENCE, "license"))
    headers.append(Link(profile_iri(representation.profile), "profile"))
    return tuple(headers)


def alternates(path: str, profile: Profile) -> Iterator[Link]:
    """Give a link to each document of a profile about the thing at `path`."""
    query = "" if profile is Profile.CLAIMS else f"?_profile={profile}"
    for key in profile_keys(profile):
        address = request_context().addresses.document(path, f".{key}")
        yield Link(address + query, "alternate", FORMATS[key].media_type)


def _all(path: str, has: Iterable[Profile]) -> list[tuple[str, Profile, Format]]:
    rows = []
    for profile in has:
        query = "" if profile is Profile.CLAIMS else f"?_profile={profile}"
        rows += [
            (request_context().addresses.document(path, f".{k}") + query, profile, FORMATS[k])
            for k in profile_keys(profile)
        ]
    return rows


def representations(thing: NamedNode, path: str, has: Iterable[Profile]) -> Response:
    """Answer `?_profile=alt`: what representations there are (W3C Content Negotiation by Profile).

    `has` are the profiles that the thing has.

    As a page or, by negotiation, as RDF in the alternate representations vocabulary.
    """
    chosen = choose_representation(_LIST, "The list")

    def make() -> bytes:
        rows, context = _all(path, has), request_context()
        if chosen.key != "html":
            return rdf_writer.write(_triples(thing, rows), chosen.key, context.base)
        address = context.addresses.document(path, "")
        return render_template(
            "profiles.html", rows=rows, summaries=SUMMARIES, path=path, address=address
        ).encode()

    return publish(
        chosen.content_type,
        ("alt", path, chosen.key),
        make,
        vary=("Accept", "Accept-Profile"),
        links=(Link(f"{_ALTR}alt-data-model", "profile"),),
    )


def _triples(thing: NamedNode, rows: list[tuple[str, Profile, Format]]) -> list[Triple]:
    triples = []
    for address, profile, chosen in rows:
        node = NamedNode(
            request_context().base + address.removeprefix(request.script_root).lstrip("/")
        )
        triples += [
            Triple(thing, NamedNode(f"{_ALTR}hasRepresentation"), node),
            Triple(node, named_node("rdf:type"), NamedNode(f"{_ALTR}Representation")),
            Triple(node, named_node("dcterms:conformsTo"), NamedNode(profile_iri(profile))),
            Triple(node, NamedNode("http://purl.org/dc/terms/format"), Literal(chosen.media_type)),
        ]
    return triples
