"""The downloads, in the order in which a reader wants them."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.rdf import FORMATS

# Turtle is the easiest to read; checksums come last.
_ORDER = ("ttl", "jsonld", "trig", "nq", "nt", "rdf")
_KEEPING = frozenset({"jsonld", "trig", "nq"})
_PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Download:
    """One file; `label` names its format and says whether it is compressed.

    `keeps_graphs` says whether its named graphs are kept; None where there are none to keep.
    """

    name: str
    label: str
    packed: bool
    keeps_graphs: bool | None


def downloads(names: Iterable[str]) -> tuple[Download, ...]:
    """Name the files of a release for a reader, and order them."""
    return tuple(_download(name) for name in sorted(names, key=_place))


def _key(name: str) -> str:
    return name.removesuffix(_PACKED).rpartition(".")[2]


def _place(name: str) -> tuple[int, str]:
    key = _key(name)
    if key in _ORDER:
        return _ORDER.index(key), name
    return len(_ORDER) + (name == "SHA256SUMS"), name


def _download(name: str) -> Download:
    key, packed = _key(name), name.endswith(_PACKED)
    known = FORMATS.get(key)
    label = known.label if known else "Checksums" if name == "SHA256SUMS" else name
    keeps = key in _KEEPING if key in _ORDER else None
    return Download(name, f"{label}, compressed" if packed else label, packed, keeps)
