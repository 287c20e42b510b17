"""The register of issued IRIs: what was once minted stays.

`data/issued-iris.txt` holds one IRI a line, relative to the base, in the order
in which they were issued. Lines are only ever added (Cool URIs do not change).
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus import source
from statementgraph.corpus.files import write_atomically
from statementgraph.corpus.findings import Finding
from statementgraph.rdf import NS

FILE = "data/issued-iris.txt"
_GRAPH = re.compile(r"(?:^|/)graph/[^/]+$")


def minted(triples: Iterable[ox.Triple], base: str) -> frozenset[str]:
    """Return the IRIs that `triples` describe under `base`, relative to it.

    Graphs and quotes are not minted: their IRIs follow from the statement's.
    """
    iris = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    return frozenset(
        iri[len(base) :] for iri in iris if iri.startswith(base) and _is_ours(iri, base)
    )


def _is_ours(iri: str, base: str) -> bool:
    path = iri[len(base) :]
    return bool(path) and "#" not in path and iri != NS[:-1] and not _GRAPH.search(path)


def read(root: Path) -> list[str]:
    """Return the register's lines in order; none where there is no register yet.

    Raises UnreadableError where it is not UTF-8 with LF line ends.
    """
    path = root / FILE
    if not path.exists():
        return []
    content = source.decode(source.read_bytes(path, FILE), FILE)
    return [line for line in content.split("\n") if line]


def findings(
    issued: list[str],
    present: frozenset[str],
    base: str,
    slug: str = "SLUG",
    elsewhere: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Report each IRI that vanished from the data, and together those not registered yet.

    `slug` is a statement whose `anchor` registers the new ones; the one that an
    IRI belongs to is taken first. `elsewhere` is described in files that are not
    this root's own.
    """
    lines = {iri: line for line, iri in reversed(list(enumerate(issued, 1)))}
    findings = [
        _vanished(iri, line, base) for iri, line in lines.items() if iri not in present | elsewhere
    ]
    new = sorted(present - set(issued))
    if new:
        more = f" and {len(new) - 1} more" if len(new) > 1 else ""
        message = f"<{new[0]}>{more} not registered as issued."
        own = re.match(r"statement/([^/]+)", new[0])
        mend = f"Run `statementgraph anchor {own[1] if own else slug}`."
        findings.append(Finding(FILE, 0, base + new[0], message, mend, "register"))
    return sorted(findings)


def _vanished(iri: str, line: int, base: str) -> Finding:
    return Finding(
        FILE,
        line,
        base + iri,
        f"<{iri}> was issued, but nothing describes it any more.",
        "Bring it back; to retire it, give it owl:deprecated true and dcterms:isReplacedBy.",
        "register",
    )


def append(root: Path, present: frozenset[str]) -> list[str]:
    """Register what is new, sorted, after the lines that are there; return what was added.

    Raises CannotReadError where the file cannot be written.
    """
    issued = read(root)
    new = sorted(present - set(issued))
    if new:
        write_atomically(root / FILE, "".join(f"{iri}\n" for iri in [*issued, *new]))
    return new
