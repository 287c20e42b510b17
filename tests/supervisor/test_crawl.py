"""Every link that starts at the first page leads somewhere, and no page loads from others."""

import re
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from tests.supervisor.server import UNLIMITED, Server

# What a page loads by itself, as against what a reader may follow.
_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}


@dataclass
class _Seen(HTMLParser):
    """What one page links to: `links` to follow, `loaded` without asking, `ids` to land on."""

    links: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            (self.twice if found["id"] in self.ids else self.ids).add(found["id"])
        if tag == "a" and "href" in found:
            self.links.add(found["href"])
        elif tag == "link" and found.get("rel") not in {"canonical", "alternate", "license"}:
            self.loaded.add(found.get("href", ""))
        elif tag == "link" and found.get("rel") == "alternate":
            self.links.add(found.get("href", ""))
        elif tag in _LOADED and _LOADED[tag] in found:
            self.loaded.add(found[_LOADED[tag]])


@pytest.fixture(scope="module")
def served(shared_server: Callable[..., Server]) -> Server:
    return shared_server(**UNLIMITED)


@pytest.mark.slow
def test_every_link_leads_somewhere(served: Server) -> None:
    pages: dict[str, _Seen] = {}
    wrong: list[str] = []
    waiting, known = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = served.get(path, accept="text/html")
        if answer.status != 200:
            wrong.append(f"{path}: {answer.status}")
            continue
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        seen = pages[path] = _Seen()
        seen.feed(answer.body.decode())
        wrong += [f"{path}: loads {url}" for url in seen.loaded if not _ours(served, url)]
        wrong += [f"{path}: the id {name} stands twice" for name in seen.twice]
        for link in seen.links:
            there = _local(served, path, link)
            if there and _alike(there) not in known:
                known.add(_alike(there))
                waiting.append(there)
    wrong += list(_lost(served, pages))
    assert not wrong, f"{len(wrong)}: " + "\n".join(
        line[:60] + " … " + line[-60:] for line in wrong[:40]
    )
    assert len(pages) > 250


def _ours(server: Server, url: str) -> bool:
    parts = urllib.parse.urlsplit(urllib.parse.urljoin(server.url, url))
    return parts.scheme == "data" or server.url.startswith(f"{parts.scheme}://{parts.netloc}/")


def _local(server: Server, path: str, link: str) -> str:
    """Give the path and query that a link leads to on this server, "" for another host."""
    whole = urllib.parse.urljoin(server.url + path.lstrip("/"), link)
    if not _ours(server, whole):
        return ""
    parts = urllib.parse.urlsplit(whole)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _alike(path: str) -> str:
    """Give what stands for a link: the data of one thing are asked for once for each kind.

    Every page is asked for; that each format of each thing can be had is tested elsewhere.
    """
    where, _, parameters = path.partition("?")
    suffix = re.search(r"\.(?!html$)[a-z]+[a-z.]*$", where)
    if not suffix or "/dumps/" in where:
        return path
    kind = where.split("/")[1]
    return f"{kind} {suffix[0]} {parameters}"


def _lost(server: Server, pages: dict[str, _Seen]) -> Iterator[str]:
    """Yield the links to a place in a page that the page does not have."""
    for path, seen in pages.items():
        for link in seen.links:
            place = urllib.parse.unquote(link.partition("#")[2])
            target = pages.get(_local(server, path, link))
            if place and target and place not in target.ids:
                yield f"{path}: no {link}"
