"""Words that put a thing in a category are never passed over: some claim says whose they are."""

from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.reading.words import occurs
from statementgraph.validation.words.matching import FUNCTION_WORDS
from statementgraph.validation.words.view import Utterance, View, sg, shown

_MEND = (
    "Add sg:characterisation to the claim that these words carry; if they do not"
    " characterise, list them in reading.ttl with a reason."
)


def check_descriptions(view: View) -> Iterator[Finding]:
    """Hold names and descriptions against the words that carry their claim."""
    for utterance in view.utterances:
        for name in ("namedAs", "describedAs", "condition"):
            for words in utterance.all(name):
                if name != "condition" and words not in utterance.worded:
                    wrong = f"sg:{name} {shown(words)} is not in the words that carry the claim."
                    mend = f"Copy sg:{name} from sg:asWorded, or make sg:asWorded longer."
                    yield view.finding(utterance.iri, wrong, mend, "name")
                elif name == "describedAs" and 2 * len(words) < len(
                    utterance.clauses and max((c.words for c in utterance.clauses), key=len)
                ):
                    wrong = f"{shown(words)} is less than half of the words that carry the claim."
                    mend = "Copy the whole description, or make sg:asWorded shorter."
                    yield view.finding(utterance.iri, wrong, mend, "name")
        for words in utterance.all("describedAs"):
            common = FUNCTION_WORDS.get(utterance.language, frozenset())
            carrying = [w for w in words.split() if w[:1].isalpha() and w not in common]
            if carrying and all(w[:1].isupper() for w in carrying):
                wrong = f"{shown(words)} is written as a name, not as a description."
                yield view.finding(utterance.iri, wrong, "Use sg:namedAs.", "name")
        named = utterance.all("namedAs") + utterance.all("describedAs")
        if utterance.kind == "CharacterisationClaim" and not named:
            wrong = "It does not hold the name or the description."
            mend = "Add sg:namedAs or sg:describedAs with the exact words."
            yield view.finding(utterance.iri, wrong, mend, "name")


def check_marked_words(view: View) -> Iterator[Finding]:
    """Report words of a characterisation in a clause whose claims do not have it."""
    scheme = f"{view.corpus.base}concept/scheme/characterisations"
    concepts = [n.iri for n in view.nodes.values() if scheme in n.all("skos:inScheme")]
    for utterance in view.utterances:
        if utterance.kind != "CharacterisationClaim":
            continue
        given = set(utterance.all("characterisation"))
        for concept in concepts:
            if concept in given or not _is_marked(view, utterance, concept):
                continue
            if not given & _meant_by(view, utterance, concepts):
                wrong = f"Its words name {sg(concept)}, but it has no sg:characterisation for them."
                yield view.finding(utterance.iri, wrong, _MEND, "cue")
                break


def _is_marked(view: View, utterance: Utterance, concept: str) -> bool:
    cues = view.cues(concept, utterance.language, ("skos:prefLabel", "skos:altLabel"))
    words = _own_words(view, utterance)
    return any(occurs(cue, words, utterance.language) for cue in cues)


def _own_words(view: View, utterance: Utterance) -> str:
    """Leave out the words that carry another, shorter characterisation."""
    words = utterance.worded
    for other in view.utterances:
        for inner in other.clauses if other.all("characterisation") else ():
            if any(c.holds(inner) and c.span != inner.span for c in utterance.clauses):
                words = words.replace(inner.words, " ")
    return words


def _meant_by(view: View, utterance: Utterance, concepts: list[str]) -> set[str]:
    """Return the characterisations that any word of the utterance may stand for."""
    return {
        c
        for c in concepts
        if any(
            occurs(cue, utterance.worded, utterance.language)
            for cue in view.cues(c, utterance.language)
        )
    }
