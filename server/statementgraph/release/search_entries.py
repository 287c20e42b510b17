"""What a search can find: the entries of its index and their kinds."""

import json
from dataclasses import dataclass
from typing import NamedTuple

# The kinds of entries with the classes that belong to each; the first that fits counts.
KINDS: dict[str, tuple[str, ...]] = {
    "place": ("geo:Feature",),
    "event": ("sem:Event", "sg:Observance"),
    "person": ("foaf:Person", "prov:Person"),
    "body": (
        "foaf:Group",
        *("org:FormalOrganization", "org:OrganizationalCollaboration", "org:Organization"),
        *("org:Post", "dcterms:AgentClass", "prov:Agent"),
    ),
    "instrument": ("eli:LegalResource",),
    "cohort": ("sg:Cohort",),
    "date": ("sg:TimeReading", "dcterms:PeriodOfTime"),
    "concept": ("skos:ConceptScheme", "skos:Concept"),
    "statement": ("sg:Statement",),
    "claim": (
        *("sg:CountClaim", "sg:CharacterisationClaim", "sg:OccurrenceClaim", "sg:ConductClaim"),
        *("sg:ViolationClaim", "sg:RecognitionClaim", "sg:MeasureClaim", "sg:RelationClaim"),
        "sg:Claim",
    ),
    "call": ("sg:Call",),
    "commitment": ("sg:Commitment",),
    "expression": ("sg:Expression",),
    "declaration": ("sg:Declaration",),
    "quote": ("oa:SpecificResource",),
    # Sentences of the stored texts: no class, the text is cut here.
    "text": (),
}
UTTERANCES = frozenset({"claim", "call", "commitment", "expression", "declaration"})


class Name(NamedTuple):
    """A name in a language; "" where the data gives none."""

    text: str
    language: str = ""


class Link(NamedTuple):
    """A thing by its IRI, and its name; both "" for none."""

    iri: str = ""
    name: str = ""


class Words(NamedTuple):
    """Exact words of a text, with the words beside them; `iri` names their place."""

    exact: str
    prefix: str
    suffix: str
    iri: str


class Said(NamedTuple):
    """Whose words they are, in which statement, when it was issued and what became of it."""

    speaker: Link = Link()
    statement: Link = Link()
    issued: str = ""
    became: tuple[str, ...] = ()
    language: str = ""


NAMELESS, NOTHING = Name(""), Link()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a search can find, with all that a result shows of it.

    `types` are prefixed names; `axes` are the ends of the IRIs of stance, polarity and certainty;
    `issued` is the date of the statement as stored; `became` are the time and the words of its
    withdrawal, and the name and the date of what corrects it; `readings` are the claims read
    from a quote. `holders` are those whose view is reported; `quantity` are its value, lower and
    upper bound, vague words, hedge, unit and whole; `language` is that of the words as stored,
    and `cues` are words that texts use for a concept.
    """

    iri: str
    kind: str
    types: tuple[str, ...] = ()
    label: Name = NAMELESS
    names: tuple[Name, ...] = ()
    words: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()
    speaker: Link = NOTHING
    statement: Link = NOTHING
    issued: str = ""
    axes: tuple[str, str, str] = ("", "", "")
    readings: tuple[Link, ...] = ()
    holders: tuple[str, ...] = ()
    quantity: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    language: str = ""
    cues: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it for the index: the fields in their order."""
        fields = [getattr(self, name) for name in self.__slots__]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Entry":
        """Read what `to_json` wrote."""
        raw = dict(zip(cls.__slots__, json.loads(text), strict=True))
        return cls(
            iri=raw["iri"],
            kind=raw["kind"],
            types=tuple(raw["types"]),
            label=Name(*raw["label"]),
            names=tuple(Name(*name) for name in raw["names"]),
            words=tuple(Words(*words) for words in raw["words"]),
            notes=tuple(raw["notes"]),
            speaker=Link(*raw["speaker"]),
            statement=Link(*raw["statement"]),
            issued=raw["issued"],
            axes=tuple(raw["axes"]),
            readings=tuple(Link(*link) for link in raw["readings"]),
            holders=tuple(raw["holders"]),
            quantity=tuple(raw["quantity"]),
            became=tuple(raw["became"]),
            language=raw["language"],
            cues=tuple(raw["cues"]),
        )
