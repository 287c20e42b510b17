"""Notices that source files have changed."""

from collections.abc import Iterator
from pathlib import Path

from statementgraph.settings import Settings

_Seen = frozenset[tuple[str, int, int]]


class Watch:
    """Compares the files' times and sizes with those of the last look."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known = self._look()
        self._last = self._known

    def changed(self) -> bool:
        """Return whether files have changed since the last yes, and have come to rest."""
        if not self._settings.watch_seconds:
            return False
        now, before = self._look(), self._last
        self._last = now
        # An editor or a checkout may still be writing: wait until two looks agree.
        if now != before or now == self._known:
            return False
        self._known = now
        return True

    def _look(self) -> _Seen:
        seen = set()
        for path in self._paths():
            try:
                stat = path.stat()
            except OSError:
                continue
            seen.add((str(path), stat.st_mtime_ns, stat.st_size))
        return frozenset(seen)

    def _paths(self) -> Iterator[Path]:
        if self._settings.plain:
            for spec in self._settings.rdf:
                yield Path(spec)
                yield Path(spec.partition("=")[0])
            return
        for name in ("data", "ontology", "shapes"):
            yield from (p for p in (self._settings.root / name).rglob("*") if p.is_file())
