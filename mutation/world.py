"""Wrong edits of what statements share: things, their names and links, and concepts."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from mutation.graph import LABEL, TYPE, Graph, like, others
from mutation.sources import Mutant, node

_LINKS = ("owl:sameAs", "skos:closeMatch", "skos:exactMatch", "skos:relatedMatch", "rdfs:seeAlso")
_SCHEMES = ("acts", "statuses", "characterisations", "subgroups", "hedges", "relations")


def _things(graph: Graph) -> list[ox.NamedNode]:
    """Return the things that entity files describe."""
    return [
        s
        for s in graph.about
        if isinstance(s, ox.NamedNode)
        and graph.about[s][0][0].startswith("data/entities/")
        and graph.values(s, TYPE)
    ]


def types(graph: Graph) -> Iterator[Mutant]:
    """Type a thing by a characterisation or by a class that is none of ours."""
    genocide = graph.sources.iri("concept/genocide")
    foreign = ox.NamedNode("http://www.wikidata.org/entity/Q41397")
    for thing in _things(graph):
        file = graph.about[thing][0][0]
        yield graph.put("type: a characterisation", file, thing, TYPE, genocide)
        yield graph.put("type: a foreign class", file, thing, TYPE, foreign)
        for _, triple in graph.stated([thing], TYPE):
            yield graph.replaced(
                "type: another",
                file,
                triple,
                node("sem:Event") if triple.object != node("sem:Event") else node("Statement"),
            )


def labels(graph: Graph) -> Iterator[Mutant]:
    """Give a thing a word that judges, or the name of another thing."""
    things = _things(graph)
    stated = list(graph.stated(things, LABEL))
    for file, triple in stated:
        judged = like(triple.object, f"{triple.object.value} (genocide)")
        yield graph.replaced("entity label: judges", file, triple, judged)
        kind = graph.kind(triple.subject)
        alike = [t.object for _, t in stated if graph.kind(t.subject) == kind]
        for value in others(triple.object, alike)[:1]:
            yield graph.replaced("entity label: of another", file, triple, value)
        yield graph.dropped("entity label: dropped", file, triple)


def parts(graph: Graph) -> Iterator[Mutant]:
    """Tie a thing to another whole, place or time, or to none."""
    for name in (
        "org:subOrganizationOf",
        "org:postIn",
        "sem:hasPlace",
        "sem:hasTime",
        "eli:is_part_of",
    ):
        predicate = node(name)
        stated = list(graph.stated(_things(graph), predicate))
        for file, triple in stated:
            kind = graph.kind(triple.object)
            alike = [s for s in _things(graph) if graph.kind(s) == kind and s != triple.subject]
            for value in others(triple.object, alike)[:1]:
                yield graph.replaced(f"{name.rpartition(':')[2]}: another", file, triple, value)
            yield graph.dropped(f"{name.rpartition(':')[2]}: dropped", file, triple)


def points(graph: Graph) -> Iterator[Mutant]:
    """Turn a point round, and move it by two degrees."""
    for file, triple in graph.sources.triples("places.ttl", ".ttl"):
        if triple.predicate != node("geo:asWKT"):
            continue
        match = re.search(r"POINT\s*\((-?[\d.]+) (-?[\d.]+)\)", triple.object.value)
        if match:
            x, y = match.groups()
            turned = like(triple.object, f"POINT({y} {x})")
            moved = like(triple.object, f"POINT({float(x) + 20:.6f} {float(y) - 30:.6f})")
            yield graph.replaced("point: turned round", file, triple, turned)
            yield graph.replaced("point: moved far", file, triple, moved)


def links(graph: Graph) -> Iterator[Mutant]:
    """Change a link, its kind or its source."""
    for name in _LINKS:
        predicate = node(name)
        for file, triple in graph.sources.triples("links.ttl"):
            if triple.predicate != predicate or not isinstance(triple.object, ox.NamedNode):
                continue
            number = re.search(r"\d+$", triple.object.value)
            if number:
                value = triple.object.value[: number.start()] + str(int(number[0]) + 1)
                yield graph.replaced("link: another number", file, triple, ox.NamedNode(value))
            kind = node("owl:sameAs" if name != "owl:sameAs" else "skos:closeMatch")
            other = ox.Triple(triple.subject, kind, triple.object)
            yield Mutant(
                "link: another kind", graph.short(triple.subject), file, (triple,), (other,)
            )
            yield graph.dropped("link: dropped", file, triple)
    for file, triple in graph.sources.triples("links.ttl"):
        if triple.predicate == node("dcterms:source"):
            yield graph.dropped("link source: dropped", file, triple)


def concepts(graph: Graph) -> Iterator[Mutant]:
    """Change what a concept is called and where it belongs."""
    used = {t.object for _, t in graph.sources.triples("content.ttl", "cohorts.ttl")}
    for scheme in _SCHEMES:
        known = [c for c in graph.concepts(scheme) if c in used]
        for name in ("skos:prefLabel", "skos:definition", "skos:inScheme"):
            stated = list(graph.stated(known, node(name)))
            for file, triple in stated:
                if name != "skos:inScheme":
                    for value in others(triple.object, [t.object for _, t in stated])[:1]:
                        kind = f"concept {name.rpartition(':')[2]}: of another"
                        yield graph.replaced(kind, file, triple, value)
                yield graph.dropped(f"concept {name.rpartition(':')[2]}: dropped", file, triple)
