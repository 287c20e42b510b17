"""What every route needs: the settings, the engine, the release and the counters."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import quote

from flask import current_app, g, request

from statementgraph import __version__
from statementgraph.engine import Answer, Ask, Engine, Gone
from statementgraph.errors import CannotReadError
from statementgraph.pages.addresses import Addresses
from statementgraph.settings import Settings
from statementgraph.validator.client import Validator
from statementgraph.web.front import Desk, note
from statementgraph.web.metrics import Metrics
from statementgraph.web.readiness import Readiness
from statementgraph.web.shelf import Shelf

EXTENSION = "statementgraph"


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


class Watched:
    """The engine during one request: notices an answer of another release than `release`.

    While releases are swapped, workers of both answer. `gone` stops the query of a
    client that hung up.
    """

    def __init__(self, engine: Engine, release: str, gone: Gone | None) -> None:
        self._engine = engine
        self._gone = gone
        self.release = release
        self.mixed = False

    def run(self, ask: Ask, gone: Gone | None = None) -> Answer:
        """Answer `ask`; see `Engine.run`."""
        return self._seen(self._engine.run(ask, gone or self._gone))

    def run_limited(self, ask: Ask) -> Answer:
        """Answer a query that the client wrote, within its share of the query processes.

        Raises TooManyRequestsError and what `Engine.run` raises.
        """
        limits, client = site().desk.limits, note().client.key
        return self._seen(limits.run(self._engine, ask, client, self._gone))

    def _seen(self, answer: Answer) -> Answer:
        self.mixed = self.mixed or answer.release != self.release
        return answer


@dataclass(frozen=True, slots=True)
class Site:
    """One running site; during a request, with the release that the request began with."""

    settings: Settings
    engine: Engine
    release: Release
    desk: Desk
    validator: Validator | None = None
    shelf: Shelf = field(default_factory=Shelf)
    readiness: Readiness = field(default_factory=Readiness)

    @property
    def metrics(self) -> Metrics:
        """The counters."""
        return self.desk.metrics

    @property
    def mixed(self) -> bool:
        """Whether this request got answers of another release than its own."""
        return isinstance(self.engine, Watched) and self.engine.mixed

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


def site() -> Site:
    """Return the site of the request in hand; its release is taken once and stays."""
    if "site" not in g:
        g.site = _for_request(cast("Site", current_app.extensions[EXTENSION]))
    return cast("Site", g.site)


def _for_request(whole: Site) -> Site:
    try:
        release: Release = getattr(whole.release, "now", whole.release)
        served = release.id
    except CannotReadError:
        return whole  # none is published; whoever needs it says so
    gone = request.environ.get("waitress.client_disconnected")
    return replace(whole, release=release, engine=Watched(whole.engine, served, gone))


def watched() -> Watched:
    """Return the engine of the request in hand."""
    engine = site().engine
    if not isinstance(engine, Watched):
        raise CannotReadError("No release is published.")
    return engine


def local(path: str, suffix: str = "") -> str:
    """Turn a path below the base into an address on this host."""
    return site().addresses.local(path, suffix)
