"""The table of the properties of a thing, with labels in words and in order of meaning."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from statementgraph.rdf import PREFIXES
from statementgraph.view import term_labels
from statementgraph.view.claims import Reader, Ref, clip
from statementgraph.view.graph import (
    Graph,
    Node,
    Term,
    is_node,
    local_name,
    named_node,
    prefixed_name,
)

_NESTED = 4

# The order of the table: a figure with its hedge and group, then actor, act, place and time;
# for a dataset the licence, the release, the size and the files.
_FIRST = (
    *("sg:value", "sg:lowerBound", "sg:upperBound", "sg:vagueQuantity", "sg:qualifier"),
    *("sg:asWorded", "sg:cohort", "sg:unit", "sg:ofWhole", "sg:asOf", "sg:basis"),
    *("sg:addressee", "sg:actor", "sg:act", "sg:patient", "sg:about", "sg:venue"),
    *("sg:condition", "sg:deadline", "sg:relation", "sg:premise", "sg:conclusion"),
    *("sg:characterisation", "sg:namedAs", "sg:describedAs", "sg:norm", "sg:place", "sg:time"),
    *("dcterms:license", "dcterms:rights", "dcat:version", "void:triples", "void:entities"),
    *("dcterms:isVersionOf", "dcat:distribution", "void:dataDump", "dcat:downloadURL"),
    *("dcat:mediaType", "dcat:byteSize"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: a link, a literal or a nested blank node."""

    ref: Ref | None = None
    text: str = ""
    language: str = ""
    datatype: str = ""
    nested: "tuple[Property, ...]" = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its name in words and its values."""

    name: str
    ref: Ref
    values: tuple[Value, ...]


def properties(
    reader: Reader,
    subject: Node,
    hidden: tuple[str, ...],
    depth: int = 0,
    texts_elsewhere: frozenset[str] = frozenset(),
) -> tuple[Property, ...]:
    """Return the properties of a thing in words, in order of meaning.

    The `hidden` properties and the literals in `texts_elsewhere` are left out: the page shows
    them in another place.
    """
    skipped = {named_node(name) for name in hidden}
    listed = []
    for predicate, objects in reader.graph.about(subject).items():
        kept = [o for o in objects if not (isinstance(o, Literal) and o.value in texts_elsewhere)]
        if predicate in skipped or not kept:
            continue
        values = tuple(_value(reader, o, depth) for o in sorted(kept, key=_value_order))
        name = property_name(reader.graph, predicate, 0)
        listed.append(Property(name, reader.ref(predicate), values))
    return tuple(sorted(listed, key=_property_order))


def _property_order(listed: Property) -> tuple[int, str]:
    """Order the properties of `_FIRST` first, then the rest by name."""
    name = prefixed_name(listed.ref.iri)
    place = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return place, listed.name.casefold()


def _value_order(value: Term) -> tuple[str, str]:
    return type(value).__name__, str(value)


def _value(reader: Reader, value: Term, depth: int) -> Value:
    if isinstance(value, Literal):
        datatype = "" if value.language else value.datatype.value
        plain = datatype in {"", PREFIXES["xsd"] + "string"}
        return Value(
            text=clip(value.value),
            language=value.language or "",
            datatype="" if plain else local_name(datatype),
        )
    if isinstance(value, NamedNode):
        return Value(ref=reader.ref(value))
    if depth < _NESTED and is_node(value) and (nested := properties(reader, value, (), depth + 1)):
        return Value(nested=nested)
    return Value(text=clip(str(value)))


def property_name(graph: Graph, predicate: NamedNode, way: int) -> str:
    """Return a property in words; `way` is 0 forwards and 1 backwards."""
    for prefix, iri in PREFIXES.items():
        if predicate.value.startswith(iri):
            name = f"{prefix}:{predicate.value[len(iri) :]}"
            if name in term_labels.PROPERTIES:
                return term_labels.PROPERTIES[name][way]
    label = graph.label(predicate)
    return f"{label} of" if way else label
