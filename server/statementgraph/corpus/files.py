"""Writing files so that a crash leaves the old bytes or the new ones."""

import os
import tempfile
from pathlib import Path

from statementgraph.errors import CannotReadError


def write_atomically(path: Path, content: str) -> None:
    """Replace a file in one step: a reader sees the old bytes or the new, never a part.

    Raises CannotReadError where the folder cannot be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> CannotReadError:
    reason = (error.strerror or "unknown reason").lower()
    return CannotReadError(f"{path} cannot be written: {reason}.", hint="Check its permissions.")


def require_folders(root: Path) -> None:
    """Raise CannotReadError where a folder that must be there is not."""
    for name, holds in (
        ("data", "the data"),
        ("data/statements", "a folder for each statement"),
        ("data/entities", "what the statements are about"),
    ):
        if not (root / name).is_dir():
            raise CannotReadError(
                f"There is no folder {root / name}.",
                hint=f"It holds {holds}; name another root with --root or STATEMENTGRAPH_ROOT.",
            )
