"""The example queries on the query page: the named queries that come with the package."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "queries"


@dataclass(frozen=True, slots=True)
class Example:
    """A question in plain English and its query."""

    name: str
    summary: str
    text: str


@cache
def load(folder: Path = _FOLDER) -> tuple[Example, ...]:
    """Read the `*.rq` files; a header line `#+ summary:` holds the question."""
    found = []
    for path in sorted(folder.glob("*.rq")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        head = [line[2:].strip() for line in lines if line.startswith("#+")]
        summaries = [h.removeprefix("summary:").strip() for h in head if h.startswith("summary:")]
        text = "".join(line for line in lines if not line.startswith("#+")).strip()
        found.append(Example(path.stem, summaries[0] if summaries else path.stem, text))
    return tuple(found)
