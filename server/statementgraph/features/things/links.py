"""What an answer about a thing says of itself: alternates, licence, profiles."""

from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote

from flask import Response, render_template, request
from pyoxigraph import Literal, NamedNode, Triple

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError
from statementgraph.features.things import alternate_formats, head_metadata
from statementgraph.features.things.profiles import FORMAT_KEYS, SUMMARIES, Profile
from statementgraph.rdf import FORMATS, Format
from statementgraph.view.graph import named_node
from statementgraph.web import rdf_writer, responses
from statementgraph.web.context import app_context, local
from statementgraph.web.responses import Link, ResponseMeta

LICENCE = head_metadata.LICENCE
_ALTR = "http://www.w3.org/ns/dx/connegp/altr#"


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
    return quote(f"{app_context().base}profiles#{profile}", safe="/:#%?&=@!$'()*+,;~")


def profile_keys(profile: Profile) -> tuple[str, ...]:
    """Give the keys of the formats that a profile is written in.

    The page, the table, the citations and the drawing are of the claims profile.
    """
    return FORMAT_KEYS[profile] + (
        ("html", *alternate_formats.keys()) if profile is Profile.CLAIMS else ()
    )


def links(asked: Representation) -> tuple[Link, ...]:
    """Give the `Link` header: every format, the description of the whole, licence, profile."""
    query = "" if asked.profile is Profile.CLAIMS else f"?_profile={asked.profile}"
    address = app_context().addresses.document
    found = [
        Link(address(asked.path, f".{key}") + query, "alternate", FORMATS[key].media_type)
        for key in profile_keys(asked.profile)
    ]
    found.append(Link(local("void"), "describedby", "text/turtle"))
    if not app_context().plain:
        found.append(Link(LICENCE, "license"))
    found.append(Link(profile_iri(asked.profile), "profile"))
    return tuple(found)


def _all(path: str, has: Iterable[Profile]) -> list[tuple[str, Profile, Format]]:
    found = []
    for profile in has:
        query = "" if profile is Profile.CLAIMS else f"?_profile={profile}"
        found += [
            (app_context().addresses.document(path, f".{k}") + query, profile, FORMATS[k])
            for k in profile_keys(profile)
        ]
    return found


def representations(thing: NamedNode, path: str, has: Iterable[Profile]) -> Response:
    """Answer `?_profile=alt`: what representations there are (W3C Content Negotiation by Profile).

    `has` are the profiles that the thing has.

    As a page or, by negotiation, as RDF in the alternate representations vocabulary.
    """
    offers = [FORMATS[k] for k in ("ttl", "nt", "jsonld", "rdf", "html")]
    named = request.args.get("_mediatype", "")
    header = request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, offers) if named else negotiation.choose(header, offers)
    if chosen is None:
        raise NotAcceptableError("The list is not available in that format.")
    card = ResponseMeta(
        chosen.content_type,
        tag=app_context().tag("alt", path, chosen.key, request.script_root),
        vary=("Accept", "Accept-Profile"),
        links=(Link(f"{_ALTR}alt-data-model", "profile"),),
    )
    if chosen.key == "html":
        body = render_template(
            "profiles.html",
            rows=_all(path, has),
            summaries=SUMMARIES,
            path=path,
            address=app_context().addresses.document(path, ""),
        ).encode()
    else:
        body = rdf_writer.write(_triples(thing, _all(path, has)), chosen.key)
    return responses.send(card, body)


def _triples(thing: NamedNode, rows: list[tuple[str, Profile, Format]]) -> list[Triple]:
    found = []
    for address, profile, chosen in rows:
        here = NamedNode(app_context().base + address.removeprefix(request.script_root).lstrip("/"))
        found += [
            Triple(thing, NamedNode(f"{_ALTR}hasRepresentation"), here),
            Triple(here, named_node("rdf:type"), NamedNode(f"{_ALTR}Representation")),
            Triple(here, named_node("dcterms:conformsTo"), NamedNode(profile_iri(profile))),
            Triple(here, NamedNode("http://purl.org/dc/terms/format"), Literal(chosen.media_type)),
        ]
    return found
