"""`/validate`: a SHACL service; the work is done by limited processes (docs/http.md)."""

import json
import time

from flask import Blueprint, Response, render_template, request
from werkzeug.http import parse_options_header

from statementgraph import negotiation
from statementgraph.errors import (
    MalformedError,
    NotAcceptableError,
    NotFoundError,
    RequestError,
    StatementGraphError,
    UnavailableError,
    UnsupportedMediaTypeError,
)
from statementgraph.rdf import FORMATS, Format
from statementgraph.sandbox.client import Validator
from statementgraph.sandbox.protocol import ValidationRequest, Verdict
from statementgraph.sparql import protocol
from statementgraph.web import errors, responses
from statementgraph.web.context import app_context, local
from statementgraph.web.responses import ResponseMeta
from statementgraph.web.services import request_context

blueprint = Blueprint("validate", __name__, template_folder="templates")

_TAKEN = [FORMATS[k] for k in ("ttl", "nt", "rdf", "jsonld", "trig", "nq")]
_OFFERS = [FORMATS[k] for k in ("ttl", "nt", "jsonld", "rdf", "html", "txt")]
_FORM = "application/x-www-form-urlencoded"
_CHARSETS = {"utf-8", "utf8", "us-ascii"}


@blueprint.get("/validate")
def form() -> Response:
    """Answer with a form."""
    _require_statements()
    named, header = request.args.get("_mediatype", ""), request.headers.get("Accept", "")
    page = [FORMATS["html"]]
    if not (negotiation.by_name(named, page) if named else negotiation.choose(header, page)):
        raise NotAcceptableError("The form is a page.", hint="POST the data to this address.")
    return _page()


@blueprint.post("/validate")
def validate() -> Response:
    """Check the body against the shapes and answer with a report."""
    _require_statements()
    errors.takes((*(f.media_type for f in _TAKEN), _FORM))
    chosen = _chosen()
    body, format_ = b"", _TAKEN[0]
    try:
        body, format_ = _read()
        return _answer(body, format_, chosen)
    except StatementGraphError as error:
        if chosen.key != "html":
            raise
        return _page(error, body, format_)


def _require_statements() -> None:
    if app_context().plain:
        raise NotFoundError("RDF files that are served as they are have no rules to check.")


def _chosen() -> Format:
    named, header = request.args.get("_mediatype", ""), request.headers.get("Accept", "")
    chosen = negotiation.by_name(named, _OFFERS) if named else negotiation.choose(header, _OFFERS)
    if chosen is None:
        exist = ", ".join(f.media_type for f in _OFFERS)
        raise NotAcceptableError(
            "The report is not available in that format.", hint=f"There is {exist}."
        )
    return chosen


def _read() -> tuple[bytes, Format]:
    """Read the RDF and its format. Raises 413 too long, 415 another type, 400 no data."""
    media_type, parameters = parse_options_header(request.headers.get("Content-Type", ""))
    charset = parameters.get("charset", "utf-8").lower()
    coded = request.headers.get("Content-Encoding", "").strip().lower()
    taken = {f.media_type: f for f in _TAKEN}
    if media_type.lower() not in {*taken, _FORM}:
        raise UnsupportedMediaTypeError(
            "The data comes as one of the RDF formats.",
            hint=f"Set the Content-Type header: {', '.join(taken)}.",
        )
    if charset not in _CHARSETS or coded not in {"", "identity"}:
        raise UnsupportedMediaTypeError("The data comes in UTF-8, not packed.")
    body: bytes = request.get_data()
    if media_type.lower() != _FORM:
        return body, taken[media_type.lower()]
    fields = dict(protocol.pairs(body))
    chosen = negotiation.by_name(fields.get("format", "ttl"), _TAKEN)
    if chosen is None or "data" not in fields:
        raise RequestError("The form lacks its data or names a format that is not taken.")
    return fields["data"].encode(), chosen


def _answer(body: bytes, format_: Format, chosen: Format) -> Response:
    validator = app_context().validator
    if validator is None:
        raise UnavailableError("Validation is not available here.", hint="Use a running server.")
    verdict, report = _checked(validator, ValidationRequest(format_.key, chosen.key, body))
    if chosen.key == "html":
        return _page(None, body, format_, verdict, report)
    return responses.send(_card(chosen.content_type, verdict), report)


def _checked(validator: Validator, asked: ValidationRequest) -> tuple[Verdict, bytes]:
    here, gone = app_context(), request.environ.get("waitress.client_disconnected")
    outcome, began = "defect", time.perf_counter()
    try:
        verdict, report = here.desk.limits.validate(
            validator, asked, request_context().client.key, gone
        )
        outcome = "conforms" if verdict.conforms else "findings"
    except StatementGraphError as error:
        outcome = error.reason
        raise
    finally:
        here.metrics.validation(outcome, time.perf_counter() - began)
    return verdict, report


def _card(
    content_type: str, verdict: Verdict | None = None, retry: int | None = None
) -> ResponseMeta:
    extra = {"Retry-After": str(retry)} if retry else {}
    if verdict:
        extra["X-Release"] = verdict.release
        extra["Server-Timing"] = f"validation;dur={verdict.seconds * 1000:.1f}"
    return ResponseMeta(content_type, cache=responses.UNCACHED, vary=("Accept",), extra=extra)


def _page(
    error: StatementGraphError | None = None,
    body: bytes = b"",
    format_: Format = _TAKEN[0],
    verdict: Verdict | None = None,
    report: bytes = b"",
) -> Response:
    """Show the form, with an error or a report where there is one."""
    text = render_template(
        "validate.html",
        address=local("validate"),
        formats=_TAKEN,
        chosen=format_,
        data=body.decode("utf-8", "replace"),
        problem=errors.members(error) if error else None,
        malformed=isinstance(error, MalformedError),
        verdict=verdict,
        found=json.loads(report) if report else None,
        settings=app_context().settings,
    )
    if error:
        app_context().metrics.refused(error.reason)
    card = _card("text/html; charset=utf-8", verdict, getattr(error, "retry_after", None))
    return responses.send(card, text.encode("utf-8", "replace"), error.status if error else 200)
