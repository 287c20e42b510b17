"""Keeps releases in a folder and puts one of them in place; a crash leaves the old one.

The id of a release is the first 12 hex digits of a sha256 over the base, the
version and code of this software, and the path and sha256 of every file the release
holds besides dumps, catalogue and search index, which follow from them. It is taken over what is
written, not over the source files read once more: those may have changed since.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from statementgraph.errors import CannotReadError
from statementgraph.release import directory as names
from statementgraph.release.directory import ReleaseDir
from statementgraph.version import __version__

ID_DIGITS = 12
# Everything unfinished starts so; whatever starts so may be removed by who holds the lock.
UNFINISHED = ".unfinished-"
_LOCK = ".lock"


@cache
def software() -> str:
    """Hash the code that writes releases: in a checkout it changes without a new version."""
    package = Path(names.__file__).parents[1]
    paths = [
        *(package / name for name in ("quotes.py", "rdf.py", "reading/sentences.py")),
        *(p for f in ("corpus", "release") for p in (package / f).rglob("*.py")),
    ]
    return sha256("".join(sha256(path.read_bytes()) for path in sorted(paths)).encode())


@dataclass
class Draft:
    """A release in memory: `files` by path, and what `meta.json` says besides them."""

    base: str
    plain: bool
    files: dict[str, bytes]
    counts: Mapping[str, Any]
    statements: list[dict[str, Any]] = field(default_factory=list)

    def id(self) -> str:
        """Hash base, version, kind, and the path and hash of every file."""
        parts = [self.base, __version__, software(), "plain" if self.plain else "statements"]
        parts += [f"{sha256(body)} {name}" for name, body in sorted(self.files.items())]
        return sha256("\n".join(parts).encode())[:ID_DIGITS]

    def meta(self, release: str) -> bytes:
        """Write `meta.json`."""
        values = {
            "release": release,
            "base": self.base,
            "software": __version__,
            "plain": self.plain,
            "counts": self.counts,
            "statements": self.statements,
            "files": {
                name: {"bytes": len(body), "sha256": sha256(body)}
                for name, body in sorted(self.files.items())
            },
        }
        return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def keep(
    draft: Draft, target: Path, finish: Callable[[Draft, str], None] | None = None
) -> ReleaseDir:
    """Keep a draft as `<target>/<id>`, or return the release that is there already.

    `finish` adds what follows from the draft and its id; it is called only where
    it is needed. Raises CannotReadError when `target` cannot be written.
    """
    release = draft.id()
    with _locked(target):
        known = _existing(target / release)
        if known is not None:
            return known
        if finish is not None:
            finish(draft, release)
        return _write(draft, target, release)


def publish(target: Path, release: str, keep: int = 3) -> ReleaseDir:
    """Point `current` at a built release in one step; keep the `keep` latest, remove others.

    Raises CannotReadError when there is no such release.
    """
    built = ReleaseDir.open(target / release)
    with _locked(target):
        os.utime(built.path)
        link = target / f"{UNFINISHED}{names.CURRENT}"
        link.unlink(missing_ok=True)
        link.symlink_to(release)
        link.replace(target / names.CURRENT)
        others = [p for p in target.iterdir() if (p / names.META).is_file() and not p.is_symlink()]
        others.sort(key=lambda p: (p.name == release, p.stat().st_mtime_ns), reverse=True)
        for old in others[max(1, keep) :]:
            _discard(old)
    return built


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold the folder alone, free of what a dead build left in it."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        with (target / _LOCK).open("w") as lock:
            # The system gives the lock back when its holder dies.
            fcntl.flock(lock, fcntl.LOCK_EX)
            for path in target.glob(f"{UNFINISHED}*"):
                _remove(path)
            yield
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise CannotReadError(
            f"Releases cannot be kept in {target}: {reason}.",
            hint="Choose another folder with STATEMENTGRAPH_CACHE.",
        ) from error


def _existing(path: Path) -> ReleaseDir | None:
    """Return a release that was built before, if every byte of it is still there."""
    try:
        built = ReleaseDir.open(path)
    except CannotReadError:
        built = None
    if built is not None and built.id == path.name and built.intact():
        return built
    if path.exists():
        _discard(path)
    return None


def _write(draft: Draft, target: Path, release: str) -> ReleaseDir:
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target))
    folder.chmod(0o755)
    for name, body in {**draft.files, names.META: draft.meta(release)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    folder.replace(target / release)
    return ReleaseDir.open(target / release)


def _discard(path: Path) -> None:
    """Take a release away under its name first, so that no half of it is ever seen."""
    away = path.with_name(f"{UNFINISHED}{path.name}")
    path.replace(away)
    _remove(away)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sha256(body: bytes) -> str:
    """Hash bytes; hex digits."""
    return hashlib.sha256(body).hexdigest()
