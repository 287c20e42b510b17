"""Wrong edits of utterances: who, whom, what, where, when, how sure."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mutation.graph import TYPE, Graph, Term, others
from mutation.sources import Mutant, node

_ROLES = (
    *("actor", "patient", "about", "place", "venue", "norm", "addressee", "reportedHolder"),
    *("cohort", "ofWhole", "time", "asOf", "deadline", "premise", "conclusion"),
)
_CONCEPTS = {
    "act": "acts",
    "characterisation": "characterisations",
    "relation": "relations",
    "qualifier": "hedges",
    "vagueQuantity": "vague-quantities",
    "unit": "units",
    "basis": "bases",
    "stance": "stances",
    "polarity": "polarities",
    "certainty": "certainties",
}
_KINDS = (
    *("CountClaim", "CharacterisationClaim", "OccurrenceClaim", "ConductClaim", "ViolationClaim"),
    *("RecognitionClaim", "RelationClaim", "MeasureClaim", "Call", "Commitment", "Expression"),
    "Declaration",
)


def roles(graph: Graph) -> Iterator[Mutant]:
    """Exchange, drop and add what an utterance points at."""
    for name in _ROLES:
        predicate = node(name)
        stated = list(graph.stated(graph.utterances, predicate))
        used = [t.object for _, t in stated]
        for file, triple in stated:
            alike = _alike(graph, triple, used)
            for value in others(triple.object, alike)[:2]:
                yield graph.replaced(f"{name}: another", file, triple, value)
            yield graph.dropped(f"{name}: dropped", file, triple)
            for value in others(triple.object, alike)[1:2]:
                if value not in graph.values(triple.subject, predicate):
                    yield graph.put(f"{name}: one more", file, triple.subject, predicate, value)


def _alike(graph: Graph, triple: ox.Triple, used: Iterable[Term]) -> list[Term]:
    """Return what could be taken for the object: used in that role, or of the same class."""
    kind = graph.kind(triple.object)
    same = graph.typed(*_class_name(graph, triple.object)) if kind else []
    subject = triple.subject
    return [v for v in dict.fromkeys([*used, *same]) if graph.kind(v) == kind and v != subject]


def _class_name(graph: Graph, term: object) -> tuple[str, ...]:
    from statementgraph.rdf import NS, PREFIXES  # noqa: PLC0415 - the table, read backwards

    for value in graph.values(term, TYPE):
        for prefix, iri in {"": NS, **PREFIXES}.items():
            if value.value.startswith(iri):
                return (
                    f"{prefix}:{value.value[len(iri) :]}" if prefix else value.value[len(iri) :],
                )
    return ()


def exchanged_roles(graph: Graph) -> Iterator[Mutant]:
    """Exchange two roles of one utterance."""
    for one, other in (
        ("actor", "patient"),
        ("premise", "conclusion"),
        ("actor", "about"),
        ("patient", "about"),
        ("patient", "place"),
        ("actor", "addressee"),
        ("namedAs", "describedAs"),
    ):
        for file, first in graph.stated(graph.utterances, node(one)):
            for _, second in graph.stated([first.subject], node(other)):
                if first.object != second.object:
                    yield Mutant(
                        f"{one} and {other}: exchanged",
                        graph.short(first.subject),
                        file,
                        (first, second),
                        (
                            ox.Triple(first.subject, first.predicate, second.object),
                            ox.Triple(first.subject, second.predicate, first.object),
                        ),
                    )
    for one, other in (("about", "patient"), ("actor", "patient"), ("namedAs", "describedAs")):
        for file, triple in graph.stated(graph.utterances, node(one)):
            if not graph.values(triple.subject, node(other)):
                moved = ox.Triple(triple.subject, node(other), triple.object)
                what = graph.short(triple.subject)
                yield Mutant(f"{one}: made {other}", what, file, (triple,), (moved,))


def concepts(graph: Graph) -> Iterator[Mutant]:
    """Exchange, drop and add the concepts of an utterance."""
    for name, scheme in _CONCEPTS.items():
        predicate = node(name)
        known = graph.concepts(scheme)
        for file, triple in graph.stated(graph.utterances, predicate):
            used = [t.object for _, t in graph.stated(graph.utterances, predicate)]
            for value in [*others(triple.object, used)[:1], *others(triple.object, known)[:2]]:
                yield graph.replaced(f"{name}: another", file, triple, value)
            yield graph.dropped(f"{name}: dropped", file, triple)
            for value in others(triple.object, known)[2:3]:
                yield graph.put(f"{name}: one more", file, triple.subject, predicate, value)


def reported(graph: Graph) -> Iterator[Mutant]:
    """Turn a report into the speaker's own assertion, and the other way."""
    asserts, reports = (graph.sources.iri(f"concept/{n}") for n in ("asserts", "reports"))
    for file, triple in graph.stated(graph.utterances, node("stance")):
        subject = triple.subject
        holders = [t for _, t in graph.stated([subject], node("reportedHolder"))]
        if triple.object == reports:
            new = ox.Triple(subject, triple.predicate, asserts)
            yield Mutant("report: made own", graph.short(subject), file, (triple, *holders), (new,))
        else:
            new = ox.Triple(subject, triple.predicate, reports)
            nobody = graph.sources.iri("concept/others-not-named")
            holder = ox.Triple(subject, node("reportedHolder"), nobody)
            yield Mutant("own: made a report", graph.short(subject), file, (triple,), (new, holder))


def kinds(graph: Graph) -> Iterator[Mutant]:
    """Give an utterance another class."""
    for file, triple in graph.stated(graph.utterances, TYPE):
        for value in others(triple.object, [node(k) for k in _KINDS])[:2]:
            yield graph.replaced("kind: another", file, triple, value)


def speakers(graph: Graph) -> Iterator[Mutant]:
    """Give an utterance another speaker."""
    agents = graph.typed("prov:Person", "foaf:Person", "org:Organization")
    for file, triple in graph.stated(graph.utterances, node("prov:wasAttributedTo")):
        for value in others(triple.object, agents)[:1]:
            yield graph.replaced("speaker of an utterance: another", file, triple, value)


def removed(graph: Graph) -> Iterator[Mutant]:
    """Delete an utterance or a reading, and what points at it in its file."""
    for subject in [*graph.utterances, *graph.readings]:
        file = graph.about[subject][0][0]
        gone = [t for n, t in graph.about[subject] if n == file]
        for triple in list(gone):
            if isinstance(triple.object, ox.BlankNode):
                gone += (t for _, t in graph.about[triple.object])
        gone += [t for n, t in graph.sources.triples() if n == file and t.object == subject]
        kind = "reading" if subject in graph.readings else "utterance"
        yield Mutant(f"{kind}: deleted", graph.short(subject), file, tuple(gone))
