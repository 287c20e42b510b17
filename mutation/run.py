"""Run every mutant against `check`, on several processes, and list what survives."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from mutation import claims, figures, record, wording, world
from mutation.graph import Graph, Kind
from mutation.sources import Mutant, Sources
from statementgraph.corpus.findings import Finding, Severity
from statementgraph.corpus.model import Corpus
from statementgraph.validation.checking import stages

MODULES: tuple[Kind, ...] = (
    *(claims.roles, claims.exchanged_roles, claims.concepts, claims.reported, claims.kinds),
    *(claims.speakers, claims.removed),
    *(figures.numbers, figures.bounds, figures.vague, figures.dates, figures.cohorts),
    *(wording.quotes, wording.clauses, wording.names, wording.labels),
    *(record.title, record.speakers, record.addressees, record.sources, record.twice),
    *(world.types, world.labels, world.parts, world.points, world.links, world.concepts),
)
_COPIES = frozenset({"register"})
"""Codes of findings that a stored copy of the data makes: they are no witness."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: the code of the first finding, or "" where it survived."""

    mutant: Mutant
    code: str


def mutants(sources: Sources, most: int) -> list[Mutant]:
    """List the mutants of a root, at most so many of each kind, spread over the statements."""
    by_kind: defaultdict[str, list[Mutant]] = defaultdict(list)
    graph = Graph(sources)
    for module in MODULES:
        for mutant in module(graph):
            by_kind[mutant.kind].append(mutant)
    return [m for kind in sorted(by_kind) for m in _spread(by_kind[kind], most)]


def _spread(every: Sequence[Mutant], most: int) -> Iterator[Mutant]:
    step = max(1, len(every) / most) if most else 1
    picked = {int(n * step) for n in range(most or len(every))}
    return (every[n] for n in sorted(picked) if n < len(every))


def run(root: Path, most: int, jobs: int) -> list[Outcome]:
    """Check every mutant of a root. Raises RuntimeError where the root itself has findings."""
    sources = Sources(root)
    known = frozenset(map(_key, _violations(sources.edited(None))))
    if known:
        raise RuntimeError(f"{root} has findings of its own: run `statementgraph check` first.")
    every = mutants(sources, most)
    context = get_context("fork")
    _SHARED["sources"] = sources
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        codes = pool.map(_code, every, chunksize=4)
        return [Outcome(mutant, code) for mutant, code in zip(every, codes, strict=True)]


_SHARED: dict[str, Sources] = {}


def _code(mutant: Mutant) -> str:
    try:
        corpus = _SHARED["sources"].edited(mutant)
        return next((f.code or "?" for f in _violations(corpus)), "")
    except Exception as error:
        return f"crash {type(error).__name__}"


def _violations(corpus: Corpus) -> Iterator[Finding]:
    """Yield the findings that make `check` fail, the cheapest stages first."""
    for findings in stages(corpus):
        yield from (
            f for f in findings if f.severity is Severity.VIOLATION and f.code not in _COPIES
        )


def _key(finding: Finding) -> tuple[str, ...]:
    return (finding.code, finding.subject, finding.message)


def table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Write the result: a line for each kind, the survivors, and the whole."""
    every = list(outcomes)
    total, killed = Counter[str](), Counter[str]()
    for outcome in every:
        total[outcome.mutant.kind] += 1
        killed[outcome.mutant.kind] += bool(outcome.code)
    for kind in sorted(total):
        yield f"{killed[kind]:4} of {total[kind]:4}  {kind}"
    for outcome in every:
        if not outcome.code:
            yield f"survived  {outcome.mutant.kind}  {outcome.mutant.what}"
    for outcome in every:
        if outcome.code.startswith("crash"):
            yield f"{outcome.code}  {outcome.mutant.kind}  {outcome.mutant.what}"
    noticed = sum(killed.values())
    share = f"{100 * noticed / max(1, len(every)):.1f} %"
    yield f"{noticed} of {len(every)} wrong edits of {len(total)} kinds noticed: {share}"


def cores() -> int:
    """Return how many processes may run at once."""
    return len(os.sched_getaffinity(0))
