"""What every route needs: the settings, the engine, the release and the counters."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import quote
from wsgiref.types import WSGIEnvironment

from flask import request

from statementgraph.errors import CannotReadError
from statementgraph.sandbox.validation.client import Validator
from statementgraph.settings import Settings
from statementgraph.sparql import Engine, Gone, QueryRequest, QueryResult
from statementgraph.version import __version__
from statementgraph.view.addresses import Addresses
from statementgraph.web.limits import Limits
from statementgraph.web.metrics import Metrics
from statementgraph.web.readiness import Readiness
from statementgraph.web.services import RequestContext, Services
from statementgraph.web.shelf import Shelf

# Where the site is in the environ of a request.
SITE = "statementgraph.site"


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


class ReleaseBoundEngine:
    """The engine during one request: notices an answer of another release than `release`.

    While releases are swapped, workers of both answer. `gone` stops the query of a
    client that hung up; `client` and `limits` say whose share a limited query is of.
    """

    def __init__(
        self, engine: Engine, release: str, gone: Gone | None, limits: Limits, client: str
    ) -> None:
        self._engine = engine
        self._gone = gone
        self._limits = limits
        self._client = client
        self.release = release
        self.mixed = False

    def run(self, ask: QueryRequest, gone: Gone | None = None) -> QueryResult:
        """Answer `ask`; see `Engine.run`."""
        return self._seen(self._engine.run(ask, gone or self._gone))

    def run_limited(self, ask: QueryRequest) -> QueryResult:
        """Answer a query that the client wrote, within its share of the query processes.

        Raises TooManyRequestsError and what `Engine.run` raises.
        """
        return self._seen(self._limits.run(self._engine, ask, self._client, self._gone))

    def _seen(self, answer: QueryResult) -> QueryResult:
        self.mixed = self.mixed or answer.release != self.release
        return answer


@dataclass(frozen=True, slots=True)
class AppContext:
    """One running site; during a request, with the release that the request began with."""

    settings: Settings
    engine: Engine
    release: Release
    desk: Services
    validator: Validator | None = None
    shelf: Shelf = field(default_factory=Shelf)
    readiness: Readiness = field(default_factory=Readiness)

    def during(self, environ: WSGIEnvironment, note: RequestContext) -> "AppContext":
        """Return the site as it is during one request, which is noted."""
        try:
            release: Release = getattr(self.release, "now", self.release)
            note.release = release.id
        except CannotReadError:
            return self  # none is published; whoever needs it says so
        gone = environ.get("waitress.client_disconnected")
        engine = ReleaseBoundEngine(
            self.engine, note.release, gone, self.desk.limits, note.client.key
        )
        return replace(self, release=release, engine=engine)

    @property
    def watched(self) -> ReleaseBoundEngine:
        """The engine during one request. Raises CannotReadError where no release is published."""
        if not isinstance(self.engine, ReleaseBoundEngine):
            raise CannotReadError("No release is published.")
        return self.engine

    @property
    def metrics(self) -> Metrics:
        """The counters."""
        return self.desk.metrics

    @property
    def mixed(self) -> bool:
        """Whether this request got answers of another release than its own."""
        return isinstance(self.engine, ReleaseBoundEngine) and self.engine.mixed

    def body(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """Give the body under `tag`, made where it is not kept; a mixed one is not kept."""
        found = self.shelf.find(tag)
        if found is None:
            found = make()
            if not self.mixed:
                self.shelf.put(tag, found)
        return found

    @property
    def base(self) -> str:
        """The IRI all data is minted under; ends with `/`."""
        return self.settings.base

    @property
    def plain(self) -> bool:
        """Whether any RDF is served as it is, with no pages of statements."""
        return self.settings.plain

    @property
    def addresses(self) -> Addresses:
        """The addresses of this host, below whatever the server is mounted at."""
        return Addresses(self.base, quote(request.script_root, safe="/"))

    def tag(self, *parts: str) -> str:
        """Make a strong entity tag from the release, this software and what was asked for."""
        text = "\0".join((self.release.id, __version__, self.base, *parts))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def app_context() -> AppContext:
    """Return the site of the request in hand; its release is taken once and stays."""
    return cast("AppContext", request.environ[SITE])


def local(path: str, suffix: str = "") -> str:
    """Turn a path below the base into an address on this host."""
    return app_context().addresses.local(path, suffix)
