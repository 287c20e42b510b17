"""Cohorts: their label says what they count, and parts follow from what they count."""

from collections.abc import Iterator
from itertools import permutations

from statementgraph.corpus.findings import Finding
from statementgraph.reading.words import occurs
from statementgraph.validation.words.matching import holds_all
from statementgraph.validation.words.view import Node, View, sg, shown, term

_PARTS = ("status", "subgroup", "manner", "unit", "population")
_NAMED_BY = ("status", "subgroup", "manner")


def check_cohorts(view: View) -> Iterator[Finding]:
    """Hold each cohort's label and whole against its parts."""
    cohorts = [n for n in view.nodes.values() if term("Cohort") in n.all("rdf:type")]
    for cohort in cohorts:
        for label in cohort.literals("rdfs:label"):
            if (label.language or "en") == "en":
                yield from _label(view, cohort, label.value)
        yield from _event(view, cohort)
    yield from _wholes(view, cohorts)


def _label(view: View, cohort: Node, label: str) -> Iterator[Finding]:
    for name in _NAMED_BY:
        known = view.scheme_of(name)
        unsaid = [c for c in cohort.all(name) if not _says(view, c, label)]
        if name != "status" or len(unsaid) == len(cohort.all(name)):  # one status implies another
            for concept in unsaid:
                yield _finding(
                    view, cohort, f"The label has no word for sg:{name} {sg(concept)}", label
                )
        for concept in known:
            if concept not in cohort.all(name) and _says_plainly(view, concept, label, cohort):
                wrong = f"The label has a word for sg:{name} {sg(concept)}, which it lacks"
                yield _finding(view, cohort, wrong, label)
    yield from _unit(view, cohort, label)
    for population in cohort.all("population"):
        names = view.cues(population, "en")
        if "no further limit" in " ".join(names):
            continue
        if names and not any(holds_all(n, label, "en") for n in names):
            wrong = f"The label does not name its population, {sg(population)}"
            yield _finding(view, cohort, wrong, label)


def _unit(view: View, cohort: Node, label: str) -> Iterator[Finding]:
    """Ask the label for what is counted; persons may be named by their population."""
    units = view.cues(cohort.one("unit"), "en")
    others = [
        c for n in ("subgroup", "population") for i in cohort.all(n) for c in view.cues(i, "en")
    ]
    if sg(cohort.one("unit")) != "person":
        others = []
    if units and not any(occurs(cue, label, "en") for cue in [*units, *others]):
        wrong = f"The label has no word for sg:unit {sg(cohort.one('unit'))}"
        yield _finding(view, cohort, wrong, label)


def _says(view: View, concept: str, label: str) -> bool:
    return any(occurs(cue, label, "en") for cue in view.cues(concept, "en"))


def _says_plainly(view: View, concept: str, label: str, cohort: Node) -> bool:
    """Say whether the label has the concept's own name, outside that of a longer one it has."""
    name = view.node(concept).one("skos:prefLabel")
    longer = [view.node(c).one("skos:prefLabel") for part in _PARTS for c in cohort.all(part)]
    rest = label
    for other in longer:
        if name != other and name in other:
            rest = rest.replace(other, " ")
    return bool(name) and occurs(name, rest, "en")


def _finding(view: View, cohort: Node, wrong: str, label: str) -> Finding:
    mend = "Correct the label, or what the cohort counts."
    return view.finding(cohort.iri, f"{wrong}: {shown(label)}.", mend, "cohort")


def _event(view: View, cohort: Node) -> Iterator[Finding]:
    """Hold the event against the address: cohort/EVENT.WHAT."""
    named = cohort.iri.rsplit("/cohort/", 1)[-1].split(".", 1)[0]
    event = sg(cohort.one("event")) if cohort.one("event") else ""
    known = view.node(f"{view.corpus.base}event/{named}").values
    if "." in cohort.iri and (event or known) and named != event:
        wrong = f"Its address names the event {named}, but sg:event is {event or 'missing'}."
        yield view.finding(cohort.iri, wrong, "Correct sg:event, or the address.", "cohort")


def _wholes(view: View, cohorts: list[Node]) -> Iterator[Finding]:
    """Demand sg:subsetOf where a cohort has all limits of another, of one event, and more."""
    within = {c.iri: _above(view, c) for c in cohorts}
    for part, whole in permutations(cohorts, 2):
        more = _limits(view, part) > _limits(view, whole) and _same(part, whole)
        if more and whole.iri not in within[part.iri]:
            name = shown(whole.one("rdfs:label"))
            wrong = f"It counts some of {name}, but does not say so."
            yield view.finding(part.iri, wrong, "Add sg:subsetOf.", "cohort")
    for cohort in cohorts:
        for iri in cohort.all("subsetOf"):
            whole = view.node(iri)
            if not _limits(view, cohort) >= _limits(view, whole) or not _same(cohort, whole):
                name = shown(whole.one("rdfs:label"))
                wrong = f"It is said to be a part of {name}, but lacks a limit of that one."
                yield view.finding(cohort.iri, wrong, "Correct sg:subsetOf.", "cohort")


def _same(one: Node, other: Node) -> bool:
    return all(one.all(name) == other.all(name) for name in ("event", "unit", "population"))


def _limits(view: View, cohort: Node) -> frozenset[str]:
    """Collect statuses, sub-groups and manners, with the wider ones of each."""
    every = [c for name in _NAMED_BY for c in cohort.all(name)]
    for concept in every:
        every += [b for b in view.node(concept).all("skos:broader") if b not in every]
    return frozenset(every)


def _above(view: View, cohort: Node) -> set[str]:
    above: list[str] = cohort.all("subsetOf")
    for iri in above:
        above += [i for i in view.node(iri).all("subsetOf") if i not in above]
    return set(above)
