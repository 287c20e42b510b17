"""Which roles an act has: whom it is done to, and on which side of the words each one stands."""

import re
from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.view import KINDS, Utterance, View, sg, shown, term

_WITH, _WITHOUT = "acts-with-a-patient", "acts-without-a-patient"
_ACTING = frozenset({"OccurrenceClaim", "ConductClaim", "RecognitionClaim", "Call", "Commitment"})
_BY = {
    "en": re.compile(r"\bby(?: the| an?)?(?: [\w'’]+){0,6} $|\bof(?: the| an?)? $"),  # noqa: RUF001
    "fr": re.compile(r"\bpar(?: les?| la| l['’]| un| une)?(?: [\w'’]+){0,6} ?$"),  # noqa: RUF001
}
"""What stands before an actor that comes after what is acted on, in the languages held to it."""


def check_roles(view: View) -> Iterator[Finding]:
    """Hold the roles of each utterance against its act, its kind and the order of its words."""
    needing = set(view.node(f"{view.corpus.base}concept/collection/{_WITH}").all("skos:member"))
    lone = set(view.node(f"{view.corpus.base}concept/collection/{_WITHOUT}").all("skos:member"))
    for utterance in view.utterances:
        acts = set(utterance.all("act"))
        if utterance.kind in _ACTING and not acts:
            yield _finding(
                view, utterance, "It says that something is done, but has no sg:act", "act"
            )
        if acts & needing and not utterance.all("patient"):
            name = sg(min(acts & needing))
            yield _finding(
                view, utterance, f"The act {name} is done to something, left out", "patient"
            )
        if acts & lone and utterance.all("patient"):
            name = sg(min(acts & lone))
            yield _finding(view, utterance, f"The act {name} is done to nothing", "patient")
        yield from _characterised(view, utterance)
        yield from _place(view, utterance)
        yield from _order(view, utterance)


def _finding(view: View, utterance: Utterance, wrong: str, role: str) -> Finding:
    mend = f"Correct sg:act or sg:{role}; a mere topic is sg:about."
    return view.finding(utterance.iri, f"{wrong}.", mend, "role")


def _characterised(view: View, utterance: Utterance) -> Iterator[Finding]:
    """Ask for things as topics, and for cohorts, groups and utterances as patients."""
    if utterance.kind != "CharacterisationClaim":
        return
    for role, wanted in (("about", False), ("patient", True)):
        for iri in utterance.all(role):
            kinds = view.node(iri).all("rdf:type")
            spoken = not {term("Cohort"), term("foaf:Group"), *map(term, KINDS)}.isdisjoint(kinds)
            if spoken is not wanted:
                name = shown(view.node(iri).one("rdfs:label"))
                wrong = f"It characterises {name}, which is no sg:{role} of a characterisation"
                yield _finding(view, utterance, wrong, role)


def _place(view: View, utterance: Utterance) -> Iterator[Finding]:
    """Ask where an act was done that is said to be done to a place."""
    places = [p for p in utterance.all("patient") if _is_place(view, p)]
    if places and utterance.kind in _ACTING and not utterance.all("place"):
        name = shown(view.node(places[0]).one("rdfs:label"))
        if utterance.kind in {"OccurrenceClaim", "ConductClaim"}:
            yield _finding(view, utterance, f"It is done to {name}, but has no sg:place", "place")


def _is_place(view: View, iri: str) -> bool:
    return term("geo:Feature") in view.node(iri).all("rdf:type")


def _order(view: View, utterance: Utterance) -> Iterator[Finding]:
    """Report an actor that stands after the patient without a word such as "by" before it."""
    if utterance.language not in _BY or utterance.kind != "ConductClaim":
        return
    words = utterance.worded
    for actor in utterance.all("actor"):
        at = _first(view, actor, words)
        for patient in utterance.all("patient"):
            beside = _first(view, patient, words)
            if at is None or beside is None or at <= beside:
                continue
            if not _BY[utterance.language].search(words[:at]):
                name = shown(view.node(actor).one("rdfs:label"))
                wrong = f"In the words {name} comes after what it is said to act on"
                yield _finding(view, utterance, wrong, "actor")


def _first(view: View, iri: str, words: str) -> int | None:
    """Return where a thing is named first in the words; None where it is not, or is a claim."""
    if view.node(iri).one("dcterms:isPartOf"):
        return None
    places = [words.casefold().find(name.casefold()) for name in view.names(iri)]
    return min((p for p in places if p >= 0), default=None)
