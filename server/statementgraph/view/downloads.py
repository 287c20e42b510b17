"""The files of a release by format, with what each format is good for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from statementgraph.rdf import FORMATS
from statementgraph.release.packing import plain

# In the order of the page: the easiest to read first.
_GOOD_FOR = {
    "ttl": "To read in a text editor, and for most RDF tools.",
    "jsonld": "For programs that read JSON.",
    "trig": "To read, with each statement's claims and their record in graphs of their own.",
    "nq": "To load into a store, or to compare two releases line by line; keeps the graphs.",
    "nt": "To process line by line.",
    "rdf": "For older tools that read only XML.",
}
_KEEPING = frozenset({"jsonld", "trig", "nq"})
_SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file: `size` in bytes, 0 for unknown; `coding` is its compression, "" for none.

    `sha256` is "" where it is unknown.
    """

    name: str
    coding: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Download:
    """One format with its files, the uncompressed one first.

    `keeps_graphs` says whether the format keeps named graphs; None for files without RDF.
    """

    label: str
    good_for: str
    keeps_graphs: bool | None
    files: tuple[DumpFile, ...]


def downloads(
    names: Iterable[str],
    sizes: Mapping[str, int] | None = None,
    sums: Mapping[str, str] | None = None,
) -> tuple[Download, ...]:
    """Return the files of a release grouped by format; the checksums come last."""
    groups: dict[str, list[DumpFile]] = {}
    for name in sorted(names, key=lambda n: (plain(n)[0], len(n))):
        base, packing = plain(name)
        coding = packing.coding if packing else ""
        file = DumpFile(name, coding, (sizes or {}).get(name, 0), (sums or {}).get(name, ""))
        groups.setdefault(base, []).append(file)
    return tuple(_download(base, tuple(groups[base])) for base in sorted(groups, key=_rank))


def _key(base: str) -> str:
    return base.rpartition(".")[2]


def _rank(base: str) -> tuple[int, str]:
    order, key = list(_GOOD_FOR), _key(base)
    if key in order:
        return order.index(key), base
    return len(order) + (base == _SUMS), base


def _download(base: str, files: tuple[DumpFile, ...]) -> Download:
    key = _key(base)
    known = FORMATS.get(key)
    label = known.label if known else "Checksums" if base == _SUMS else base
    good_for = "To check the other files." if base == _SUMS else _GOOD_FOR.get(key, "")
    return Download(label, good_for, key in _KEEPING if key in _GOOD_FOR else None, files)
