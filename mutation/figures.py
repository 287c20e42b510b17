"""Wrong edits of figures and of dates."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from mutation.graph import Graph, like, others
from mutation.sources import Mutant, node

_NUMBERS = ("value", "lowerBound", "upperBound")


def _swapped_digits(digits: str) -> str:
    return digits[1] + digits[0] + digits[2:] if len(digits) > 1 else digits + "0"


_EDITS: dict[str, Callable[[str], str]] = {
    "one more": lambda v: str(int(float(v)) + 1),
    "digits exchanged": _swapped_digits,
    "ten times": lambda v: f"{v}0" if "." not in v else v.replace(".", ""),
}


def numbers(graph: Graph) -> Iterator[Mutant]:
    """Change a number by a slip of the pen, move it to another claim, or make it a bound."""
    for name in _NUMBERS:
        predicate = node(name)
        stated = list(graph.stated(graph.utterances, predicate))
        for file, triple in stated:
            for what, edit in _EDITS.items():
                new = edit(triple.object.value)
                if new != triple.object.value:
                    yield graph.replaced(f"{name}: {what}", file, triple, like(triple.object, new))
            for value in others(triple.object, [t.object for _, t in stated])[:1]:
                yield graph.replaced(f"{name}: of another claim", file, triple, value)
            yield graph.dropped(f"{name}: dropped", file, triple)
            for other in _NUMBERS:
                if other != name and not graph.values(triple.subject, node(other)):
                    moved = ox.Triple(triple.subject, node(other), triple.object)
                    what = graph.short(triple.subject)
                    yield Mutant(f"{name}: made {other}", what, file, (triple,), (moved,))


def bounds(graph: Graph) -> Iterator[Mutant]:
    """Exchange the bounds of a range, or show it as one of its ends."""
    for file, lower in graph.stated(graph.utterances, node("lowerBound")):
        for _, upper in graph.stated([lower.subject], node("upperBound")):
            value = ox.Triple(lower.subject, node("value"), lower.object)
            what = graph.short(lower.subject)
            yield Mutant("range: shown as its end", what, file, (lower, upper), (value,))
            turned = (
                ox.Triple(lower.subject, lower.predicate, upper.object),
                ox.Triple(lower.subject, upper.predicate, lower.object),
            )
            yield Mutant("range: turned round", what, file, (lower, upper), turned)


def vague(graph: Graph) -> Iterator[Mutant]:
    """Put a number where the words give a vague quantity."""
    for file, triple in graph.stated(graph.utterances, node("vagueQuantity")):
        number = ox.Triple(triple.subject, node("value"), ox.Literal(100))
        what = graph.short(triple.subject)
        yield Mutant("vague quantity: made a number", what, file, (triple,), (number,))


_DATES = (
    "sem:hasEarliestBeginTimeStamp",
    "sem:hasLatestEndTimeStamp",
    "reference",
    "edtf",
    "recursOn",
)


def dates(graph: Graph) -> Iterator[Mutant]:
    """Change a date of a reading, or its rule."""
    for name in _DATES:
        stated = list(graph.stated(graph.readings, node(name)))
        for file, triple in stated:
            for new in _other_dates(triple.object.value):
                kind = f"{name.rpartition(':')[2]}: another"
                yield graph.replaced(kind, file, triple, like(triple.object, new))
            yield graph.dropped(f"{name.rpartition(':')[2]}: dropped", file, triple)
    rules = graph.concepts("time-rules")
    for file, triple in graph.stated(graph.readings, node("rule")):
        for value in others(triple.object, rules)[:2]:
            yield graph.replaced("rule: another", file, triple, value)


def _other_dates(value: str) -> Iterator[str]:
    """Yield near misses of a date: a year later, and a day later where there is a day."""
    year = re.search(r"\d{4,}", value)
    if year:
        later = str(int(year[0]) + 1).zfill(len(year[0]))
        yield value[: year.start()] + later + value[year.end() :]
    day = re.search(r"\d{4}-\d{2}-\d{2}", value)
    if day:
        later = (date.fromisoformat(day[0]) + timedelta(days=1)).isoformat()
        yield value[: day.start()] + later + value[day.end() :]
    elif value.startswith("--"):
        yield value[:-1] + ("1" if value[-1] != "1" else "2")


def cohorts(graph: Graph) -> Iterator[Mutant]:
    """Change what a cohort counts."""
    schemes = {"status": "statuses", "subgroup": "subgroups", "manner": "manners", "unit": "units"}
    schemes["population"] = "populations"
    for name, scheme in schemes.items():
        known = graph.concepts(scheme)
        for file, triple in graph.stated(graph.cohorts, node(name)):
            used = [t.object for _, t in graph.stated(graph.cohorts, node(name))]
            for value in [*others(triple.object, used)[:1], *others(triple.object, known)[:1]]:
                yield graph.replaced(f"cohort {name}: another", file, triple, value)
            yield graph.dropped(f"cohort {name}: dropped", file, triple)
    for name in ("event", "subsetOf"):
        stated = list(graph.stated(graph.cohorts, node(name)))
        alike = graph.typed("sem:Event") if name == "event" else graph.cohorts
        for file, triple in stated:
            for value in [v for v in others(triple.object, alike) if v != triple.subject][:1]:
                yield graph.replaced(f"cohort {name}: another", file, triple, value)
            yield graph.dropped(f"cohort {name}: dropped", file, triple)
    women = graph.sources.iri("concept/women")
    for cohort in graph.cohorts:
        if not graph.values(cohort, node("subgroup")):
            file = graph.about[cohort][0][0]
            yield graph.put("cohort subgroup: one more", file, cohort, node("subgroup"), women)
