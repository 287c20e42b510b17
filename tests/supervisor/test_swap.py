"""Between two releases: workers of both answer, and nothing is told of the wrong one."""

import itertools
import os
import signal
import urllib.parse
from pathlib import Path

from tests.supervisor.server import children, copy_root, start, until


def test_while_releases_are_swapped_no_tag_stands_for_two_answers(tmp_path: Path) -> None:
    root = copy_root(tmp_path / "root")
    content = root / "data/statements/2024-02-22-aliyeva/content.ttl"
    server = start("--root", str(root), STATEMENTGRAPH_WATCH_SECONDS="0")
    claim = "<statement/2024-02-22-aliyeva/claim/khojaly-genocide>"
    query = "SELECT ?l { %s <http://www.w3.org/2000/01/rdf-schema#label> ?l # %d\n}"
    page = "/statement/2024-02-22-aliyeva/claim/khojaly-genocide.ttl"
    seen: dict[str, set[tuple[str, bytes]]] = {}
    untagged: set[str] = set()

    def look_at(path: str) -> None:
        reply = server.get(path)
        assert reply.status == 200
        if tag := reply.headers["ETag"]:
            seen.setdefault(tag, set()).add((reply.headers["X-Release"], reply.body))
        else:
            untagged.add(reply.headers["X-Release"])

    def look(first: int = 0) -> bool:
        for number in range(first, first + 30):
            look_at(f"/sparql?query={urllib.parse.quote(query % (claim, number))}")
        look_at(page)
        return bool(untagged)

    def look_elsewhere(first: int) -> bool:
        # Else all is asked of the old workers, whose connections are kept.
        for pid in children(old_forkserver):
            os.kill(pid, signal.SIGKILL)
        return look(first)

    try:
        old = server.get("/").headers["X-Release"]
        (old_forkserver,) = server.forkservers()
        words = content.read_text().replace("The name stands", "The name is")
        content.write_text(words)
        server.process.send_signal(signal.SIGHUP)
        # Held here, the new release's workers answer, but it is not published yet.
        until(lambda: len(server.forkservers()) == 2)
        server.process.send_signal(signal.SIGSTOP)
        (new_forkserver,) = set(server.forkservers()) - {old_forkserver}
        until(lambda: len(children(new_forkserver)) == len(children(old_forkserver)))
        look()
        numbers = itertools.count(100, 30)
        until(lambda: look_elsewhere(next(numbers)))
        server.process.send_signal(signal.SIGCONT)
        until(lambda: server.get("/").headers["X-Release"] != old)
        look()
        look()
        new = server.get("/").headers["X-Release"]
        assert untagged >= {new}
        assert {release for answers in seen.values() for release, _ in answers} == {old, new}
        assert all(len(answers) == 1 for answers in seen.values())
        assert "The name is in the title" in server.get(page).body.decode()
    finally:
        server.process.send_signal(signal.SIGCONT)
        assert server.stop() == 0
