"""What a word is taken to mean has one of its cue words in what carries the claim."""

from collections.abc import Iterable, Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.reading.words import occurs
from statementgraph.validation.words.view import Node, Utterance, View, sg, shown

_IN_WORDS = ("act", "characterisation", "relation")
_COUNTED = ("unit", "subgroup", "population", "status")
_PLAIN = ("skos:prefLabel", "skos:altLabel")
"""The words that always mark a claim; hidden labels are forms that may also mean other things."""
_UNMARKED = frozenset({"unqualified", "affirmed", "asserts", "reports"})
_MEND = (
    "Correct sg:{name}; or take into sg:asWorded the words that say it;"
    " or add the word to the concept as skos:altLabel or skos:hiddenLabel, with its language."
)


def check_cues(view: View) -> Iterator[Finding]:
    """Report concepts that no word of the claim stands for, and marked words left unmarked."""
    for utterance in view.utterances:
        for name in _IN_WORDS:
            yield from _missing(view, utterance, name, utterance.all(name), utterance.worded)
        for name in ("polarity", "certainty"):
            marked = [v for v in utterance.all(name) if sg(v) not in _UNMARKED]
            yield from _missing(view, utterance, name, marked, utterance.worded)
        yield from _unmarked(view, utterance)
        for role in ("cohort", "ofWhole", "actor", "patient", "about"):
            for cohort in utterance.all(role):
                yield from _counted(view, utterance, role, view.node(cohort))


def _missing(
    view: View, utterance: Utterance, name: str, concepts: Iterable[str], text: str
) -> Iterator[Finding]:
    for concept in concepts:
        cues = view.cues(concept, utterance.language)
        if cues and not any(occurs(cue, text, utterance.language) for cue in cues):
            where = "The words" if text == utterance.worded else "No quote"
            verb = "hold no word for" if where == "The words" else "holds a word for"
            wrong = f"{where} {verb} sg:{name} {sg(concept)}: {shown(text)}."
            yield view.finding(utterance.iri, wrong, _MEND.format(name=name), "cue")


def _unmarked(view: View, utterance: Utterance) -> Iterator[Finding]:
    """Report words of doubt and of denial on an utterance that says it holds neither."""
    for name, plain in (("polarity", "affirmed"), ("certainty", "unqualified")):
        values = utterance.all(name)
        if not values or sg(values[0]) != plain:
            continue
        for concept in _siblings(view, values[0]):
            for cue in view.cues(concept, utterance.language, _PLAIN):
                if occurs(cue, _without_hedges(view, utterance), utterance.language):
                    wrong = f"The words hold {shown(cue)}, but sg:{name} is {plain}."
                    mend = f"Set sg:{name} to {sg(concept)}, or make sg:asWorded shorter."
                    yield view.finding(utterance.iri, wrong, mend, "cue")


def _says(view: View, utterance: Utterance, concept: str) -> bool:
    """Say whether the words that carry an utterance hold a word for a concept."""
    cues = view.cues(concept, utterance.language)
    return any(occurs(cue, utterance.worded, utterance.language) for cue in cues)


def _siblings(view: View, concept: str) -> list[str]:
    """Return the other concepts of the same scheme."""
    scheme = view.node(concept).one("skos:inScheme")
    return [
        iri
        for iri, node in view.nodes.items()
        if iri != concept and scheme and scheme in node.all("skos:inScheme")
    ]


def _without_hedges(view: View, utterance: Utterance) -> str:
    """Leave out hedges that hold a word of denial: "no fewer than", "not less than"."""
    text = utterance.worded
    for hedge in utterance.all("qualifier"):
        for cue in sorted(view.cues(hedge, utterance.language), key=len, reverse=True):
            text = text.replace(cue, " ")
    return text


def _counted(view: View, utterance: Utterance, role: str, cohort: Node) -> Iterator[Finding]:
    """Hold what a cohort counts against the words: who is counted stands beside the figure."""
    own = role in {"cohort", "ofWhole"}
    for name in ("status", "subgroup", "manner"):
        text = utterance.worded if own and name == "subgroup" else utterance.quoted
        yield from _missing(view, utterance, name, cohort.all(name), text)
    if own:
        counted = [c for name in _COUNTED for c in cohort.all(name)]
        cues = [cue for c in counted for cue in view.cues(c, utterance.language)]
        if cues and not any(occurs(cue, utterance.worded, utterance.language) for cue in cues):
            wrong = f"The words {shown(utterance.worded)} do not say who or what is counted."
            mend = "Take the words for those counted into sg:asWorded, or correct sg:cohort."
            yield view.finding(utterance.iri, wrong, mend, "cue")
        if role == "cohort":
            yield from _subgroups(view, utterance, cohort)
            yield from _statuses(view, utterance, cohort)


def _statuses(view: View, utterance: Utterance, cohort: Node) -> Iterator[Finding]:
    """Report a status left to the quote where a like cohort has only what the own words say."""
    silent = [s for s in cohort.all("status") if not _says(view, utterance, s)]
    for other in view.typed("Cohort") if silent else ():
        like = all(set(other.all(n)) == set(cohort.all(n)) for n in ("event", "unit", "subgroup"))
        if (
            like
            and other.all("status")
            and all(_says(view, utterance, s) for s in other.all("status"))
        ):
            wrong = f"The words of the figure hold no word for sg:status {sg(silent[0])}."
            mend = f"Point sg:cohort at {sg(other.iri)}, or take into sg:asWorded the words for it."
            yield view.finding(utterance.iri, wrong, mend, "cue")
            return


def _subgroups(view: View, utterance: Utterance, cohort: Node) -> Iterator[Finding]:
    """Report a sub-group that the words of a figure name and its cohort leaves out."""
    named = set(cohort.all("subgroup"))
    scheme = f"{view.corpus.base}concept/scheme/subgroups"
    for iri, node in view.nodes.items():
        if iri in named or scheme not in node.all("skos:inScheme"):
            continue
        if _says(view, utterance, iri):
            wrong = f"The words name {sg(iri)}, but its cohort is not limited to them."
            mend = "Point sg:cohort at the cohort of that sub-group, or make sg:asWorded shorter."
            yield view.finding(utterance.iri, wrong, mend, "cue")
