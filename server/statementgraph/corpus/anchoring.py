"""`anchor`: write provenance.ttl from the exact quotes, and register new IRIs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from statementgraph.corpus import provenance, register
from statementgraph.corpus.files import write_atomically
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.loader import Loaded, load
from statementgraph.corpus.model import Statement
from statementgraph.errors import CannotReadError


@dataclass(frozen=True, slots=True)
class AnchorResult:
    """What `anchor` did, or with `write=False` would do.

    With `findings` nothing was written: they say what to mend first.
    """

    path: Path
    quotes: int
    changed: bool
    issued: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def anchor(root: Path, slug: str, base: str, *, write: bool = True) -> AnchorResult:
    """Compute the selectors of the statement `slug` and write them, if anything changed.

    `issued` of the result are the IRIs not registered yet; `issue` registers them.
    Raises CannotReadError for an unknown slug and UnreadableError for files that
    cannot be read.
    """
    loaded = load(root, base)
    statement = _statement(loaded, slug)
    path = statement.folder / provenance.FILE
    findings = tuple(loaded.obstacles(statement))
    if findings:
        return AnchorResult(path, 0, changed=False, findings=findings)
    text = provenance.turtle(statement, loaded.expected(statement), base)
    computed = loaded.computed.get(slug)
    changed = computed is None or computed.content != text
    if write and changed:
        write_atomically(path, text)
    new = sorted(loaded.minted() - set(register.read(root)))
    return AnchorResult(path, _count(loaded, statement), changed, tuple(new))


def issue(root: Path, iris: Iterable[str]) -> None:
    """Register IRIs as issued: from now on they must stay. Raises CannotReadError."""
    register.append(root, frozenset(iris))


def _statement(loaded: Loaded, slug: str) -> Statement:
    for statement in loaded.statements:
        if statement.slug == slug:
            return statement
    known = ", ".join(s.slug for s in loaded.statements) or "none yet"
    raise CannotReadError(
        f"There is no statement “{slug}” in {loaded.root / 'data' / 'statements'}.",
        hint=f"There is: {known}.",
    )


def _count(loaded: Loaded, statement: Statement) -> int:
    return sum(quote.text in statement.texts for quote in loaded.quotes)
