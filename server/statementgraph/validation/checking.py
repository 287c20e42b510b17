"""`check`: every rule there is, run over a loaded corpus, and one report."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus
from statementgraph.validation.coverage_check import check_coverage
from statementgraph.validation.graph_check import check_graphs, check_hashes
from statementgraph.validation.literals import ill_typed
from statementgraph.validation.nanopub_check import check_record
from statementgraph.validation.rdflib_terms import graph_of
from statementgraph.validation.report import Report
from statementgraph.validation.review_check import check_reviews
from statementgraph.validation.shacl_results import Result, Term, finding
from statementgraph.validation.shapes import load_shapes, shapes_folder
from statementgraph.validation.words import CHECKS, View

_DEPTH = 5
"""How many nodes without an IRI may lie between a finding and the thing it is about."""

_ANCHORED = frozenset(
    {
        *("S3", "S4", "S5", "S6", "S11", "S17", "S25", "coverage"),
        *("label", "source", "name", "cue", "number", "record", "relation", "pair", "skipped"),
    }
)
"""The rules that a statement without its computed quotes cannot but break."""


@dataclass(slots=True)
class Clock:
    """Measures the steps of a check in seconds, and tells `progress` their names."""

    progress: Callable[[str], None]
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done inside under `name`."""
        self.progress(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start


def check(
    corpus: Corpus, engine: str = "sets", progress: Callable[[str], None] = lambda _: None
) -> Report:
    """Run all checks; `progress` is told each step. `engine` is a name of `shacl.Engine`.

    Raises CannotReadError where the shapes cannot be read.
    """
    clock = Clock(progress)
    findings = [f for stage in stages(corpus, engine, clock) for f in stage]
    return Report(corpus.base, tuple(_ordered(findings, corpus.base)), clock.seconds)


def stages(
    corpus: Corpus, engine: str = "sets", clock: Clock | None = None
) -> Iterator[list[Finding]]:
    """Run the checks one after the other, the shapes last; yield the findings of each."""
    clock = clock or Clock(lambda _: None)
    yield list(corpus.problems)
    with clock.step("store"):
        store = store_of(corpus)
    with clock.step("hashes"):
        frozen = {f.file for f in corpus.problems if f.code == "hash"}
        hashes = [f for f in check_hashes(store, corpus) if f.file not in frozen]
    yield hashes
    with clock.step("literals"):
        literals = list(findings_of(ill_typed(corpus.quads), store, corpus))
    yield literals
    for name, rule in (
        ("coverage", check_coverage),
        ("graphs", check_graphs),
        ("record", check_record),
        ("reviews", check_reviews),
    ):
        with clock.step(name):
            findings = list(rule(store, corpus))
        yield findings
    with clock.step("view"):
        view = View(corpus)
    for name, words in CHECKS.items():
        with clock.step(name):
            findings = list(words(view))
        yield findings
    yield _shapes(store, corpus, engine, clock)


def store_of(corpus: Corpus) -> ox.Store:
    """Put the quads of a corpus into a store of its own, in memory."""
    store = ox.Store()
    store.extend(corpus.quads)
    return store


def findings_of(results: Iterable[Result], store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Give each result its file and line, and blame the subject that points wrongly."""
    for result in results:
        subject = _to_blame(result, store)
        place = corpus.locate(subject.value) if isinstance(subject, ox.NamedNode) else ("", 0)
        yield finding(result, place, subject, corpus.base)


def _shapes(store: ox.Store, corpus: Corpus, engine: str, clock: Clock) -> list[Finding]:
    with clock.step("import pySHACL"):
        from statementgraph.validation import set_queries, shacl  # noqa: PLC0415 - only now needed
    with clock.step("shapes"):
        shapes = load_shapes(shapes_folder(corpus.root))
    with clock.step("copy"):
        data = graph_of(corpus.quads)
    if shacl.Engine(engine) is shacl.Engine.PYSHACL:
        with clock.step("SHACL Core and SPARQL, pySHACL"):
            results = shacl.core(data, shapes.graph)
    else:
        with clock.step("SHACL Core, pySHACL"):
            results = shacl.core(data, shapes.core)
        with clock.step("SHACL-SPARQL, set queries"):
            results += set_queries.run(store, shapes.constraints)
    return list(findings_of(results, store, corpus))


def _to_blame(result: Result, store: ox.Store) -> Term:
    """Name the thing whose description is wrong.

    That is the focus node, or the result's value where that is what points at it
    (rule S14), or what leads to a focus node without an IRI.
    """
    value, node = result.value, result.focus
    if isinstance(value, ox.NamedNode) and result.path and value != node:
        pointing = store.quads_for_pattern(value, None, node, None)
        if next(pointing, None) is not None:
            return value
    for _ in range(_DEPTH):
        if isinstance(node, ox.NamedNode):
            break
        above = next(store.quads_for_pattern(None, None, node, None), None)
        if above is None:
            break
        node = above.subject
    return node


def _ordered(findings: Iterable[Finding], base: str) -> list[Finding]:
    """Sort, drop repeats, and leave out what only follows from quotes not anchored yet."""
    kept = {replace(f, subject=f.subject.removeprefix(base)) for f in findings}
    if any(f.code == "anchor" for f in kept):
        kept = {f for f in kept if f.code not in _ANCHORED and not _asks_for_anchor(f)}
    return sorted(kept)


def _asks_for_anchor(finding: Finding) -> bool:
    return finding.code.startswith("S") and "statementgraph anchor" in finding.mend
