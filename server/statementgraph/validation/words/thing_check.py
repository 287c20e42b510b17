"""Things and concepts: their names tell them apart and agree with what is said of them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from statementgraph.corpus.findings import Finding
from statementgraph.reading.dates import dates
from statementgraph.validation.words.matching import content_words
from statementgraph.validation.words.name_index import NameIndex
from statementgraph.validation.words.view import Node, View, shown, term

_POINT = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)")
_EARTH = 6371
FARTHEST = 500
"""From how many kilometres on a place far from all others needs a note that it is meant."""


def check_things(view: View) -> Iterator[Finding]:
    """Hold labels, parts, dates, posts and points of what statements share against each other."""
    yield from _same_words(view)
    yield from _concepts(view)
    yield from _events(view)
    yield from _posts(view)
    yield from _points(view)


def _same_words(view: View) -> Iterator[Finding]:
    """Report two things of one class with one label, and two concepts with one definition."""
    for name in ("rdfs:label", "skos:prefLabel", "skos:definition"):
        seen: dict[tuple[str, str, str], str] = {}
        for node in view.nodes.values():
            if not node.iri.startswith(view.corpus.base) or "#char=" in node.iri:
                continue
            kind = node.one("skos:inScheme") or node.one("rdf:type")
            for literal in node.literals(name):
                key = (kind, literal.language or "", literal.value)
                if key in seen and not node.one("dcterms:isPartOf"):
                    other = seen[key].removeprefix(view.corpus.base)
                    wrong = (
                        f"{name.rpartition(':')[2]} {shown(literal.value)} is that of {other} too."
                    )
                    mend = "Correct it, so that a reader can tell the two apart."
                    yield view.finding(node.iri, wrong, mend, "thing")
                seen.setdefault(key, node.iri)


def _concepts(view: View) -> Iterator[Finding]:
    """Report concepts without a name or a definition, or with two that differ."""
    for concept in view.typed("skos:Concept"):
        for name in ("skos:prefLabel", "skos:definition"):
            if concept.iri.startswith(view.corpus.base) and not concept.all(name):
                wrong = f"The concept has no {name}."
                yield view.finding(concept.iri, wrong, f"Add {name}.", "thing")
        labels, names = (set(concept.literals(n)) for n in ("rdfs:label", "skos:prefLabel"))
        if concept.iri.startswith(view.corpus.base) and labels != names:
            wrong = "Its rdfs:label and its skos:prefLabel differ."
            mend = "Give both the same text: readers of RDFS see one, readers of SKOS the other."
            yield view.finding(concept.iri, wrong, mend, "thing")


def _events(view: View) -> Iterator[Finding]:
    """Hold place and dates of an event against its label, where the label has any."""
    index = NameIndex(view, ("geo:Feature",))
    for event in view.typed("sem:Event"):
        label = event.one("rdfs:label")
        if "“" in label:
            continue
        named = [things for _, things in index.found_in(label, "en")]
        places = {
            p
            for things in named
            for p in things
            if term("geo:Feature") in view.node(p).all("rdf:type")
        }
        given = set(event.all("sem:hasPlace"))
        if (places or given) and places.isdisjoint(given):
            wrong = f"Its place is not the one in its label {shown(label)}."
            yield view.finding(event.iri, wrong, "Correct sem:hasPlace, or the label.", "thing")
        yield from _event_time(view, event, label)
    for period in view.typed("dcterms:PeriodOfTime"):
        yield from _period(view, period)


def _event_time(view: View, event: Node, label: str) -> Iterator[Finding]:
    told = [d.edtf for d in dates(label, "en") if d.edtf]
    period = view.node(event.one("sem:hasTime"))
    due = [d.edtf for d in dates(period.one("rdfs:label"), "en") if d.edtf]
    if told and told != due:
        wrong = f"Its time is not the one in its label {shown(label)}."
        yield view.finding(event.iri, wrong, "Correct sem:hasTime, or the label.", "thing")


def _period(view: View, period: Node) -> Iterator[Finding]:
    told = list(dates(period.one("rdfs:label"), "en"))
    given = (period.one("dcat:startDate"), period.one("dcat:endDate"))
    if told and (told[0].earliest, told[-1].latest) != given:
        wrong = f"Its dates are not those of its label {shown(period.one('rdfs:label'))}."
        yield view.finding(period.iri, wrong, "Correct the dates, or the label.", "thing")


def _posts(view: View) -> Iterator[Finding]:
    """Report posts without an organisation, or in one whose name fits less than another's."""
    organisations = [n.iri for n in view.typed("org:Organization")]
    for post in view.typed("org:Post"):
        mine = _words_of(view, post.iri)
        best = max((len(mine & _words_of(view, o)) for o in organisations), default=0)
        for iri in post.all("org:postIn"):
            if len(mine & _words_of(view, iri)) < best:
                name = shown(view.node(iri).one("rdfs:label"))
                wrong = f"Its name has more in common with another body than with {name}."
                yield view.finding(post.iri, wrong, "Correct org:postIn.", "thing")
        if not post.all("org:postIn"):
            wrong = "The post is in no organisation."
            yield view.finding(post.iri, wrong, "Add org:postIn.", "thing")


def _words_of(view: View, iri: str) -> frozenset[str]:
    return frozenset(w for name in view.names(iri) for w in content_words(name, "en"))


def _points(view: View) -> Iterator[Finding]:
    """Report a place far from every other one that its statements name: most often a slip."""
    points = {
        node.iri: point for node in view.typed("geo:Feature") if (point := _point(view, node))
    }
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for utterance in view.utterances:
        for iri in utterance.all("place"):
            beside[utterance.statement].add(iri)
    for iri, point in points.items():
        together = {p for places in beside.values() if iri in places for p in places} or set(points)
        others = [points[p] for p in together - {iri} if p in points]
        far = len(others) > 1 and min(_distance(point, o) for o in others) > FARTHEST
        if far and not view.node(iri).one("skos:editorialNote"):
            wrong = f"It lies more than {FARTHEST} km from every other place of its statements."
            mend = "Longitude comes first. If it is right, say so in a skos:editorialNote."
            yield view.finding(iri, wrong, mend, "thing")


def _point(view: View, node: Node) -> tuple[float, float] | None:
    for geometry in view.nested(node, "geo:hasGeometry"):
        match = _POINT.search(geometry.one("geo:asWKT"))
        if match:
            return float(match[1]), float(match[2])
    return None


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the way between two points in kilometres, on a sphere (haversine formula)."""
    x1, y1, x2, y2 = map(radians, (*one, *other))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1, half)))
