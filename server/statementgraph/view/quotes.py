"""Exact words of a text in the form that pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from statementgraph.view.languages import direction


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words and their position in the text: code points from 0, `end` exclusive.

    `href` links to the passage on the statement's page, `page` to the quote's own page.
    `language` is the language tag of the text (BCP 47), "" for unknown.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    iri: str
    href: str
    page: str = ""
    language: str = ""

    @property
    def direction(self) -> str:
        """The direction of the script: the value of `dir`."""
        return direction(self.language)

    def holds_any(self, clauses: "Iterable[Quote]") -> bool:
        """Whether some of the words of the `clauses` stand in it."""
        return any(hit for _, hit in self.runs(clauses))

    def runs(self, clauses: "Iterable[Quote]") -> tuple[tuple[str, bool], ...]:
        """Cut the words into runs, each with whether it belongs to one of the `clauses`.

        Clauses may nest and cross: what belongs to any of them is one run.
        """
        marked = bytearray(len(self.exact))
        for clause in clauses:
            at = max(clause.start, self.start) - self.start
            end = min(clause.end, self.end) - self.start
            same_text = clause.iri.partition("#")[0] == self.iri.partition("#")[0]
            if same_text and at < end:
                marked[at:end] = b"\1" * (end - at)
        runs = groupby(zip(self.exact, marked, strict=True), key=lambda pair: pair[1])
        return tuple(("".join(char for char, _ in run), bool(hit)) for hit, run in runs)
