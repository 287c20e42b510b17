"""Things, their pages and their data: `GET /{path}` for any IRI in the data below the base."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode

from statementgraph import negotiation, sparql
from statementgraph.errors import NotAcceptableError, NotFoundError, RequestError
from statementgraph.features.statement import kinds
from statementgraph.features.statement.view import build_statement
from statementgraph.features.things import alternate_formats, profiles, rdf12
from statementgraph.features.things.links import links, profile_iri, profile_keys, representations
from statementgraph.features.things.profiles import Profile
from statementgraph.features.things.view import build_thing
from statementgraph.rdf import FORMATS, PROLOGUE, Format
from statementgraph.web import errors, rdf_writer, responses
from statementgraph.web.context import app_context
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("things", __name__, template_folder="templates")

_SUFFIXES = ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "html", *alternate_formats.KEYS)
_TEXT = "SELECT ?thing ?value WHERE { ?thing a dctype:Text ; rdf:value ?value }"
_VARY = ("Accept", "Accept-Profile")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One representation that was asked for."""

    thing: NamedNode
    path: str
    format: Format
    profile: Profile
    as_text: bool = False


@blueprint.get("/<path:path>")
def thing(path: str) -> Response:
    """Answer for a thing by redirect, or for one representation of it."""
    stem, chosen, as_text = _cut(path)
    if chosen and (found := _find(stem)):
        errors.ask_in(FORMATS["txt"] if as_text else chosen)
        if request.args.get("_profile") == "alt":
            return representations(found, stem, _profiles(found))
        return _represent(_Asked(found, stem, chosen, _profile(header=False), as_text))
    if as_text and not chosen and (found := _find(stem)) and (text := _text(found, always=True)):
        return text
    if found := _find(path):
        return _negotiate(found, path)
    raise _nothing(FORMATS["txt"] if as_text else chosen)


def _nothing(chosen: Format | None) -> NotFoundError:
    _asked_by_header(chosen)
    return NotFoundError(
        "Nothing in the data has this address.", hint="The first page / lists what there is."
    )


def _asked_by_header(chosen: Format | None) -> None:
    """Let an error answer in the format that the address or the header asks for."""
    if chosen is None:
        named = request.args.get("_mediatype", "")
        offers = [FORMATS[key] for key in (*_SUFFIXES, "txt")]
        header = request.headers.get("Accept", "")
        picked = negotiation.by_name(named, offers) or negotiation.choose(header, offers)
        chosen = picked if named or (picked and negotiation.names(header, picked)) else None
        if chosen is FORMATS["html"] and not named and not negotiation.wants_page(header):
            chosen = None
    if chosen is not None:
        errors.ask_in(chosen)


def _cut(path: str) -> tuple[str, Format | None, bool]:
    """Split a path into the thing's path, the format its suffix names, and whether `.txt`."""
    stem = path.removesuffix(".txt")
    as_text = stem != path
    for key in _SUFFIXES:
        head = stem.removesuffix(f".{key}")
        if head and head != stem:
            return head, FORMATS[key], as_text
    return stem, None, as_text


def _find(path: str) -> NamedNode | None:
    """Find the IRI in the data that a path stands for."""
    app = app_context()
    for iri in app.addresses.candidates(path):
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if profiles.exists(app.engine, node):
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


def _profiles(found: NamedNode) -> tuple[Profile, ...]:
    """Give the profiles that a thing has: only a statement is a nanopublication."""
    statement = profiles.is_statement(app_context().engine, found)
    return tuple(p for p in Profile if statement or p is not Profile.NANOPUB)


def _offers(found: NamedNode, profile: Profile) -> list[Format]:
    """Give the formats of a profile of a thing. Raises NotAcceptableError where there is none."""
    # Only this profile depends on the thing; the others must not cost a query.
    if profile is Profile.NANOPUB and not profiles.is_statement(app_context().engine, found):
        raise NotAcceptableError(
            f"Only a statement has the profile {profile}.", hint="Ask for its statement."
        )
    return [FORMATS[key] for key in profile_keys(profile)]


def _negotiate(found: NamedNode, path: str) -> Response:
    """Redirect from a thing to the representation that fits (RFC 9110 section 15.4.4)."""
    if request.args.get("_profile") == "alt":
        return representations(found, path, _profiles(found))
    profile = _profile()
    named = request.args.get("_mediatype", "")
    header = request.headers.get("Accept", "")
    if not named and "/text/" in path and (text := _text(found)):
        return text
    offers = _offers(found, profile)
    chosen = negotiation.by_name(named, offers) if named else negotiation.choose(header, offers)
    if chosen is None:
        exist = ", ".join(f"{f.media_type} (.{f.key})" for f in offers)
        raise NotAcceptableError("This is not available in that format.", hint=f"There is {exist}.")
    target = app_context().addresses.document(_path_of(found), f".{chosen.key}")
    if profile is not Profile.CLAIMS:
        target += f"?_profile={profile}"
    shown = links(_Asked(found, _path_of(found), chosen, profile))
    return responses.redirect(target, vary=_VARY, links=shown)


def _path_of(found: NamedNode) -> str:
    return app_context().addresses.below(found.value) or ""


def _text(found: NamedNode, *, always: bool = False) -> Response | None:
    """Answer with a frozen text, byte for byte; None where it is no text.

    Unless `always`, a client that does not take plain text is sent on to the description.
    """
    app = app_context()
    rows = sparql.select(app.engine, PROLOGUE + _TEXT, thing=found)
    if not rows or not isinstance(value := rows[0]["value"], Literal):
        return None
    plain = FORMATS["txt"]
    header = request.headers.get("Accept", "")
    if not always and negotiation.choose(header, [plain]) is None:
        return None
    body = value.value.encode()
    card = ResponseMeta(
        plain.content_type,
        tag=hashlib.sha256(body).hexdigest(),
        vary=("Accept",),
        # The licence and the profile are those of our annotations, not of the text.
        links=tuple(
            link
            for link in links(_Asked(found, _path_of(found), plain, Profile.CLAIMS))
            if link.rel not in {"license", "profile"}
        ),
        # The tag is the sha256 of the text, so the bytes go out as they are.
        codings=(),
        extra={"X-Release": app.release.id},
    )
    return responses.send(card, body)


def _represent(asked: _Asked) -> Response:
    """Answer with one representation."""
    app = app_context()
    offers = _offers(asked.thing, asked.profile)
    if asked.format not in offers:
        exist = ", ".join(f.media_type for f in offers)
        raise NotAcceptableError(
            f"The profile {asked.profile} is not available in that format.",
            hint=f"There is {exist}.",
        )
    parts = (asked.path, asked.format.key, asked.profile, str(asked.as_text), request.script_root)
    tag = app.tag("thing", *parts, *sorted(kinds.chosen(request.args.getlist("kind"))))
    shown = FORMATS["txt"] if asked.as_text else asked.format
    card = ResponseMeta(
        shown.content_type, tag=tag, links=links(asked), extra={"X-Release": app.release.id}
    )
    if known := responses.held(card):
        return known
    return responses.send(card, app.body(tag, lambda: _body(asked)))


def _body(asked: _Asked) -> bytes:
    key = asked.format.key
    if key == "html":
        return _page(asked)
    return (
        alternate_formats.write(asked.thing, key) if key in alternate_formats.KEYS else _data(asked)
    )


def _data(asked: _Asked) -> bytes:
    app = app_context()
    key = asked.format.key
    if asked.profile is Profile.NANOPUB:
        return rdf_writer.write(profiles.nanopublication(app.engine, asked.thing), key)
    document = profiles.load_document(app.engine, asked.thing, asked.profile)
    if asked.profile is Profile.RDF12:
        return rdf_writer.write(rdf12.with_reifiers(document.graph), key)
    if key == "jsonld":
        return rdf_writer.write_jsonld(document.graph, asked.thing, document.kind, app.release.path)
    if key in {"nq", "trig"}:
        return rdf_writer.write(profiles.quads(app.engine, document), key)
    return rdf_writer.write(document.graph.triples, key)


def _page(asked: _Asked) -> bytes:
    app = app_context()
    document = profiles.load_document(app.engine, asked.thing, Profile.CLAIMS)
    offers = [FORMATS[key] for key in profiles.FORMAT_KEYS[Profile.CLAIMS]]
    common = {"path": asked.path, "formats": offers}
    common["address"] = app.addresses.document(asked.path, "")
    if document.kind == "statement" and not app.plain:
        wanted = request.args.getlist("kind")
        page = build_statement(app.engine, app.addresses, document, wanted)
        beside = alternate_formats.beside(page.thing, document, asked.path)
        return render_template(
            "statement.html", page=page, thing=page.thing, **common, **beside
        ).encode()
    shown = build_thing(app.engine, app.addresses, document)
    beside = alternate_formats.beside(shown, document, asked.path)
    return render_template("thing.html", thing=shown, **common, **beside).encode()
