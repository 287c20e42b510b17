"""How files are packed: the one table of endings, media types and content codings.

The same bytes always give the same bytes, so that a release can be checked by its checksums.
"""

import gzip
import sys
from collections.abc import Callable
from dataclasses import dataclass

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["PACKINGS", "Packing", "plain", "zstd"]

# Each library's own middle way; more takes five times as long for two per cent.
_GZIP, _ZSTD = 6, 3


@dataclass(frozen=True, slots=True)
class Packing:
    """One way to pack: `suffix` ends the file's name, `coding` is the name HTTP has for it."""

    suffix: str
    coding: str
    media_type: str
    pack: Callable[[bytes], bytes]


def _gzip(body: bytes) -> bytes:
    # Without a time or a name, so that equal data are equal bytes (RFC 1952).
    return gzip.compress(body, _GZIP, mtime=0)


def _zstd(body: bytes) -> bytes:
    return zstd.compress(body, _ZSTD)


PACKINGS = (
    Packing(".gz", "gzip", "application/gzip", _gzip),
    Packing(".zst", "zstd", "application/zstd", _zstd),
)


def plain(name: str) -> tuple[str, Packing | None]:
    """Split the name of a file into that of the unpacked one and its packing, None for none."""
    for packing in PACKINGS:
        if name.endswith(packing.suffix):
            return name.removesuffix(packing.suffix), packing
    return name, None
