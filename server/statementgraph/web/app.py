"""The application factory: everything is built here, importing builds nothing."""

from flask import Flask, Response, request

from statementgraph.engine import Engine
from statementgraph.settings import Settings
from statementgraph.web import errors, responses
from statementgraph.web.routes import BLUEPRINTS
from statementgraph.web.site import EXTENSION, Release, Site, site


def create_app(settings: Settings, engine: Engine, release: Release) -> Flask:
    """Build the application over an engine and a published release.

    With `settings.plain` it serves any RDF as it is: no pages of statements,
    SPARQL's own dataset semantics.
    """
    app = Flask("statementgraph.web", static_folder=None)
    app.config.update(
        PROVIDE_AUTOMATIC_OPTIONS=False,
        MAX_CONTENT_LENGTH=settings.body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.body_bytes,
        MAX_FORM_PARTS=1000,
    )
    # An address is an IRI: "//" is not "/", and nothing is moved about.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = Site(settings, engine, release)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, errors.handle)
    app.after_request(_finish)
    app.context_processor(_shared)
    return app


def _finish(response: Response) -> Response:
    rule = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in responses.METHODS else "other"
    site().metrics.request(rule, method, response.status_code)
    return responses.secure(response)


def _shared() -> dict[str, object]:
    """Give every template what the layout shows."""
    here = site()
    return {
        "root": request.script_root,
        "plain": here.plain,
        "release": here.release.id,
        "base": here.base,
    }
