"""`/validate`: a SHACL service; the work is done by limited processes (docs/http.md)."""

import json
import time

from flask import Blueprint, Response, render_template, request
from werkzeug.http import parse_options_header

from statementgraph import negotiation
from statementgraph.errors import (
    MalformedError,
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
from statementgraph.web.admission import limited
from statementgraph.web.context import local, request_context
from statementgraph.web.representation import choose_representation
from statementgraph.web.responses import ResponseMeta

blueprint = Blueprint("validate", __name__, template_folder="templates")

_TAKEN = [FORMATS[k] for k in ("ttl", "nt", "rdf", "jsonld", "trig", "nq")]
_OFFERS = tuple(FORMATS[k] for k in ("ttl", "nt", "jsonld", "rdf", "html", "txt"))
_FORM = "application/x-www-form-urlencoded"
_CHARSETS = {"utf-8", "utf8", "us-ascii"}


@blueprint.get("/validate")
@limited
def form() -> Response:
    """Answer with a form."""
    _require_statements()
    choose_representation((FORMATS["html"],), "The form")
    return _page()


@blueprint.post("/validate")
@limited
def validate() -> Response:
    """Check the body against the shapes and answer with a report."""
    _require_statements()
    errors.takes((*(f.media_type for f in _TAKEN), _FORM))
    chosen = choose_representation(_OFFERS, "The report")
    body, format_ = b"", _TAKEN[0]
    try:
        body, format_ = _read()
        return _answer(body, format_, chosen)
    except StatementGraphError as error:
        if chosen.key != "html":
            raise
        return _page(error, body, format_)


def _require_statements() -> None:
    if request_context().plain:
        raise NotFoundError("RDF files that are served as they are have no rules to check.")


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
    validator = request_context().app.validator
    if validator is None:
        raise UnavailableError("Validation is not available here.", hint="Use a running server.")
    verdict, report = _checked(validator, ValidationRequest(format_.key, chosen.key, body))
    if chosen.key == "html":
        return _page(None, body, format_, verdict, report)
    return responses.send(_meta(chosen.content_type, verdict), report)


def _checked(validator: Validator, job: ValidationRequest) -> tuple[Verdict, bytes]:
    context, gone = request_context(), request.environ.get("waitress.client_disconnected")
    outcome, began = "defect", time.perf_counter()
    try:
        verdict, report = context.app.limits.validate(validator, job, context.client.key, gone)
        outcome = "conforms" if verdict.conforms else "findings"
    except StatementGraphError as error:
        outcome = error.reason
        raise
    finally:
        context.app.metrics.validation(outcome, time.perf_counter() - began)
    return verdict, report


def _meta(
    content_type: str, verdict: Verdict | None = None, error: StatementGraphError | None = None
) -> ResponseMeta:
    extra = errors.headers(error) if error else {}
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
        settings=request_context().settings,
    )
    if error:
        request_context().app.metrics.refused(error.reason)
    meta = _meta(FORMATS["html"].content_type, verdict, error)
    return responses.send(meta, text.encode("utf-8", "replace"), error.status if error else 200)
