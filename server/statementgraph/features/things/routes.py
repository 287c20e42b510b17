"""Things, their pages and their data: `GET /{path}` for any IRI in the data below the base."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, Quad, Triple

from statementgraph import negotiation, sparql
from statementgraph.errors import NotAcceptableError, NotFoundError, RequestError
from statementgraph.features.things import alternate_formats, pages, profiles, rdf12
from statementgraph.features.things.links import links, profile_iri, profile_keys, representations
from statementgraph.features.things.linkset import SUFFIX, linkset
from statementgraph.features.things.profiles import Document, Profile
from statementgraph.rdf import FORMATS, PROLOGUE, Format
from statementgraph.web import rdf_writer, responses
from statementgraph.web.context import request_context
from statementgraph.web.publishing import publish
from statementgraph.web.representation import choose_representation
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("things", __name__, template_folder="templates")

_SUFFIXES = (*profiles.FORMAT_KEYS[Profile.CLAIMS], "html", *alternate_formats.KEYS)
_ERRORS = tuple(FORMATS[key] for key in (*_SUFFIXES, "txt"))
_TEXT = "SELECT ?thing ?value WHERE { ?thing a dctype:Text ; rdf:value ?value }"
# A client of linked data that takes quads, too, reads the default graph of what it gets.
_QUADS = 0.8
_VARY = ("Accept", "Accept-Profile")


@dataclass(frozen=True, slots=True)
class _Representation:
    """One representation of a thing at `path` below the base."""

    thing: NamedNode
    path: str
    format: Format
    profile: Profile
    as_text: bool = False


@blueprint.get("/<path:path>")
def thing(path: str) -> Response:
    """Answer for a thing, by its address as it was sent: a redirect, or one representation."""
    path = request_context().sent_path
    stem, chosen, as_text = _cut(path)
    _answer_errors_in(FORMATS["txt"] if as_text else chosen)
    if chosen and (node := _find(stem)):
        if request.args.get("_profile") == "alt":
            return representations(node, _path(node), _profiles(node))
        return _represent(
            _Representation(node, _path(node), chosen, _profile(header=False), as_text)
        )
    if as_text and not chosen and (node := _find(stem)) and (text := _text(node, always=True)):
        return text
    if node := _with_query(path) or _find(path):
        return _redirect(node)
    if path.endswith(SUFFIX) and (node := _find(path.removesuffix(SUFFIX))):
        return linkset(node, _path(node))
    if path.endswith("/") and (node := _find(path.rstrip("/"))):
        return responses.redirect(request_context().addresses.href(node.value), 301)
    raise NotFoundError(
        "Nothing in the data has this address.", hint="The first page / lists what there is."
    )


def _answer_errors_in(chosen: Format | None) -> None:
    """Let an error answer in the format that the suffix names, else the request."""
    context, header = request_context(), request.environ.get("HTTP_ACCEPT", "")
    if chosen is None:
        named = context.named()
        chosen = negotiation.representation(named, header, _ERRORS)
        if chosen is None or not (named or negotiation.names(header, chosen)):
            return
        if chosen is FORMATS["html"] and not named and not negotiation.wants_page(header):
            return
    context.error_format = chosen


def _cut(path: str) -> tuple[str, Format | None, bool]:
    """Split a path into the thing's path, the format its suffix names, and whether `.txt`."""
    stem = path.removesuffix(".txt")
    as_text = stem != path
    for key in _SUFFIXES:
        head = stem.removesuffix(f".{key}")
        if head and head != stem:
            return head, FORMATS[key], as_text
    return stem, None, as_text


def _path(node: NamedNode) -> str:
    return request_context().addresses.below(node.value) or ""


def _with_query(path: str) -> NamedNode | None:
    """Find the thing whose IRI has a query, as the address was sent."""
    query = request.environ.get("QUERY_STRING", "")
    return _first((f"{request_context().base}{path}?{query}",)) if query else None


def _find(path: str) -> NamedNode | None:
    """Find the IRI in the data that a path, as it was sent, stands for."""
    return _first(request_context().addresses.named_by(path))


def _first(iris: Iterable[str]) -> NamedNode | None:
    context = request_context()
    for iri in iris:
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if profiles.exists(context.engine, node):
            return node
    return None


def _profile(*, header: bool = True) -> Profile:
    """Read the profile asked for: the query parameter beats the header.

    An address with a suffix names its document, so it does not look at the `header`.
    Raises RequestError on a profile that does not exist.
    """
    named = request.args.get("_profile", "")
    if named:
        try:
            return Profile(named)
        except ValueError:
            raise RequestError(
                "There is no profile of that name.",
                hint=f"There are {', '.join(Profile)} and alt.",
            ) from None
    if not header:
        return Profile.CLAIMS
    offers = {profile_iri(p): p.value for p in Profile}
    chosen = negotiation.profile(request.headers.get("Accept-Profile", ""), offers)
    return Profile(chosen) if chosen else Profile.CLAIMS


def _profiles(node: NamedNode) -> tuple[Profile, ...]:
    """Give the profiles that a thing has: only a statement is a nanopublication."""
    statement = profiles.is_statement(request_context().engine, node)
    return tuple(p for p in Profile if statement or p is not Profile.NANOPUB)


def _offers(node: NamedNode, profile: Profile) -> tuple[Format, ...]:
    """Give the formats of a profile of a thing. Raises NotAcceptableError where there is none."""
    # Only this profile depends on the thing; the others must not cost a query.
    if profile is Profile.NANOPUB and not profiles.is_statement(request_context().engine, node):
        raise NotAcceptableError(
            f"Only a statement has the profile {profile}.", hint="Ask for its statement."
        )
    return tuple(FORMATS[key] for key in profile_keys(profile))


def _redirect(node: NamedNode) -> Response:
    """Redirect from a thing to the representation that fits (RFC 9110 section 15.4.4)."""
    context = request_context()
    path = _path(node)
    if request.args.get("_profile") == "alt":
        return representations(node, path, _profiles(node))
    profile = _profile()
    if not context.named() and "/text/" in path and (text := _text(node)):
        return text
    chosen = choose_representation(_offers(node, profile), quads=_QUADS)
    target = context.addresses.document(path, f".{chosen.key}")
    if profile is not Profile.CLAIMS:
        target += f"?_profile={profile}"
    return responses.redirect(
        target, vary=_VARY, links=links(_Representation(node, path, chosen, profile))
    )


def _text(node: NamedNode, *, always: bool = False) -> Response | None:
    """Answer with a frozen text, byte for byte; None where it is no text.

    Unless `always`, a client that does not take plain text is sent on to the description.
    """
    context, plain = request_context(), FORMATS["txt"]
    rows = sparql.select(context.engine, PROLOGUE + _TEXT, thing=node)
    if not rows or not isinstance(value := rows[0]["value"], Literal):
        return None
    header = request.environ.get("HTTP_ACCEPT", "")
    if not always and negotiation.choose(header, [plain]) is None:
        return None
    body = value.value.encode()
    path = _path(node)
    meta = ResponseMeta(
        plain.content_type,
        tag=hashlib.sha256(body).hexdigest(),
        vary=("Accept",),
        # The licence and the profile are those of our annotations, not of the text.
        links=tuple(
            link
            for link in links(_Representation(node, path, plain, Profile.CLAIMS))
            if link.rel not in {"license", "profile"}
        ),
        # The tag is the sha256 of the text, so the bytes go out as they are.
        codings=(),
        extra={"X-Release": context.release.id},
    )
    return responses.send(meta, body)


def _represent(wanted: _Representation) -> Response:
    """Answer with one representation."""
    offers = _offers(wanted.thing, wanted.profile)
    if wanted.format not in offers:
        exist = ", ".join(f.media_type for f in offers)
        raise NotAcceptableError(
            f"The profile {wanted.profile} is not available in that format.",
            hint=f"There is {exist}.",
        )
    sent_as = FORMATS["txt"] if wanted.as_text else wanted.format
    return publish(
        sent_as.content_type,
        (
            *("thing", wanted.path, wanted.format.key, wanted.profile, str(wanted.as_text)),
            *pages.choices(),
        ),
        lambda: _body(wanted),
        links=links(wanted),
    )


def _body(wanted: _Representation) -> bytes:
    key = wanted.format.key
    if key in alternate_formats.KEYS:
        return alternate_formats.write(wanted.thing, key)
    context = request_context()
    if wanted.profile is Profile.NANOPUB:
        quads = profiles.nanopublication(context.engine, wanted.thing)
        return rdf_writer.write(quads, key, context.base)
    document = profiles.load_document(context.engine, wanted.thing, wanted.profile)
    if key == "html":
        return pages.page(document, wanted.path)
    if key == "jsonld":
        release = context.release.path
        return rdf_writer.write_jsonld(document.graph, wanted.thing, document.kind, release)
    return rdf_writer.write(_triples(document, wanted), key, context.base)


def _triples(document: Document, wanted: _Representation) -> Iterable[Triple | Quad]:
    """Give what a document holds: in a format that names graphs, each triple in its own."""
    if wanted.profile is Profile.RDF12:
        return rdf12.with_reifiers(document.graph)
    if wanted.format.key in {"nq", "trig"}:
        return profiles.quads(request_context().engine, document)
    return document.graph.triples
