"""What the words tie together: each relation claim as a line with both sides' words."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.view import labels
from statementgraph.view.claims import Reader, Ref
from statementgraph.view.graph import Node, Term, is_node, local_name

# For each relation the words between its sides, and whether the conclusions stand first.
_PHRASES = {
    "proves": ("prove", False),
    "reaffirms": ("reaffirm", False),
    "results-from": ("result from", True),
    "despite": ("hold despite", True),
    "disputes": ("dispute", False),
    "confirms": ("confirm", False),
    "corrects": ("correct", False),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One utterance that a relation ties: its words, and `how` it is said if not plainly."""

    ref: Ref
    words: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation claim: `phrase` stands between the sides, such as "is said to prove".

    `left` may be empty: what disputes something may be the whole claim.
    """

    claim: Ref
    phrase: str
    left: tuple[Side, ...]
    right: tuple[Side, ...]


def relation_lines(reader: Reader, thing: Node) -> tuple[RelationLine, ...]:
    """Return the relation that an utterance is, and those that tie it to something."""
    graph = reader.graph
    tying = [thing] if graph.all(thing, "sg:relation") else []
    for name in ("sg:premise", "sg:conclusion"):
        tying += [s for s in graph.subjects(name, thing) if is_node(s)]
    lines = (_line(reader, claim) for claim in dict.fromkeys(tying))
    return tuple(sorted(lines, key=lambda line: line.claim.iri))


def _line(reader: Reader, claim: Node) -> RelationLine:
    relation = _name(reader.graph.first(claim, "sg:relation"))
    phrase, turned = _PHRASES.get(relation, (f"be tied ({relation or 'no relation'}) to", False))
    denied = _name(reader.graph.first(claim, "sg:polarity")) == "denied"
    sides = (_sides(reader, claim, "sg:premise"), _sides(reader, claim, "sg:conclusion"))
    left, right = reversed(sides) if turned else sides
    said = "are" if len(left) > 1 else "is"
    return RelationLine(
        reader.ref(claim), f"{said} said {'not ' if denied else ''}to {phrase}", left, right
    )


def _sides(reader: Reader, claim: Node, predicate: str) -> tuple[Side, ...]:
    sides = [_side(reader, node) for node in reader.graph.all(claim, predicate) if is_node(node)]
    return tuple(sorted(sides, key=lambda side: side.ref.iri))


def _side(reader: Reader, node: Node) -> Side:
    graph = reader.graph
    axes = (_name(graph.first(node, f"sg:{n}")) for n in ("stance", "polarity", "certainty"))
    verb = labels.verb("", *axes)
    words = sorted(getattr(o, "value", "") for o in graph.all(node, "sg:asWorded"))
    return Side(reader.ref(node), tuple(words), "" if verb == labels.SAID else verb)


def _name(term: Term | None) -> str:
    return local_name(term.value) if isinstance(term, NamedNode) else ""
