"""Relations tie what is said in one place, each side where the words put it."""

import re
from collections.abc import Iterator, Mapping

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.view import Passage, Utterance, View, sg, shown

_ACROSS = frozenset({"disputes", "confirms", "corrects"})
_LEADING = {
    "en": (
        *(
            "caused by",
            "result of",
            "resulted from",
            "as a result of",
            "because of",
            "due to",
            "owing to",
            "thanks to",
            "in view of",
        ),
        *("despite", "in spite of", "notwithstanding", "although", "following", "because", "given"),
    ),
    "fr": (
        *(
            "causé par",
            "causée par",
            "en raison de",
            "à cause de",
            "à la suite de",
            "grâce à",
            "parce que",
            "du fait de",
        ),
        *("malgré", "en dépit de", "bien que"),
    ),
    "ru": ("в результате", "из-за", "вследствие", "благодаря", "несмотря на", "вопреки", "хотя"),
    "hy": ("չնայած",),
    "ar": ("نتيجة", "بسبب", "بفضل", "رغم", "على الرغم من"),
}
"""Words right after which a premise comes; after any other words of a relation it came before."""


def check_relations(view: View) -> Iterator[Finding]:
    """Report sides of a relation that are elsewhere, or on the wrong side of its words."""
    known = {u.iri: u for u in view.utterances}
    for utterance in view.utterances:
        if utterance.kind != "RelationClaim":
            continue
        if sg(utterance.one("relation")) in _ACROSS:
            yield from _across(view, utterance, known)
            continue
        for role in ("premise", "conclusion"):
            for iri in utterance.all(role):
                other = known.get(iri)
                if other and not _beside(utterance, other):
                    yield _finding(view, utterance, role, other, "is not in its paragraph")
        yield from _order(view, utterance, known)
        yield from _coordinated(view, utterance, known)


def _finding(view: View, utterance: Utterance, role: str, other: Utterance, why: str) -> Finding:
    wrong = f"Its {role} {shown(other.one('rdfs:label'))} {why}."
    mend = f"Correct sg:{role}, or quote the sentence of that utterance as well."
    return view.finding(utterance.iri, wrong, mend, "relation")


def _beside(one: Utterance, other: Utterance) -> bool:
    """Say whether two utterances have quotes in one paragraph."""
    return any(
        a.text is b.text and a.paragraph.overlaps(b.span) for a in one.quotes for b in other.quotes
    )


def _order(view: View, utterance: Utterance, known: Mapping[str, Utterance]) -> Iterator[Finding]:
    """Hold the sides that stand in the sentence of the relation's words against their order."""
    for cue in utterance.clauses:
        leading, begins = _leading(cue, utterance.language)
        sides = {
            role: [
                (other, place.span.start)
                for iri in utterance.all(role)
                if (other := known.get(iri))
                for place in _places(utterance, cue, other)
            ]
            for role in ("premise", "conclusion")
        }
        for other, start in sides["premise"]:
            if (start >= begins) is not leading:
                side = "after" if leading else "before"
                yield _finding(
                    view, utterance, "premise", other, f"does not stand {side} its words"
                )
        for other, start in sides["conclusion"]:
            if not leading and start < cue.span.start:
                yield _finding(view, utterance, "conclusion", other, "stands before its words")
            nearer = [s for _, s in sides["premise"] if begins <= start < s]
            if leading and nearer:
                why = "stands between its words and the premise"
                yield _finding(view, utterance, "conclusion", other, why)


def _across(view: View, utterance: Utterance, known: Mapping[str, Utterance]) -> Iterator[Finding]:
    """Ask for premises of this statement; what is disputed or corrected was said before it."""
    for role, here in (("premise", True), ("conclusion", False)):
        for iri in utterance.all(role):
            other = known.get(iri)
            if other and here and other.statement != utterance.statement:
                yield _finding(view, utterance, role, other, "is not of this statement")
            if other and not here and other.statement == utterance.statement:
                if not utterance.all("premise") and _beside(utterance, other):
                    continue
                yield _finding(view, utterance, role, other, "is of this statement itself")


def _coordinated(
    view: View, utterance: Utterance, known: Mapping[str, Utterance]
) -> Iterator[Finding]:
    """Report utterances that share words with one side, and are left out of it."""
    for role in ("premise", "conclusion"):
        sides = [known[iri] for iri in utterance.all(role) if iri in known]
        if len(sides) < 2:
            continue
        for other in view.utterances:
            alike = [s for s in sides if s.kind == other.kind and s.all("act") == other.all("act")]
            if other not in sides and any(set(s.clauses) & set(other.clauses) for s in alike):
                why = f"shares the words of a {role}, and is none"
                yield _finding(view, utterance, role, other, why)


def _leading(cue: Passage, language: str) -> tuple[bool, int]:
    """Say whether a premise comes right after the words, and where those words begin."""
    words = cue.words.casefold()
    places = [
        match.start()
        for leading in _LEADING.get(language, ())
        for match in re.finditer(rf"(?<!\w){re.escape(leading)}(?!\w)", words)
    ]
    return bool(places), cue.span.start + min(places, default=0)


def _places(utterance: Utterance, cue: Passage, other: Utterance) -> list[Passage]:
    """Return the first clause of another utterance in the sentence that the cue stands in."""
    here = [q for q in utterance.quotes if q.holds(cue)]
    return [c for c in other.clauses if any(q.holds(c) for q in here)][:1]
