"""What every route needs: the settings, the engine, the release and the counters."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import quote

from flask import current_app, request

from statementgraph import __version__
from statementgraph.engine import Engine
from statementgraph.pages.addresses import Addresses
from statementgraph.settings import Settings
from statementgraph.web.metrics import Metrics
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


@dataclass(frozen=True, slots=True)
class Site:
    """One running site."""

    settings: Settings
    engine: Engine
    release: Release
    metrics: Metrics = field(default_factory=Metrics)
    shelf: Shelf = field(default_factory=Shelf)

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
    """Return the site of the request in hand."""
    return cast("Site", current_app.extensions[EXTENSION])


def local(path: str, suffix: str = "") -> str:
    """Turn a path below the base into an address on this host."""
    return site().addresses.local(path, suffix)
