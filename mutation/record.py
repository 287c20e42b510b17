"""Wrong edits of the record of a statement: title, date, speaker, office, addressees, notes."""

from collections.abc import Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from mutation.graph import LABEL, TYPE, Graph, like, others
from mutation.sources import Mutant, node


def title(graph: Graph) -> Iterator[Mutant]:
    """Change the title, the label, the date and the language of a statement."""
    for file, triple in graph.stated(graph.statements, node("dcterms:title")):
        words = triple.object.value
        changed = words.replace("32nd", "33rd") if "32nd" in words else f"{words} again"
        yield graph.replaced("title: changed", file, triple, like(triple.object, changed))
        yield graph.replaced(
            "title: a word off", file, triple, like(triple.object, words.rsplit(" ", 1)[0] + " all")
        )
        yield graph.dropped("title: dropped", file, triple)
    for file, triple in graph.stated(graph.statements, node("dcterms:issued")):
        value = triple.object.value
        if len(value) == len("2000-01-01"):
            later = (date.fromisoformat(value) + timedelta(days=1)).isoformat()
            yield graph.replaced("issued: a day later", file, triple, like(triple.object, later))
        year = str(int(value[:4]) - 1) + value[4:]
        yield graph.replaced("issued: a year earlier", file, triple, like(triple.object, year))
        yield graph.dropped("issued: dropped", file, triple)
    for file, triple in graph.stated(graph.statements, node("dcterms:language")):
        other = "fr" if triple.object.value.endswith("/en") else "en"
        value = ox.NamedNode(triple.object.value[:-2] + other)
        yield graph.replaced("language: another", file, triple, value)
    for file, triple in graph.stated(graph.statements, LABEL):
        changed = triple.object.value.replace("Statement", "Accusation") + " again"
        yield graph.replaced("statement label: changed", file, triple, like(triple.object, changed))


def speakers(graph: Graph) -> Iterator[Mutant]:
    """Change the speaker and the office of a statement."""
    agents = graph.typed("prov:Person", "foaf:Person")
    posts = graph.typed("org:Post")
    for file, triple in graph.stated(graph.statements, node("prov:wasAttributedTo")):
        for value in others(triple.object, [*agents, *graph.typed("org:Organization")])[:1]:
            yield graph.replaced("speaker: another", file, triple, value)
    for file, triple in graph.sources.triples("content.ttl"):
        if triple.predicate == node("prov:hadRole"):
            for value in others(triple.object, posts)[:1]:
                yield graph.replaced("office: another", file, triple, value)
            yield graph.dropped("office: dropped", file, triple)
        if triple.predicate == node("prov:agent") and triple.subject in graph.about:
            for value in others(triple.object, agents)[:1]:
                yield graph.replaced("attribution: another person", file, triple, value)


def addressees(graph: Graph) -> Iterator[Mutant]:
    """Drop, exchange and add addressees of a statement."""
    named = [t.object for _, t in graph.stated(graph.statements, node("addressedTo"))]
    bodies = [b for b in graph.typed("org:Organization", "dcterms:AgentClass") if b not in named]
    for file, triple in graph.stated(graph.statements, node("addressedTo")):
        yield graph.dropped("addressee of the statement: dropped", file, triple)
        for value in bodies[:1]:
            yield graph.replaced("addressee of the statement: another", file, triple, value)
    for statement in graph.statements:
        for value in bodies[1:3]:
            file = graph.about[statement][0][0]
            yield graph.put(
                "addressee of the statement: one more", file, statement, node("addressedTo"), value
            )


def sources(graph: Graph) -> Iterator[Mutant]:
    """Drop a quote of the record, and a note that says why a passage carries nothing."""
    for file, triple in graph.stated(graph.statements, node("dcterms:source")):
        yield graph.dropped("record quote: dropped", file, triple)
    for file, triple in graph.sources.triples("reading.ttl"):
        if triple.predicate == node("skos:note"):
            gone = tuple(t for _, t in graph.about[triple.subject])
            yield Mutant("note: dropped", graph.short(triple.object), file, gone)
    for name in (
        "dcterms:isReplacedBy",
        "dcterms:replaces",
        "prov:invalidatedAtTime",
        "prov:wasInvalidatedBy",
    ):
        for file, triple in graph.stated(graph.statements, node(name)):
            yield graph.dropped(f"{name.rpartition(':')[2]}: dropped", file, triple)


def twice(graph: Graph) -> Iterator[Mutant]:
    """Write an utterance a second time under another address."""
    for utterance in graph.utterances:
        file = graph.about[utterance][0][0]
        copy = ox.NamedNode(f"{utterance.value}-2")
        added = tuple(ox.Triple(copy, t.predicate, t.object) for _, t in graph.about[utterance])
        yield Mutant("utterance: twice", graph.short(utterance), file, (), added)
    for utterance in graph.utterances:
        file, _ = next(iter(graph.stated([utterance], TYPE)))
        yield graph.put("kind: one more", file, utterance, TYPE, node("Statement"))
