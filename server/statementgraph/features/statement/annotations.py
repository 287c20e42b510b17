"""The annotations of each passage of a text: what was read from it."""

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from statementgraph import queries, sparql
from statementgraph.quotes import Span, split_quote_iri
from statementgraph.sparql import Engine
from statementgraph.view.graph import literal_text

QUERY, _CLAUSES = "passages-read", "clauses"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was read from one passage: things, each with how it was read and its label.

    `hows` are all values of `?how` in the query; `reasons` say why no utterance was read.
    """

    things: dict[NamedNode, tuple[str, str]] = field(default_factory=dict)
    classes: dict[NamedNode, set[str]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    hows: set[str] = field(default_factory=set)


Annotations = dict[Span, Annotation]


def load_annotations(engine: Engine, statement: NamedNode | None = None) -> dict[str, Annotations]:
    """Query the annotations of one statement or of all, by text and by position in it."""
    query = queries.named(QUERY).text
    rows = (
        sparql.select(engine, query, statement=statement)
        if statement
        else sparql.select(engine, query)
    )
    by_text: dict[str, Annotations] = {}
    for row in rows:
        passage = split_quote_iri(getattr(row["passage"], "value", ""))
        if passage is not None:
            text, span = passage
            _add(by_text.setdefault(text, {}).setdefault(span, Annotation()), row)
    return by_text


def _add(annotation: Annotation, row: dict[str, sparql.Term]) -> None:
    how, thing, why = getattr(row["how"], "value", ""), row.get("thing"), row.get("why")
    annotation.hows.add(how)
    if isinstance(why, Literal):
        annotation.reasons.append(why.value)
    if isinstance(thing, NamedNode):
        annotation.things.setdefault(thing, (how, literal_text(row.get("label"))))
        annotation.classes.setdefault(thing, set()).add(getattr(row.get("class"), "value", ""))


def load_clauses(engine: Engine, statement: NamedNode | None = None) -> dict[str, list[Span]]:
    """Query the words that carry what is said, of one statement or of all, by text."""
    query = queries.named(_CLAUSES).text
    rows = (
        sparql.select(engine, query, statement=statement)
        if statement
        else sparql.select(engine, query)
    )
    by_text: dict[str, list[Span]] = {}
    for row in rows:
        place = split_quote_iri(getattr(row["clause"], "value", ""))
        if place is not None:
            by_text.setdefault(place[0], []).append(place[1])
    return {text: sorted(set(spans)) for text, spans in by_text.items()}
