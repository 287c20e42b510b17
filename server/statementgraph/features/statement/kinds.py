"""The kinds of things read from a text, as a reader filters them: `?kind=` and a title."""

from collections.abc import Iterable
from dataclasses import dataclass

from statementgraph.view import labels


@dataclass(frozen=True, slots=True)
class AnnotationKind:
    """One kind: its `key` in an address, its `title`, and the classes that are of it."""

    key: str
    title: str
    classes: tuple[str, ...]


def _utterances(**keys: str) -> Iterable[AnnotationKind]:
    return (
        AnnotationKind(key, labels.CLASSES[f"sg:{c}"][1], (f"sg:{c}",)) for key, c in keys.items()
    )


KINDS = (
    *_utterances(
        figure="CountClaim",
        name="CharacterisationClaim",
        happening="OccurrenceClaim",
        conduct="ConductClaim",
        norm="ViolationClaim",
        recognition="RecognitionClaim",
        claim="Claim",
        call="Call",
    ),
    AnnotationKind("date", "Dates", ("sg:TimeReading",)),
    AnnotationKind("place", "Places", ("geo:Feature",)),
    AnnotationKind(
        "body",
        "People and organisations",
        (
            *("prov:Person", "org:FormalOrganization", "org:OrganizationalCollaboration"),
            *("org:Organization", "org:Post", "dcterms:AgentClass", "prov:Agent"),
        ),
    ),
    AnnotationKind("law", "Legal texts", ("eli:LegalResource",)),
    AnnotationKind("event", "Events and activities", ("sem:Event", "prov:Activity")),
    AnnotationKind("record", "The record of the statement", ("sg:Statement",)),
    AnnotationKind("other", "Other things", ()),
)
KEYS = tuple(kind.key for kind in KINDS)
_OF = {name: kind.key for kind in KINDS for name in kind.classes}

# A saying is also of the kind of what it names by these properties, where that is one of _NAMED.
NAMING = (
    *("sg:place", "sg:norm", "sg:actor", "sg:addressee", "sg:reportedHolder"),
    *("sg:time", "sg:asOf", "sg:about"),
)
NAMED = frozenset({"date", "place", "body", "law"})


def kind_key(name: str) -> str:
    """Give the kind of a class by its prefixed name."""
    return _OF.get(name, "other")


def chosen(requested: Iterable[str]) -> frozenset[str]:
    """Keep the kinds that exist; none at all means everything."""
    return frozenset(requested) & frozenset(KEYS)
