"""The application factory: everything is built here, importing builds nothing."""

from pathlib import Path

from flask import Flask, Request, request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import PathConverter

from statementgraph.errors import RequestError
from statementgraph.features.charts.routes import blueprint as charts
from statementgraph.features.compare.routes import blueprint as compare
from statementgraph.features.documents.routes import blueprint as documents
from statementgraph.features.downloads.routes import blueprint as downloads
from statementgraph.features.health.routes import blueprint as health
from statementgraph.features.home.routes import blueprint as home
from statementgraph.features.questions.routes import blueprint as questions
from statementgraph.features.search.routes import blueprint as search
from statementgraph.features.sparql.routes import blueprint as sparql
from statementgraph.features.statement.routes import blueprint as statement
from statementgraph.features.things.routes import blueprint as things
from statementgraph.features.validate.routes import blueprint as validate
from statementgraph.sandbox.client import Validator
from statementgraph.settings import Settings
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.web import errors
from statementgraph.web.clients import Clients
from statementgraph.web.conditional import ConditionalMiddleware
from statementgraph.web.context import AppContext, Release, request_context
from statementgraph.web.limits import Limits
from statementgraph.web.log import Log
from statementgraph.web.metrics import Metrics
from statementgraph.web.middleware import CacheMiddleware, RequestMiddleware
from statementgraph.web.response_cache import ResponseCache

# Things come last: they answer for every address that nothing else has.
_BLUEPRINTS = (
    home,
    charts,
    compare,
    documents,
    downloads,
    health,
    questions,
    search,
    sparql,
    statement,
    validate,
    things,
)


class _PathConverter(PathConverter):
    """Any path: also one whose escapes stand for line breaks, which an IRI may hold."""

    regex = "(?s:[^/].*?)"


class _Request(Request):
    """A request whose parameters are text, or it is refused."""

    @property
    def args(self) -> MultiDict[str, str]:
        """The parameters in the address. Raises RequestError on bytes that are not UTF-8."""
        try:
            return super().args
        except UnicodeDecodeError:
            raise RequestError("The address is not valid UTF-8.") from None


def create_app(
    settings: Settings,
    engine: Engine,
    release: Release,
    counts: Path | None = None,
    validator: Validator | None = None,
) -> Flask:
    """Build the application over an engine and a published release.

    With `settings.plain` it serves any RDF as it is: no pages of statements,
    SPARQL's own dataset semantics. `counts` is the folder where all processes of
    one server keep their counters; without it nothing is logged either.
    Without a `validator` nothing is validated.
    """
    app = Flask("statementgraph.web", static_folder=None, template_folder="templates")
    app.request_class = _Request
    app.config.update(
        PROVIDE_AUTOMATIC_OPTIONS=False,
        MAX_CONTENT_LENGTH=settings.body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.body_bytes,
        MAX_FORM_PARTS=1000,
    )
    # An address is an IRI: "//" is not "/", and nothing is moved about.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    app.url_map.converters["path"] = _PathConverter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    context = AppContext(
        settings,
        engine,
        release,
        Clients(settings),
        Limits(settings, counts),
        ResponseCache(settings.answers_mib * 2**20),
        Metrics(counts),
        # The name of the folder is made anew at each start.
        Log(str(counts).encode(), on=counts is not None and settings.log_requests),
        validator,
    )
    cached = ConditionalMiddleware(CacheMiddleware(app.wsgi_app))
    app.wsgi_app = RequestMiddleware(cached, context)  # type: ignore[method-assign, assignment]
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.before_request(_note_route)
    app.register_error_handler(Exception, errors.handle)
    app.context_processor(_shared)
    return app


def _note_route() -> None:
    """Leave the rule of the address for the count and the log: Flask clears its request."""
    if request.url_rule is not None:
        request_context().route = request.url_rule.rule


def _shared() -> dict[str, object]:
    """Give every template what the layout shows."""
    context = request_context()
    return {
        "root": request.script_root,
        "plain": context.plain,
        "release": context.release.id,
        "base": context.base,
        "canonical": _canonical(context.base),
    }


def _canonical(base: str) -> str:
    """Give the one address that a page is known by: under the base, whatever host answers."""
    # The same page whatever slash stands at the end, and kept under one tag.
    path = request.path.strip("/").removesuffix(".txt")
    return Addresses(base, base.rstrip("/")).document(path, "")
