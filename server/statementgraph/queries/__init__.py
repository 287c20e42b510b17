"""The questions that come with the package: one `.rq` file each, with its question in a header.

A header line starts with `#+` and holds `key: value`, as grlc writes it; `summary`
is the question in plain English, `theme` one of `THEMES`. A question can be asked of any
statement: of ours it names concepts alone. What else it names, a header line lists as
`names`. The rest of the file is SPARQL, whose relative IRIs are read against the base
of the data.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# What the questions are about, as headings of their list.
THEMES = ("Calls", "Dates", "Figures", "Institutions", "Names", "Norms", "Places", "The record")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question in plain English, `summary`, its query, and the `theme` it belongs to."""

    name: str
    summary: str
    text: str
    theme: str = ""


def parse(name: str, source: str) -> NamedQuery:
    """Read one file; without a summary, the name stands for it."""
    lines = source.splitlines(keepends=True)
    head = [line[2:].strip() for line in lines if line.startswith("#+")]
    fields = dict(line.split(": ", 1) for line in head if ": " in line)
    text = "".join(line for line in lines if not line.startswith("#+")).strip()
    return NamedQuery(name, fields.get("summary", name), text + "\n", fields.get("theme", ""))


@cache
def load() -> tuple[NamedQuery, ...]:
    """Read all that come with the package, by name."""
    paths = sorted(FOLDER.glob("*.rq"))
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def named(name: str) -> NamedQuery:
    """Give the one with this name; raises KeyError where there is none."""
    by_name = {query.name: query for query in load()}
    return by_name[name]
