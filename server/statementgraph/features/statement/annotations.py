"""What the data says was read from each passage of a text."""

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from statementgraph import queries, sparql
from statementgraph.quotes import Span, split_quote_iri
from statementgraph.sparql import Engine

QUERY = "passages-read"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was read from one passage: things, each with how it was read and its name.

    `hows` are all the ways in which the passage was read (`?how` of the query), `reasons`
    say why no saying was.
    """

    things: dict[NamedNode, tuple[str, str]] = field(default_factory=dict)
    classes: dict[NamedNode, set[str]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    hows: set[str] = field(default_factory=set)


Annotations = dict[Span, Annotation]


def load_annotations(engine: Engine, statement: NamedNode | None = None) -> dict[str, Annotations]:
    """Ask what was read from each passage, of one statement or of all: by text, then by place."""
    query = queries.named(QUERY).text
    rows = (
        sparql.select(engine, query, statement=statement)
        if statement
        else sparql.select(engine, query)
    )
    by_text: dict[str, Annotations] = {}
    for row in rows:
        place = split_quote_iri(getattr(row["passage"], "value", ""))
        if place is not None:
            reading = by_text.setdefault(place[0], {}).setdefault(place[1], Annotation())
            _add(reading, row)
    return by_text


def _add(reading: Annotation, row: dict[str, sparql.Term]) -> None:
    how, thing, why = getattr(row["how"], "value", ""), row.get("thing"), row.get("why")
    reading.hows.add(how)
    if isinstance(why, Literal):
        reading.reasons.append(why.value)
    if isinstance(thing, NamedNode):
        label = row.get("label")
        name = label.value if isinstance(label, Literal) else ""
        reading.things.setdefault(thing, (how, name))
        reading.classes.setdefault(thing, set()).add(getattr(row.get("class"), "value", ""))
