"""Which cohorts are drawn within which on the page /counts; a cohort is drawn once."""

from statementgraph.features.charts.chart_data import ChartRow, unique

# Cohorts nest this deep on the page; a cohort below starts a tree of its own.
_DEEPEST = 24


def drawn_wholes(iri: str, cohorts: dict[str, list[ChartRow]]) -> list[str]:
    """Return the direct wholes of a cohort: a whole of another of them is left out."""
    stated = _stated_wholes(iri, cohorts)
    return [w for w in stated if not any(w in _ancestors(o, cohorts) for o in stated if o != w)]


def _stated_wholes(iri: str, cohorts: dict[str, list[ChartRow]]) -> list[str]:
    return [w for w in unique(row.text("whole") for row in cohorts[iri]) if w in cohorts]


def _ancestors(iri: str, cohorts: dict[str, list[ChartRow]]) -> set[str]:
    """Return all cohorts that one is part of, directly or not; circles in the data are allowed."""
    seen: set[str] = set()
    waiting = _stated_wholes(iri, cohorts)
    while waiting:
        whole = waiting.pop()
        if whole not in seen:
            seen.add(whole)
            waiting += _stated_wholes(whole, cohorts)
    return seen - {iri}


def drawn_parts(wholes: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the cohorts drawn within each cohort; below `_DEEPEST` a new tree begins."""
    parts: dict[str, list[str]] = {}
    depths: dict[str, int] = {}
    for part, above in wholes.items():
        chain = [part]
        while wholes[chain[-1]] and chain[-1] not in depths and len(chain) <= len(wholes):
            chain.append(wholes[chain[-1]][0])
        for iri in reversed(chain):
            depth = depths.get(wholes[iri][0], 0) + 1 if wholes[iri] else 0
            depths.setdefault(iri, depth % _DEEPEST)
        if above and depths[part]:
            parts.setdefault(above[0], []).append(part)
    return parts
