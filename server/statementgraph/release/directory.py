"""A built release as the server reads it: one folder, never changed once it has its name.

    <home>/current                 symbolic link to the release served now
    <home>/<id>/meta.json          what is in it: numbers, statements, checksums
    <home>/<id>/data.nq            all quads, sorted
    <home>/<id>/dumps/             all.ttl, all.ttl.gz, …, SHA256SUMS
    <home>/<id>/texts/<slug>/text-1.txt
    <home>/<id>/ontology.ttl, shapes.ttl, context.jsonld
    <home>/<id>/search.sqlite      the search index: see `search_index`

The id is 12 hex digits: see `store`. A release of plain RDF has only the first two files.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from statementgraph.errors import CannotReadError
from statementgraph.settings import Settings

CURRENT = "current"
META = "meta.json"
DATA = "data.nq"
DUMPS = "dumps"
SUMS = "SHA256SUMS"
ONTOLOGY = "ontology.ttl"
SHAPES = "shapes.ttl"
CONTEXT = "context.jsonld"


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A frozen text: `path` is the copy, byte for byte; `characters` are code points."""

    iri: str
    path: Path
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement in a release; `issued` is its date as the data has it, "" where it has none."""

    slug: str
    iri: str
    label: str
    issued: str
    texts: tuple[TextEntry, ...]


@dataclass(frozen=True, slots=True)
class ReleaseDir:
    """A read-only view of one release; `dumps` and `texts` by file name and by IRI."""

    id: str
    path: Path
    meta: Mapping[str, Any]
    dumps: dict[str, Path]
    statements: tuple[StatementEntry, ...]
    texts: dict[str, TextEntry]

    @classmethod
    def open(cls, path: Path) -> "ReleaseDir":
        """Read `meta.json` and nothing else. Raises CannotReadError."""
        try:
            meta: dict[str, Any] = json.loads((path / META).read_bytes())
            statements = tuple(_statement(path, entry) for entry in meta["statements"])
            prefix = f"{DUMPS}/"
            dumps = {
                name.removeprefix(prefix): path / name
                for name in meta["files"]
                if name.startswith(prefix)
            }
            texts = {text.iri: text for entry in statements for text in entry.texts}
            return cls(str(meta["release"]), path, meta, dumps, statements, texts)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CannotReadError(
                f"The release in {path} cannot be read.",
                hint="Remove the folder: it is built anew.",
            ) from error

    @property
    def base(self) -> str:
        """The IRI all data is minted under."""
        return str(self.meta["base"])

    @property
    def plain(self) -> bool:
        """Whether any RDF is served as it is, with no catalogue and no statements."""
        return bool(self.meta["plain"])

    @property
    def counts(self) -> Mapping[str, Any]:
        """`quads`; `triples` (of the union); `graphs`: triples of each named graph by its IRI."""
        counts: Mapping[str, Any] = self.meta["counts"]
        return counts

    @property
    def checksums(self) -> dict[str, str]:
        """The sha256 of every file by its path in the release, `meta.json` aside."""
        return {name: entry["sha256"] for name, entry in self.meta["files"].items()}

    @property
    def data(self) -> Path:
        """All quads in N-Quads."""
        return self.path / DATA

    @property
    def ontology(self) -> Path:
        """The vocabulary in Turtle."""
        return self.path / ONTOLOGY

    @property
    def shapes(self) -> Path:
        """All shapes in one Turtle file."""
        return self.path / SHAPES

    @property
    def context(self) -> Path:
        """The JSON-LD context."""
        return self.path / CONTEXT

    def intact(self) -> bool:
        """Compare every file with its checksum."""
        try:
            return all(
                hashlib.sha256((self.path / name).read_bytes()).hexdigest() == known
                for name, known in self.checksums.items()
            )
        except OSError:
            return False


def _statement(path: Path, entry: Mapping[str, Any]) -> StatementEntry:
    texts = tuple(
        TextEntry(t["iri"], path / t["file"], t["sha256"], t["characters"]) for t in entry["texts"]
    )
    return StatementEntry(entry["slug"], entry["iri"], entry["label"], entry["issued"], texts)


def home(settings: Settings) -> Path:
    """Name the folder for the releases of these data: two sets of data never share a `current`."""
    sources = [str(settings.root), settings.base, *map(str, settings.rdf)]
    key = hashlib.sha256("\0".join(sources).encode("utf-8", "surrogateescape")).hexdigest()
    return settings.cache / "releases" / key[:16]


def current(folder: Path) -> ReleaseDir:
    """Follow `<folder>/current`; cheap enough for every request. Raises CannotReadError."""
    try:
        # Not by Path: every request looks here.
        name = os.readlink(f"{folder}/{CURRENT}").rpartition("/")[2]  # noqa: PTH115
    except OSError as error:
        raise CannotReadError(
            f"No release is published in {folder}.", hint="Run `statementgraph serve`."
        ) from error
    return _opened(folder, name)


@lru_cache(maxsize=8)
def _opened(folder: Path, name: str) -> ReleaseDir:
    # A release never changes under its name, so it is read once.
    return ReleaseDir.open(folder / name)


@dataclass(frozen=True, slots=True)
class CurrentRelease:
    """The release served now: every look follows `current`, so a swap needs no restart.

    Take `now` where several values must come from the same release.
    """

    folder: Path

    @property
    def now(self) -> ReleaseDir:
        """The release that `current` points at. Raises CannotReadError."""
        return current(self.folder)

    @property
    def id(self) -> str:
        """The id of the release served now."""
        return self.now.id

    @property
    def path(self) -> Path:
        """The folder of the release served now."""
        return self.now.path

    @property
    def meta(self) -> Mapping[str, Any]:
        """What `meta.json` holds."""
        return self.now.meta

    @property
    def dumps(self) -> dict[str, Path]:
        """The dump files by name, such as `all.ttl.gz`; with `SHA256SUMS`."""
        return self.now.dumps
