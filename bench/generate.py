"""Generates fictional statements in the terms of our own model, as quads."""

import random
from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph.rdf import PREFIXES

BASE = "https://bench.example/"
_SPEAKERS = ["the Ferry Office", "the Harbour Board", "the Lamp Keepers", "the Pilots' House"]
_PLACES = ["Northmarsh", "Eastwick", "Southmoor", "Westholm", "Midbridge"]
_THINGS = ["boats", "lamps", "piers", "bells", "ropes"]
_STANCES = ["asserts", "reports"]


def iri(path: str) -> ox.NamedNode:
    """Name a thing under the base."""
    return ox.NamedNode(BASE + path)


def term(curie: str) -> ox.NamedNode:
    """Read a prefixed name."""
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def text(value: str) -> ox.Literal:
    return ox.Literal(value, language="en")


def statements(count: int) -> Iterator[ox.Quad]:
    """Yield the quads of `count` statements and of what they share; always the same ones."""
    dice = random.Random(1)  # noqa: S311 - repeatable, not secret
    yield from _shared()
    for number in range(count):
        yield from _statement(number, dice)


def _shared() -> Iterator[ox.Quad]:
    graph = iri("graph/entities")
    for number in range(50):
        speaker = f"{_SPEAKERS[number % 4]} of {_PLACES[number % 5]}"
        yield ox.Quad(iri(f"agent/{number}"), term("rdf:type"), term("org:Organization"), graph)
        yield ox.Quad(iri(f"agent/{number}"), term("rdfs:label"), text(speaker), graph)
    for number in range(200):
        cohort = iri(f"cohort/{number}")
        label = f"{_THINGS[number % 5].capitalize()} counted at {_PLACES[number % 7 % 5]}"
        yield ox.Quad(cohort, term("rdf:type"), term("sg:Cohort"), graph)
        yield ox.Quad(cohort, term("rdfs:label"), text(label), graph)
        yield ox.Quad(cohort, term("sg:unit"), iri(f"concept/{_THINGS[number % 5]}"), graph)


def _statement(number: int, dice: random.Random) -> Iterator[ox.Quad]:
    slug = f"statement/{number:04d}"
    statement, graph = iri(slug), iri(f"{slug}/graph/content")
    speaker = iri(f"agent/{dice.randrange(50)}")
    day = f"{dice.randrange(1990, 2024)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
    yield ox.Quad(statement, term("rdf:type"), term("sg:Statement"), graph)
    yield ox.Quad(statement, term("rdfs:label"), text(f"Statement {number} on the piers"), graph)
    yield ox.Quad(
        statement, term("dcterms:issued"), ox.Literal(day, datatype=term("xsd:date")), graph
    )
    yield ox.Quad(statement, term("prov:wasAttributedTo"), speaker, graph)
    for index in range(16):
        yield from _claim(slug, index, speaker, dice)


def _claim(slug: str, index: int, speaker: ox.NamedNode, dice: random.Random) -> Iterator[ox.Quad]:
    claim, graph = iri(f"{slug}/claim/{index}"), iri(f"{slug}/graph/content")
    value, place = dice.randrange(1, 5000), dice.choice(_PLACES)
    words = f"A total of {value} {dice.choice(_THINGS)} were counted at {place}."
    start = index * 80
    quote = iri(f"{slug}/text/1#char={start},{start + len(words)}")
    for predicate, value_term in (
        ("rdf:type", term("sg:CountClaim")),
        ("rdfs:label", text(f"{value} counted at {place}")),
        ("dcterms:isPartOf", iri(slug)),
        ("prov:wasAttributedTo", speaker),
        ("prov:wasDerivedFrom", quote),
        ("sg:stance", iri(f"concept/{dice.choice(_STANCES)}")),
        ("sg:cohort", iri(f"cohort/{dice.randrange(200)}")),
        ("sg:value", ox.Literal(value)),
        ("sg:qualifier", iri("concept/unhedged")),
        ("sg:asWorded", ox.Literal(f"A total of {value}")),
    ):
        yield ox.Quad(claim, term(predicate), value_term, graph)
    yield from _quote(slug, quote, start, words)


def _quote(slug: str, quote: ox.NamedNode, start: int, words: str) -> Iterator[ox.Quad]:
    graph = iri(f"{slug}/graph/provenance")
    place, exact = ox.BlankNode(), ox.BlankNode()
    for subject, predicate, value in (
        (quote, "rdf:type", term("oa:SpecificResource")),
        (quote, "oa:hasSource", iri(f"{slug}/text/1")),
        (quote, "oa:hasSelector", place),
        (quote, "oa:hasSelector", exact),
        (place, "rdf:type", term("oa:TextPositionSelector")),
        (place, "oa:start", ox.Literal(start)),
        (place, "oa:end", ox.Literal(start + len(words))),
        (exact, "rdf:type", term("oa:TextQuoteSelector")),
        (exact, "oa:exact", ox.Literal(words)),
    ):
        yield ox.Quad(subject, term(predicate), value, graph)
