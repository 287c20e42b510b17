"""One neutral sentence about a thing, for the top of its page."""

from pyoxigraph import NamedNode

from statementgraph.view import labels
from statementgraph.view.claims import Reader, Utterance

_KINDS = {
    "sg:Cohort": (
        "A group defined by who, what is said to have happened to them and in which unit, so that "
        "the figures of several speakers can be set side by side. It may be empty; that it is "
        "listed asserts nothing."
    ),
    "sem:Event": (
        "What speakers speak about, identified only by place and date. "
        "What it was, only their claims say."
    ),
    "sg:TimeReading": (
        "How the editors read a date given in words: some time within these whole days is meant. "
        "That anything took place then is not said here."
    ),
    "dctype:Text": "The text of a statement, as stored; every quote is a place in it.",
}
_SPOKEN_OF = frozenset(
    {
        *(
            "geo:Feature",
            "foaf:Person",
            "prov:Person",
            "org:FormalOrganization",
            "org:Organization",
            "org:Post",
        ),
        *("org:OrganizationalCollaboration", "dcterms:AgentClass", "eli:LegalResource"),
        *("foaf:Group", "sg:Observance", "dcterms:PeriodOfTime", "skos:Concept", "prov:Activity"),
    }
)


def summary_sentence(reader: Reader, thing: NamedNode, utterances: tuple[Utterance, ...]) -> str:
    """Return what the thing is; `utterances` are those by it, about it or in it."""
    graph, kind = reader.graph, reader.kind(thing)
    description = graph.text(thing, "skos:definition", "dcterms:description", "rdfs:comment")
    if description or kind in _KINDS:
        return description or _KINDS[kind]
    kind_label = labels.with_article(reader.kind_label(thing)).capitalize()
    if kind == "oa:SpecificResource" and utterances:
        speaker = utterances[0].speaker_names
        return f"Words of {speaker}: {_counted(utterances)} {_be(utterances)} read from them."
    own = tuple(s for s in utterances if thing.value in {ref.iri for ref in s.speakers})
    if own:
        return f"{kind_label}: {_counted(own)} {_be(own)} recorded here as said by them."
    if utterances and kind in _SPOKEN_OF:
        refer = "refers" if len(utterances) == 1 else "refer"
        return f"{kind_label}: {_counted(utterances)} {refer} to it."
    return f"{kind_label} named in the data."


def _counted(utterances: tuple[Utterance, ...]) -> str:
    statements = len({s.statement.iri for s in utterances})
    things = "1 thing said" if len(utterances) == 1 else f"{len(utterances)} things said"
    return f"{things} in {statements} {'statement' if statements == 1 else 'statements'}"


def _be(utterances: tuple[Utterance, ...]) -> str:
    return "is" if len(utterances) == 1 else "are"
