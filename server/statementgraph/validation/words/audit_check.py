"""Nothing of a text is passed over: its figures, its names and its words are accounted for.

What carries no utterance is listed in reading.ttl, with a reason: a quote with
skos:note. So a reader can see that nothing was skipped, and why.
"""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Statement, Text
from statementgraph.quotes import Span
from statementgraph.reading.languages import SUPPORTED
from statementgraph.reading.numbers import Figure, figures
from statementgraph.reading.sentences import sentence_spans
from statementgraph.validation.words.number_check import KINDS
from statementgraph.validation.words.view import Node, Passage, Utterance, View, shown, term

LONGEST_RUN = 4
"""From how many words on a run of words that nothing accounts for is a finding."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")  # noqa: RUF001 - apostrophes as texts have them
_NO_NAMES = frozenset({term("TimeReading"), term("Statement")})
_LISTED = 'In reading.ttl, list it with a reason: [] oa:exact "…" ; skos:note "…"@en .'


def check_audit(view: View) -> Iterator[Finding]:
    """Report figures and runs of words of a text that nothing in the graph accounts for."""
    yield from _unexplained(view)
    for statement in view.corpus.statements:
        for text in statement.texts.values():
            account = Account(view, statement, text)
            yield from _figures(account)
            yield from _runs(account)
            yield from _relations(account)


def _unexplained(view: View) -> Iterator[Finding]:
    """Report quotes that nothing is read from and that give no reason for it."""
    used = {
        v.value
        for node in view.nodes.values()
        for values in node.values.values()
        for v in values
        if isinstance(v, ox.NamedNode)
    }
    for iri, node in view.nodes.items():
        if iri in used or node.all("skos:note"):
            continue
        for passage in view.passages([iri]):
            words = shown(passage.words)
            wrong = f"Nothing is read from the quote {words}, and no reason is given."
            yield view.finding(
                iri, wrong, 'Add skos:note "…"@en with the reason, or remove it.', "skipped"
            )


class Account:
    """The places of one text that the graph accounts for."""

    def __init__(self, view: View, statement: Statement, text: Text) -> None:
        self.view, self.statement, self.text = view, statement, text
        self.language = view.language(
            text.iri if view.node(text.iri).one("dcterms:language") else statement.iri
        )
        mine = [u for u in view.utterances if any(q.text is text for q in u.quotes)]
        self.clauses = [c.span for u in mine for c in u.clauses if c.text is text]
        self.counted = [
            c.span for u in mine if u.kind in KINDS for c in u.clauses if c.text is text
        ]
        self.roles = [span for u in mine for span in self._role_words(u)]
        self.times = [span for r in view.readings for span in self._worded(r)]
        self.listed = [span for node in view.nodes.values() for span in self._noted(node)]
        record = view.node(statement.iri)
        self.record = [p.span for p in self._quoted(record, "dcterms:source")]
        titles = set(record.all("dcterms:title"))
        # A figure in the title is on a claim or belongs to the occasion.
        self.heading = [
            at.span if p.words in titles else p.span
            for p in self._quoted(record, "dcterms:source")
            for at in (
                [o for w in record.all("occasion") for o in p.find(w)] if p.words in titles else [p]
            )
        ]
        self.named = [span for node in view.nodes.values() for span in self._names(node)]

    def _role_words(self, utterance: Utterance) -> Iterator[Span]:
        """Yield where an utterance's condition, and the names of its roles, stand in its quotes."""
        words = utterance.all("condition")
        for role in ("reportedHolder", "actor", "patient", "addressee", "place", "about"):
            words += [name for iri in utterance.all(role) for name in self.view.names(iri)]
        for passage in utterance.quotes:
            for name in words:
                at = passage.words.find(name) if passage.text is self.text else -1
                if at >= 0:
                    yield Span(passage.span.start + at, passage.span.start + at + len(name))

    def _quoted(self, node: Node, name: str) -> list[Passage]:
        return [p for p in self.view.passages(node.all(name)) if p.text is self.text]

    def _worded(self, node: Node) -> Iterator[Span]:
        for passage in self._quoted(node, "prov:wasDerivedFrom"):
            for words in node.all("asWorded"):
                at = passage.words.find(words)
                if at >= 0:
                    start = passage.span.start + at
                    yield Span(start, start + len(words))

    def _noted(self, node: Node) -> Iterator[Span]:
        if node.all("skos:note"):
            for passage in self.view.passages([node.iri]):
                if passage.text is self.text:
                    yield passage.span

    def _names(self, node: Node) -> Iterator[Span]:
        """Yield where a thing, not a claim, is named by words that hold digits."""
        kinds = node.all("rdf:type")
        if _NO_NAMES.isdisjoint(kinds) and not node.one("dcterms:isPartOf"):
            for passage in self._quoted(node, "dcterms:source"):
                for name in {n for n in self.view.names(node.iri) if any(c.isdigit() for c in n)}:
                    at = passage.words.find(name)
                    if at >= 0:
                        start = passage.span.start + at
                        yield Span(start, start + len(name))

    def finding(self, span: Span, wrong: str, mend: str) -> Finding:
        """Make a finding at a place of the text."""
        line = self.text.content.count("\n", 0, span.start) + 1
        name = f"data/statements/{self.statement.slug}/{self.text.path.name}"
        subject = self.statement.iri.removeprefix(self.view.corpus.base)
        return Finding(name, line, subject, wrong, mend, "skipped")


def _figures(account: Account) -> Iterator[Finding]:
    if account.language not in SUPPORTED:
        return
    places = [*account.counted, *account.times, *account.listed, *account.heading, *account.named]
    for figure in figures(account.text.content, account.language):
        span = Span(figure.start, figure.end)
        if _is_slight(figure) and any(span.overlaps(c) for c in account.clauses):
            continue
        if not any(p.start <= span.start and span.end <= p.end for p in places):
            words = span.of(account.text.content)
            yield account.finding(
                span,
                f"No claim gives the figure {shown(words)} (characters {span.start}-{span.end}).",
                f"Add a count, a measure or a time reading with these words. {_LISTED}",
            )


def _relations(account: Account) -> Iterator[Finding]:
    """Report words that tie two things said, and that no relation is carried by."""
    view, text = account.view, account.text
    scheme = f"{view.corpus.base}concept/scheme/relations"
    cues = {
        cue
        for node in view.nodes.values()
        if scheme in node.all("skos:inScheme")
        for cue in view.cues(node.iri, account.language, ("skos:altLabel",))
    }
    tied = [c.span for u in view.utterances if u.kind == "RelationClaim" for c in u.clauses]
    for cue in sorted(cues):
        for match in re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", text.content, re.IGNORECASE):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(t) for t in [*tied, *account.listed, *account.record]):
                yield account.finding(
                    span,
                    f"No relation has the word {shown(match[0])} (character {span.start}).",
                    f"Add an sg:RelationClaim with this word. {_LISTED}",
                )


def _is_slight(figure: Figure) -> bool:
    """Say whether any claim may carry it: "one of", "the first", "numerous"."""
    return figure.ordinal or figure.vague is not None or figure.value == 1


def _runs(account: Account) -> Iterator[Finding]:
    places = sorted(
        [*account.clauses, *account.times, *account.listed, *account.record, *account.roles]
    )
    for start, end in sentence_spans(account.text.content, account.language):
        run: list[Span] = []
        for match in [*_WORD.finditer(account.text.content, start, end), None]:
            span = Span(match.start(), match.end()) if match else None
            if span and not any(p.start < span.end and span.start < p.end for p in places):
                run.append(span)
                continue
            if len(run) >= LONGEST_RUN:
                whole = Span(run[0].start, run[-1].end)
                words = whole.of(account.text.content)
                yield account.finding(
                    whole,
                    f"No utterance is carried by the words {shown(words)}.",
                    f"Add the utterance, or lengthen sg:asWorded of theirs. {_LISTED}",
                )
            run = []
