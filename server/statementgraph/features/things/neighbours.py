"""What is linked with a thing: read once for the lists of its page and for its drawing."""

import re
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from statementgraph import queries, sparql
from statementgraph.features.things.properties import property_name
from statementgraph.rdf import PROLOGUE
from statementgraph.sparql import Engine
from statementgraph.view import labels
from statementgraph.view.claims import Reader, Ref, Utterance, clip
from statementgraph.view.graph import Term, local_name, prefixed_name

# The query as published asks about one thing; this part names it.
_ABOUT = re.compile(r"VALUES \?thing \{ (<[^>]*>) \}")
_COUNTS = (
    "SELECT ?thing ?p (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?thing FILTER(isIRI(?s)) } "
    "GROUP BY ?thing ?p"
)
_LONGEST = 300
# What an utterance says of itself as a record; by the rest of our vocabulary its speaker speaks.
_RECORD = frozenset({"sg:stance", "sg:reportedHolder", "sg:qualifier", "sg:basis"})


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The things linked with one thing by one property, one way.

    `outward` says that the thing points at them. Where `speaker` is not "", the links are
    something that the speaker said, and `verb` says how; else they are links of the record.
    `count` is how many there are, `refs` the ones that were read, `total` how many things are
    linked by the property whoever says so.
    """

    name: str
    predicate: str
    outward: bool
    speaker: str
    verb: str
    count: int
    total: int
    refs: tuple[Ref, ...]

    @property
    def heading(self) -> str:
        """What the links say, with whose word it is."""
        return f"{self.speaker} {self.verb}: {self.name}" if self.speaker else self.name


@cache
def _published() -> str:
    return next(q.text for q in queries.load() if q.name == "neighbourhood")


def neighbourhood_query(thing: NamedNode) -> str:
    """Write the published query for this thing, for a reader to ask; the IRI is a checked term."""
    return _ABOUT.sub(lambda _: f"VALUES ?thing {{ {thing} }}", _published())


_Key = tuple[bool, NamedNode, str, str]


def load_neighbours(
    engine: Engine, reader: Reader, thing: NamedNode, own: Utterance | None
) -> tuple[Neighbours, ...]:
    """Read what is linked with `thing` in two queries; `own` is the thing where it is a saying."""
    groups: dict[_Key, list[Ref]] = {}
    for row in sparql.select(engine, _ABOUT.sub("", _published()), thing=thing):
        predicate, other = row["property"], row["other"]
        if isinstance(predicate, NamedNode) and isinstance(other, NamedNode):
            outward = row["way"] == Literal("to")
            whose = _own(predicate, own) if outward else _whose(row)
            groups.setdefault((outward, predicate, *whose), []).append(_ref(reader, row, other))
    counts = {
        row["p"]: int(row["n"].value)
        for row in sparql.select(engine, PROLOGUE + _COUNTS, thing=thing)
        if isinstance(row["p"], NamedNode) and isinstance(row["n"], Literal)
    }
    for predicate in counts.keys() - {key[1] for key in groups if not key[0]}:
        groups[False, predicate, "", ""] = []  # so many links that these were not read
    neighbours = [_group(reader, key, groups, counts) for key in groups]
    return tuple(sorted(neighbours, key=lambda n: (n.outward, n.name.casefold(), n.heading)))


def _group(
    reader: Reader, key: _Key, groups: dict[_Key, list[Ref]], counts: dict[NamedNode, int]
) -> Neighbours:
    outward, predicate, speaker, verb = key
    name = property_name(reader.graph, predicate, 0 if outward else 1)
    refs, read_in_all = groups[key], sum(len(groups[k]) for k in groups if k[:2] == key[:2])
    total = read_in_all if outward else counts.get(predicate, read_in_all)
    count = total if len(refs) == read_in_all else len(refs)
    prefixed = prefixed_name(predicate.value)
    return Neighbours(name, prefixed, outward, speaker, verb, count, total, tuple(refs))


def _ref(reader: Reader, row: dict[str, Term], other: NamedNode) -> Ref:
    ref, label = reader.ref(other), row.get("label")
    if not isinstance(label, Literal) or ref.text in labels.CONCEPTS.values():
        return ref
    return Ref(clip(label.value, _LONGEST), ref.href, ref.iri, ref.external)


def _whose(row: dict[str, Term]) -> tuple[str, str]:
    """Say whose word a link from an utterance is, and how it was said."""
    speaker, stance = row.get("speaker"), row.get("stance")
    if not isinstance(speaker, Literal):
        return "", ""
    name = local_name(stance.value) if isinstance(stance, NamedNode) else ""
    verb = labels.CALL if "call" in row else labels.STANCES.get(name, "said")
    return clip(speaker.value, _LONGEST), verb


def _own(predicate: NamedNode, own: Utterance | None) -> tuple[str, str]:
    name = prefixed_name(predicate.value)
    if own is None or not name.startswith("sg:") or name in _RECORD:
        return "", ""
    return own.speaker.text, own.verb
