"""The state of the application and of the request in hand: what every route needs."""

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import quote, unquote_to_bytes
from wsgiref.types import WSGIEnvironment

from flask import request

from statementgraph.errors import CannotReadError
from statementgraph.negotiation import FORMAT_PARAMETERS
from statementgraph.rdf import Format
from statementgraph.sandbox.client import Validator
from statementgraph.settings import Settings
from statementgraph.sparql import Engine, Gone, QueryRequest, QueryResult
from statementgraph.version import __version__
from statementgraph.view.addresses import Addresses
from statementgraph.web.clients import Client, Clients
from statementgraph.web.limits import Limits
from statementgraph.web.log import Log
from statementgraph.web.metrics import Metrics
from statementgraph.web.readiness import Readiness
from statementgraph.web.response_cache import ResponseCache

# Where the context is in the environ of its request.
REQUEST_CONTEXT = "statementgraph.context"


class Release(Protocol):
    """The published release: its id, its numbers and its dumps (file name to path)."""

    @property
    def id(self) -> str:
        """The release id, 12 hex digits."""

    @property
    def path(self) -> Path:
        """The folder of the release."""

    @property
    def meta(self) -> Mapping[str, object]:
        """What `meta.json` holds: counts, base, statements."""

    @property
    def dumps(self) -> Mapping[str, Path]:
        """The dump files by name, such as `all.ttl.gz`."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """What lives as long as the web process.

    `releases` is the release served; where it has a `now`, that is the release of this moment.
    """

    settings: Settings
    engine: Engine
    releases: Release
    clients: Clients
    limits: Limits
    cache: ResponseCache
    metrics: Metrics
    log: Log
    validator: Validator | None = None
    readiness: Readiness = field(default_factory=Readiness)

    def release(self) -> Release | None:
        """Give the release to begin a request with; None where none is published."""
        try:
            release: Release = getattr(self.releases, "now", self.releases)
        except CannotReadError:
            return None
        return release


class ReleaseBoundEngine:
    """The engine during one request: notices an answer of another release than `release`.

    While releases are swapped, workers of both answer. `gone` stops the query of a
    client that hung up; `client` says whose share a limited query is of.
    """

    def __init__(self, app: AppContext, release: str, gone: Gone | None, client: str) -> None:
        self._app = app
        self._gone = gone
        self._client = client
        self.release = release
        self.mixed = False

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        """Answer `ask`; see `Engine.run`."""
        return self._seen(self._app.engine.run(ask, gone or self._gone))

    def run_limited(self, ask: QueryRequest) -> QueryResult:
        """Answer a query that the client wrote, within its share of the query processes.

        Raises TooManyRequestsError and what `Engine.run` raises.
        """
        app = self._app
        return self._seen(app.limits.run(app.engine, ask, self._client, self._gone))

    def _seen(self, result: QueryResult) -> QueryResult:
        self.mixed = self.mixed or result.release != self.release
        return result


class RequestContext:
    """The whole state of one request; its release is taken once and stays.

    `route` is a rule, never an address as it was sent. `query` is the hash of a query.
    `status`, `sent`, `cached` and `cut` tell of the answer: how many bytes went out, whether
    they came from the cache, why they ended early. `error_format` is the format that was
    chosen for the answer, if any: an error answers in it. `accept_post` is what a POST may hold.
    `cacheable` says whether keeping the answer saves work: not for a file that is read as it is.
    """

    def __init__(self, app: AppContext, environ: WSGIEnvironment) -> None:
        self.app = app
        self.environ = environ
        self.client: Client = app.clients.of(environ)
        self.started = time.perf_counter()
        self.route = "none"
        self.query = ""
        self.status = 0
        self.sent = 0
        self.cached = False
        self.cut = ""
        self.error_format: Format | None = None
        self.accept_post = ""
        self.cacheable = True
        self.named_formats: tuple[str, ...] | None = None
        self._id = ""
        self._root: str = environ.get("SCRIPT_NAME", "")
        self._release = app.release()
        self._engine: ReleaseBoundEngine | None = None
        if self._release is not None:
            gone = environ.get("waitress.client_disconnected")
            self._engine = ReleaseBoundEngine(app, self._release.id, gone, self.client.key)

    @property
    def id(self) -> str:
        """The id by which the log knows the request; made here, whatever a client sends."""
        self._id = self._id or secrets.token_hex(8)
        return self._id

    @property
    def sent_path(self) -> str:
        """The path below the mount, without its slash, as it was sent: not decoded."""
        return sent_path(self.environ)

    @property
    def release(self) -> Release:
        """The release that the request began with. Raises CannotReadError where there is none."""
        if self._release is None:
            raise CannotReadError("No release is published.")
        return self._release

    @property
    def release_id(self) -> str:
        """The id of the release, "" where none is published."""
        return self._release.id if self._release else ""

    @property
    def engine(self) -> ReleaseBoundEngine:
        """The engine during this request. Raises CannotReadError where no release is published."""
        if self._engine is None:
            raise CannotReadError("No release is published.")
        return self._engine

    @property
    def mixed(self) -> bool:
        """Whether this request got answers of another release than its own."""
        return self._engine is not None and self._engine.mixed

    @property
    def settings(self) -> Settings:
        """The settings of the application."""
        return self.app.settings

    @property
    def base(self) -> str:
        """The IRI all data is minted under; ends with `/`."""
        return self.app.settings.base

    @property
    def plain(self) -> bool:
        """Whether any RDF is served as it is, with no pages of statements."""
        return self.app.settings.plain

    @property
    def addresses(self) -> Addresses:
        """The addresses of this host, below whatever the server is mounted at."""
        return Addresses(self.base, quote(self._root, safe="/"))

    def tag(self, *parts: str) -> str:
        """Make a strong entity tag from the release, this software, the root and `parts`."""
        text = "\0".join((self.release.id, __version__, self.base, self._root, *parts))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def named(self) -> tuple[str, ...]:
        """Give what the request names as its format, in a parameter of the address or its form."""
        if self.named_formats is None:
            args = request.args
            self.named_formats = tuple(
                args[name] for name in FORMAT_PARAMETERS if args.get(name, "")
            )
        return self.named_formats


def sent_path(environ: WSGIEnvironment) -> str:
    """Return the path of a request before it was decoded (RFC 3986, section 2.2).

    WSGI gives it decoded; where the server does not add it as sent, it is encoded again.
    """
    decoded: str = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    whole: str = environ.get("REQUEST_URI", "").partition("?")[0]
    sent = whole if whole.startswith("/") else "/" + whole.partition("://")[2].partition("/")[2]
    if unquote_to_bytes(sent) != decoded.encode("latin-1"):
        sent = quote(decoded, safe="/:@!$&'()*+,;=-._~", encoding="latin-1")
    root: str = environ.get("SCRIPT_NAME", "")
    return sent[len(quote(root, safe="/")) :].removeprefix("/")


def page_number() -> int:
    """Return the page of a list that the address asks for, from 1; 1 where it names none."""
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def request_context() -> RequestContext:
    """Return the context of the request in hand."""
    return cast("RequestContext", request.environ[REQUEST_CONTEXT])


def local(path: str, suffix: str = "") -> str:
    """Turn a path below the base into an address on this host."""
    return request_context().addresses.local(path, suffix)
