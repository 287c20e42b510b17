"""The questions that come with the package: one `.rq` file each, with its question in a header.

A header line starts with `#+` and holds `key: value`, as grlc writes it; `summary`
is the question in plain English, `theme` one of `THEMES`. A question can be asked of any
statement: of ours it names concepts alone. What else it names, a header line lists as
`names`. The rest of the file is SPARQL, whose relative IRIs are read against the base
of the data. `words` are what else a reader may look for it by, and `view` is the page that
draws the same answer.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# What the questions are about, as headings of their list.
THEMES = ("Calls", "Dates", "Figures", "Institutions", "Names", "Norms", "Places", "The record")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question in plain English, `summary`, its query, and the `theme` it belongs to.

    `words` find it beside those of its summary; `view` names the page that draws its answer.
    """

    name: str
    summary: str
    text: str
    theme: str = ""
    words: str = ""
    view: str = ""


def parse(name: str, source: str) -> NamedQuery:
    """Read one file; without a summary, the name stands for it."""
    lines = source.splitlines(keepends=True)
    head = [line[2:].strip() for line in lines if line.startswith("#+")]
    fields = dict(line.split(": ", 1) for line in head if ": " in line)
    text = "".join(line for line in lines if not line.startswith("#+")).strip()
    summary = fields.pop("summary", name)
    more = {key: fields[key] for key in ("theme", "words", "view") if key in fields}
    return NamedQuery(name, summary, f"{text}\n", **more)


@cache
def load() -> tuple[NamedQuery, ...]:
    """Read all that come with the package, by name."""
    paths = sorted(FOLDER.glob("*.rq"))
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def named(name: str) -> NamedQuery:
    """Give the one with this name; raises KeyError where there is none."""
    by_name = {query.name: query for query in load()}
    return by_name[name]


def find(text: str) -> tuple[NamedQuery, ...]:
    """Return the questions that have every word of `text`, or its beginning; in any case."""
    asked = [w.rstrip("s") or w for w in re.findall(r"\w+", text.casefold())]
    found = []
    for query in load():
        has = re.findall(r"\w+", f"{query.summary} {query.theme} {query.words}".casefold())
        if asked and all(any(word.startswith(a) for word in has) for a in asked):
            found.append(query)
    return tuple(found)
