"""The kinds of things read from a text, by which a reader filters them: `?kind=`."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.view import term_labels


@dataclass(frozen=True, slots=True)
class AnnotationKind:
    """One kind: its `key` in an address, its `title`, and its classes."""

    key: str
    title: str
    classes: tuple[str, ...]


def _utterances(**keys: str) -> Iterable[AnnotationKind]:
    return (
        AnnotationKind(key, term_labels.CLASSES[f"sg:{c}"][1], (f"sg:{c}",))
        for key, c in keys.items()
    )


KINDS = (
    *_utterances(
        figure="CountClaim",
        measure="MeasureClaim",
        name="CharacterisationClaim",
        happening="OccurrenceClaim",
        conduct="ConductClaim",
        norm="ViolationClaim",
        recognition="RecognitionClaim",
        relation="RelationClaim",
        claim="Claim",
        call="Call",
        commitment="Commitment",
        expression="Expression",
        declaration="Declaration",
    ),
    AnnotationKind("date", "Dates", ("sg:TimeReading",)),
    AnnotationKind("place", "Places", ("geo:Feature",)),
    AnnotationKind(
        "body",
        "People and organisations",
        (
            *("foaf:Person", "prov:Person", "foaf:Group", "org:FormalOrganization"),
            *("org:OrganizationalCollaboration", "org:Organization", "org:Post"),
            *("dcterms:AgentClass", "prov:Agent"),
        ),
    ),
    AnnotationKind("law", "Legal texts", ("eli:LegalResource",)),
    AnnotationKind(
        "event", "Events and activities", ("sem:Event", "sg:Observance", "prov:Activity")
    ),
    AnnotationKind("record", "The record of the statement", ("sg:Statement",)),
    AnnotationKind("other", "Other things", ()),
)
KEYS = tuple(kind.key for kind in KINDS)
_OF = {name: kind.key for kind in KINDS for name in kind.classes}

# An utterance is also of the kind of each thing that these properties name, if it is in NAMED.
NAMING = (
    *("sg:place", "sg:norm", "sg:actor", "sg:addressee", "sg:reportedHolder"),
    *("sg:time", "sg:asOf", "sg:deadline", "sg:patient", "sg:about", "sg:venue"),
)
NAMED = frozenset({"date", "place", "body", "law"})


def kind_key(name: str) -> str:
    """Return the key of the kind of a class, given as a prefixed name."""
    return _OF.get(name, "other")


def chosen(requested: Iterable[str]) -> frozenset[str]:
    """Return the requested keys that exist; none of them stands for all kinds."""
    return frozenset(requested) & frozenset(KEYS)
