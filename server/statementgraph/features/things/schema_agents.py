"""Agents in schema.org terms: persons, organisations, or things where the data do not say."""

from pyoxigraph import NamedNode

from statementgraph.view.claims import Reader, Ref

_PEOPLE = {
    "foaf:Person": "Person",
    "prov:Person": "Person",
    "org:FormalOrganization": "Organization",
    "org:Organization": "Organization",
    "org:OrganizationalCollaboration": "Organization",
}

Json = dict[str, object]


def agents(reader: Reader, refs: tuple[Ref, ...]) -> Json | list[Json]:
    """Describe agents; one stands alone."""
    found = [_agent(reader, ref) for ref in refs]
    return found[0] if len(found) == 1 else found


def _agent(reader: Reader, ref: Ref) -> Json:
    if not ref.iri:
        return {"@type": "Thing", "name": ref.text}
    kind = _PEOPLE.get(reader.kind(NamedNode(ref.iri)), "Thing")
    return {"@type": kind, "@id": ref.iri, "name": ref.text}
