"""The links of a thing, in both directions: for the lists of its page and its diagram."""

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

# The published query is about one thing, which this part names.
_ABOUT = re.compile(r"VALUES \?thing \{ (<[^>]*>) \}")
_COUNTS = (
    "SELECT ?thing ?p (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?thing FILTER(isIRI(?s)) } "
    "GROUP BY ?thing ?p"
)
_LONGEST = 300
# Properties of our vocabulary that describe the record of an utterance; all others carry the
# speaker's claim.
_RECORD = frozenset(
    {
        *("sg:stance", "sg:polarity", "sg:certainty", "sg:reportedHolder", "sg:reportOf"),
        *("sg:qualifier", "sg:basis", "sg:clause"),
    }
)


# What one utterance is said to do to another: from the premise, and from the conclusion.
_TIES = {
    "proves": ("is said to prove", "is said to be proved by"),
    "reaffirms": ("is said to reaffirm", "is said to be reaffirmed by"),
    "results-from": ("is said to result in", "is said to result from"),
    "despite": ("is said to be what this holds despite", "is said to hold despite"),
    "disputes": ("is said to dispute", "is said to be disputed by"),
    "confirms": ("is said to confirm", "is said to be confirmed by"),
    "corrects": ("is said to correct", "is said to be corrected by"),
}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The things linked with one thing by one property in one direction.

    `outward` says that the thing is the subject. Where `speaker` is not "", the links are
    claims of the speaker, with the stance as `verb`; else they are links of the record.
    `count` is the number of links, `refs` are those that were read, and `total` is the number
    of things linked by the property, of all speakers and the record. `tied` says that no link
    but a claim of the speaker ties them; `predicate` is then the relation.
    """

    name: str
    predicate: str
    outward: bool
    speaker: str
    verb: str
    count: int
    total: int
    refs: tuple[Ref, ...]
    tied: bool = False

    @property
    def heading(self) -> str:
        """The property in words, with the speaker and the verb for a claim."""
        return f"{self.speaker} {self.verb}: {self.name}" if self.speaker else self.name


@cache
def _published() -> str:
    return next(q.text for q in queries.load() if q.name == "neighbourhood")


def neighbourhood_query(thing: NamedNode) -> str:
    """Return the published query for this thing; the IRI is a checked term."""
    return _ABOUT.sub(lambda _: f"VALUES ?thing {{ {thing} }}", _published())


_Key = tuple[bool, NamedNode, str, str, bool]


def load_neighbours(
    engine: Engine, reader: Reader, thing: NamedNode, own: Utterance | None
) -> tuple[Neighbours, ...]:
    """Query the links of `thing`, in two queries; `own` is its utterance, if it is one."""
    groups: dict[_Key, list[Ref]] = {}
    for row in sparql.select(engine, _ABOUT.sub("", _published()), thing=thing):
        predicate, other = row["property"], row["other"]
        if isinstance(predicate, NamedNode) and isinstance(other, NamedNode):
            outward = row["way"] == Literal("to")
            tied = row.get("claim") is not None
            whose = _own(predicate, own) if outward and not tied else _whose(row)
            groups.setdefault((outward, predicate, *whose, tied), []).append(
                _ref(reader, row, other)
            )
    counts = {
        row["p"]: int(row["n"].value)
        for row in sparql.select(engine, PROLOGUE + _COUNTS, thing=thing)
        if isinstance(row["p"], NamedNode) and isinstance(row["n"], Literal)
    }
    for predicate in counts.keys() - {key[1] for key in groups if not key[0]}:
        groups[
            False, predicate, "", "", False
        ] = []  # The query has a LIMIT, so these were not read.
    neighbours = [_group(reader, key, groups, counts) for key in groups]
    return tuple(sorted(neighbours, key=lambda n: (n.outward, n.name.casefold(), n.heading)))


def _group(
    reader: Reader, key: _Key, groups: dict[_Key, list[Ref]], counts: dict[NamedNode, int]
) -> Neighbours:
    outward, predicate, speaker, verb, tied = key
    way = 0 if outward else 1
    ties = _TIES.get(local_name(predicate.value)) if tied else None
    name = ties[way] if ties else property_name(reader.graph, predicate, way)
    refs, read_in_all = groups[key], sum(len(groups[k]) for k in groups if k[:2] == key[:2])
    total = read_in_all if outward else counts.get(predicate, read_in_all)
    count = total if len(refs) == read_in_all else len(refs)
    prefixed = prefixed_name(predicate.value)
    return Neighbours(name, prefixed, outward, speaker, verb, count, total, tuple(refs), tied)


def _ref(reader: Reader, row: dict[str, Term], other: NamedNode) -> Ref:
    ref, label = reader.ref(other), row.get("label")
    if not isinstance(label, Literal) or ref.text in labels.CONCEPTS.values():
        return ref
    return Ref(clip(label.value, _LONGEST), ref.href, ref.iri, ref.external)


def _whose(row: dict[str, Term]) -> tuple[str, str]:
    """Return the speaker and the verb of a link from an utterance, "" for the record."""
    speaker, kind = row.get("speaker"), row.get("kind")
    if not isinstance(speaker, Literal) or not speaker.value:
        return "", ""
    nodes = (row.get(name) for name in ("stance", "polarity", "certainty"))
    axes = (local_name(node.value) if isinstance(node, NamedNode) else "" for node in nodes)
    name = prefixed_name(kind.value) if isinstance(kind, NamedNode) else ""
    return clip(speaker.value, _LONGEST), labels.verb(name, *axes)


def _own(predicate: NamedNode, own: Utterance | None) -> tuple[str, str]:
    name = prefixed_name(predicate.value)
    if own is None or not name.startswith("sg:") or name in _RECORD:
        return "", ""
    return own.speaker_names, own.verb
