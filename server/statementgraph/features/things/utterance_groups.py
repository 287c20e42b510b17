"""Utterances on the page of a thing, together where their words stand in the same quotes."""

from dataclasses import dataclass

from statementgraph.view import labels
from statementgraph.view.claims import Utterance
from statementgraph.view.quotes import Quote


@dataclass(frozen=True, slots=True)
class UtteranceGroup:
    """Utterances whose words stand in the same quotes: `first` has what they share.

    `verb` is their common verb, "said" where they differ.
    """

    first: Utterance
    verb: str
    items: tuple[Utterance, ...]

    @property
    def clauses(self) -> tuple[Quote, ...]:
        """The words in the quotes that carry the utterances."""
        return tuple(clause for utterance in self.items for clause in utterance.clauses)


def group_by_quotes(utterances: tuple[Utterance, ...]) -> tuple[UtteranceGroup, ...]:
    """Group utterances of one statement by the quotes with their words, in the order of the first.

    A quote that only says what is spoken of is left to the page of the utterance, so that a
    sentence about an event does not stand before all that is said of the event.
    """
    groups: dict[object, list[Utterance]] = {}
    for utterance in utterances:
        groups.setdefault(
            (utterance.statement.iri, utterance.speakers, utterance.carrying), []
        ).append(utterance)
    merged = []
    for items in groups.values():
        verbs = {s.verb for s in items}
        verb = verbs.pop() if len(verbs) == 1 else labels.SAID
        merged.append(UtteranceGroup(items[0], verb, tuple(items)))
    return tuple(merged)
