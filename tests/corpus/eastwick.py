"""The made-up root folder that the tests change: a copy each time."""

import shutil
from pathlib import Path

from statementgraph.rdf import DEFAULT_BASE as BASE
from tests.paths import FIXTURES

__all__ = ["BASE", "FIXTURE", "SLUG", "Root"]

FIXTURE = FIXTURES / "eastwick"
SLUG = "2001-03-04-northmarsh"


class Root:
    """A copy of the fixture, with its files by short names."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "root"
        shutil.copytree(FIXTURE, self.path)
        self.home = self.path / "data" / "statements" / SLUG
        self.text = self.home / "text-1.txt"
        self.content = self.home / "content.ttl"
        self.reading = self.home / "reading.ttl"
        self.provenance = self.home / "provenance.ttl"
        self.register = self.path / "data" / "issued-iris.txt"
        self.entities = self.path / "data" / "entities" / "eastwick.ttl"

    def edit(self, path: Path, before: str, after: str) -> None:
        """Replace words that must be in the file, once."""
        content = path.read_bytes().decode()
        assert before in content, before
        path.write_bytes(content.replace(before, after, 1).encode())

    def line_of(self, path: Path, words: str) -> int:
        """Return the line on which the words stand first."""
        content = path.read_bytes().decode()
        return content[: content.index(words)].count("\n") + 1
