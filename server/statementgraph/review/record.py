"""What the data say of a second reading: its activity, its readers, its figures, its claims."""

from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph.rdf import PREFIXES
from statementgraph.review.comparison import Comparison
from statementgraph.review.measures import Measure

BEFORE = "agreed before discussion"
AFTER = "agreed after discussion"


def _term(name: str) -> ox.NamedNode:
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


_TYPE, _LABEL = _term("rdf:type"), _term("rdfs:label")
_MADE, _NOTE = _term("prov:wasGeneratedBy"), _term("skos:note")


def triples(comparison: Comparison, first: str, base: str, title: str = "") -> Iterator[ox.Triple]:
    """Yield the triples for the provenance graph; none where the comparison does not hold.

    `first` is the IRI of the first reading, "" where it is not recorded; `title` is the
    label of the statement. A claim that both
    readers recorded comes from both readings, and says when they agreed on it.
    """
    if not comparison.holds:
        return
    source = comparison.source
    activity = second_iri(source.iri)
    node = ox.NamedNode(activity)
    label = f"Second reading: {title or source.iri.rsplit('/', 1)[-1]}"
    yield ox.Triple(node, _TYPE, _term("prov:Activity"))
    yield ox.Triple(node, _LABEL, ox.Literal(label, language="en"))
    yield ox.Triple(node, _term("prov:used"), ox.NamedNode(source.text_iri))
    for reader in comparison.second.readers:
        agent = ox.NamedNode(f"{base}agent/{reader}")
        yield ox.Triple(node, _term("prov:wasAssociatedWith"), agent)
    yield ox.Triple(node, _NOTE, ox.Literal(summary(comparison), language="en"))
    yield from _measurements(comparison, node)
    for item in comparison.items:
        if item.current is None:
            continue
        claim = ox.NamedNode(f"{source.iri}/{item.current.name}")
        made = [activity if item.second else "", first if item.first else ""]
        for iri in filter(None, made):
            yield ox.Triple(claim, _MADE, ox.NamedNode(iri))
        when = AFTER if item.differences else BEFORE
        yield ox.Triple(claim, _NOTE, ox.Literal(when, language="en"))


def second_iri(statement: str) -> str:
    """Return the IRI of the second reading of a statement."""
    return f"{statement}/reading/2"


def summary(comparison: Comparison) -> str:
    """Say in a sentence how far two readings agree, and how much was read twice."""
    return (
        f"Read by two, {comparison.agreed} of {len(comparison.items)} agree before discussion;"
        f" {len(comparison.second.sentences)} of {len(comparison.source.sentences)} sentences"
        " were read twice."
    )


def _measurements(comparison: Comparison, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield the figures as the Data Quality Vocabulary has them (DQV)."""
    for number, measure in enumerate(comparison.measures, start=1):
        if measure.value is None:
            continue
        slug = comparison.source.iri.rsplit("/", 1)[-1]
        figure = ox.BlankNode(f"m{number}{_safe(slug)}")
        metric = ox.BlankNode(f"k{number}{_safe(slug)}")
        yield ox.Triple(node, _term("dqv:hasQualityMeasurement"), figure)
        yield ox.Triple(figure, _TYPE, _term("dqv:QualityMeasurement"))
        yield ox.Triple(figure, _term("dqv:isMeasurementOf"), metric)
        yield ox.Triple(figure, _term("dqv:value"), _decimal(measure.value))
        yield ox.Triple(figure, _NOTE, ox.Literal(in_words(measure), language="en"))
        yield ox.Triple(metric, _TYPE, _term("dqv:Metric"))
        label = f"{measure.name}: {measure.method}"
        yield ox.Triple(metric, _LABEL, ox.Literal(label, language="en"))


def _safe(slug: str) -> str:
    return "".join(c for c in slug if c.isalnum())


def _decimal(value: float) -> ox.Literal:
    return ox.Literal(f"{value:.3f}", datatype=_term("xsd:decimal"))


def in_words(measure: Measure) -> str:
    """Write the interval of a figure, and how many units it is of."""
    ends = measure.interval
    range_ = f"95 % interval {ends[0]:.3f} to {ends[1]:.3f}" if ends else "no interval"
    return f"{range_}; of {measure.count}"
