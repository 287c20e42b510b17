"""Who asks: the address of a client, for limits and, shortened, for the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from wsgiref.types import WSGIEnvironment

from statementgraph.settings import Settings

Address = IPv4Address | IPv6Address

# One subscriber's IPv6 network: single addresses in it cost nothing.
_SUBSCRIBER = 64
# What the log shows of an address, in bits.
_SHOWN = {4: 24, 6: 48}
# More proxies than this in a row are not believed.
_HOPS = 16


@dataclass(frozen=True, slots=True)
class Client:
    """A client: `key` tells it from others, `shown` is what may be written down."""

    key: str
    shown: str


NOBODY = Client("", "")


class Clients:
    """Reads the client of a request, by the word of trusted proxies where there are any."""

    def __init__(self, settings: Settings) -> None:
        self._trusted = tuple(ip_network(text, strict=False) for text in settings.trusted_proxies)
        self._header = "HTTP_FORWARDED" if settings.forwarded else "HTTP_X_FORWARDED_FOR"
        self._hops = _forwarded if settings.forwarded else _listed

    def of(self, environ: WSGIEnvironment) -> Client:
        """Return the client: the peer, or the last address that no trusted proxy has.

        What a client itself wrote into the header stands left of that and is not believed.
        """
        peer = environ.get("REMOTE_ADDR", "")
        header = environ.get(self._header, "") if self._trusted else ""
        if not header:
            return _client(peer)
        found = _address(peer)
        for text in self._hops(header):
            if found is None or not any(found in network for network in self._trusted):
                break
            before = _address(text)
            if before is None:
                break
            found = before
        return _client(str(found)) if found else _client(peer)


def _listed(header: str) -> Iterator[str]:
    """Read X-Forwarded-For from the right, the nearest first."""
    yield from (part.strip() for part in reversed(header.split(",")[-_HOPS:]))


def _forwarded(header: str) -> Iterator[str]:
    """Read the `for` of each element of Forwarded from the right (RFC 7239 section 4)."""
    for element in reversed(header.split(",")[-_HOPS:]):
        pairs = (pair.partition("=") for pair in element.split(";"))
        yield next((v.strip().strip('"') for n, _, v in pairs if n.strip().lower() == "for"), "")


def _address(text: str) -> Address | None:
    """Read an address with or without a port; None for anything else."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped
    return found


@lru_cache(maxsize=4096)
def _client(text: str) -> Client:
    found = _address(text)
    if found is None:
        return NOBODY
    key = str(found)
    if found.version == 6:
        key = str(ip_network((int(found), _SUBSCRIBER), strict=False))
    return Client(key, str(ip_network((int(found), _SHOWN[found.version]), strict=False)))
