"""What is said of a statement that was withdrawn or corrected: on every page and row of its own."""

from dataclasses import dataclass

from statementgraph.view.dates import date_in_words
from statementgraph.view.graph import Graph, Node, is_node


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a statement: "" for each thing that is not so.

    `withdrawn` is the time of the withdrawal as stored, `words` are its exact words, `corrected`
    is the name of the statement that takes its place, with its date `corrected_on`.
    """

    withdrawn: str = ""
    words: str = ""
    corrected: str = ""
    corrected_on: str = ""

    @property
    def text(self) -> str:
        """The notice in a line; "" for a statement that stands as it was issued."""
        lines = []
        if self.withdrawn:
            words = f": “{self.words}”" if self.words else ""
            lines.append(f"Withdrawn by its speaker on {date_in_words(self.withdrawn)}{words}.")
        if self.corrected:
            when = f" ({date_in_words(self.corrected_on)})" if self.corrected_on else ""
            lines.append(f"Corrected: replaced by “{self.corrected}”{when}.")
        return " ".join(lines)


def read_notice(graph: Graph, statement: Node) -> Notice:
    """Return what a document says of its statement."""
    activity = graph.first(statement, "prov:wasInvalidatedBy")
    later = graph.first(statement, "dcterms:isReplacedBy")
    at = graph.text(statement, "prov:invalidatedAtTime")
    if is_node(activity):
        at = at or graph.text(activity, "prov:endedAtTime")
    return Notice(
        at,
        graph.text(activity, "sg:asWorded") if activity else "",
        graph.label(later) if later else "",
        graph.text(later, "dcterms:issued") if later else "",
    )
