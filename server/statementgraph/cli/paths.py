"""How the command line shows paths."""

from pathlib import Path


def shown(path: Path) -> Path:
    """Return the path as seen from the current folder where it is below it, else as it is."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
