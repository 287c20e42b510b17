"""Exact quotes and sentences in a text: positions, never guesses.

Positions count code points of the text as it is stored, from 0, and the end is
exclusive (Web Annotation Data Model, 4.2.4 and 4.2.5; RFC 5147 for `#char=`).
Nothing is normalised: a line end in a quote must be a line end in the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statementgraph.errors import InvalidDataError
from statementgraph.reading.sentences import paragraph_spans, sentence_spans

CONTEXT = 32
"""How many code points stand before and after a quote in its selector."""

_FRAGMENT = re.compile(r"#char=(0|[1-9][0-9]*),(0|[1-9][0-9]*)$")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of a text in code points: `start` from 0, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Context:
    """The words just before and just after a quote."""

    prefix: str
    suffix: str


class QuoteError(InvalidDataError):
    """A quote cannot be placed; `found` holds where its words do occur."""

    title = "The quote cannot be placed"

    def __init__(self, message: str, *, hint: str = "", found: tuple[Span, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.found = found


def quote_iri(text_iri: str, span: Span) -> str:
    """Name the quote at `span` of the text `text_iri` (RFC 5147, section 2.1)."""
    return f"{text_iri}#char={span.start},{span.end}"


def split_quote_iri(iri: str) -> tuple[str, Span] | None:
    """Take a quote's IRI apart into its text and its span; None if it is no quote."""
    match = _FRAGMENT.search(iri)
    if match is None:
        return None
    return iri[: match.start()], Span(int(match[1]), int(match[2]))


def context(text: str, span: Span, n: int = CONTEXT) -> Context:
    """Return up to `n` code points on either side of `span`, cut at the ends of the text."""
    return Context(text[max(0, span.start - n) : span.start], text[span.end : span.end + n])


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span:
    """Place `exact` in `text`; `prefix` and `suffix` must stand right beside it.

    Raises QuoteError unless there is exactly one such place.
    """
    if not exact:
        raise QuoteError(
            "The quote is empty.", hint="Write the exact words between the quotation marks."
        )
    every = tuple(_occurrences(text, exact))
    fitting = tuple(
        s for s in every if text.endswith(prefix, 0, s.start) and text.startswith(suffix, s.end)
    )
    if len(fitting) == 1:
        return fitting[0]
    if not every:
        raise QuoteError(
            f"{_shown(exact)} does not occur in the text.", hint=_agreement(text, exact)
        )
    if not fitting:
        raise QuoteError(
            f"{_shown(exact)} occurs in the text, but not with that prefix and suffix.",
            hint="Copy into oa:prefix and oa:suffix the words that stand right beside it.",
            found=every,
        )
    places = ", ".join(f"{s.start}-{s.end}" for s in fitting)
    raise QuoteError(
        f"{_shown(exact)} occurs {len(fitting)} times in the text (characters {places}).",
        hint="Add oa:prefix or oa:suffix with the words beside the one you mean.",
        found=fitting,
    )


def _occurrences(text: str, exact: str) -> Iterator[Span]:
    at = text.find(exact)
    while at >= 0:
        yield Span(at, at + len(exact))
        at = text.find(exact, at + 1)


def _shown(words: str, most: int = 60) -> str:
    """Put the words on one line, between quotation marks, cut to `most` code points."""
    line = words.replace("\n", "\\n")
    return f"“{line}”" if len(line) <= most else f"“{line[: most - 1]}…”"


def _agreement(text: str, exact: str) -> str:
    """Say up to which character the quote is right: where the editor should look."""
    good, bad = 0, len(exact)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if exact[:middle] in text else (good, middle)
    if not good:
        return "Copy the words exactly from the text."
    after = text[text.index(exact[:good]) + good :][:1]
    there = f"{after!a} ({ord(after):#06x})" if after else "its end"
    return (
        f"Only the first {good} characters agree: then the quote has"
        f" {exact[good]!a} ({ord(exact[good]):#06x}) where the text has {there}."
    )


ACCOUNTS = frozenset({"saying", "record", "addressee", "note"})
"""How a passage may be read (`?how` of the query passages-read) so that it covers a sentence.

An utterance, the record of the statement or of an addressee, or a note that says why there
is none. That a thing is named in a sentence is not enough.
"""


def uncovered(text: str, spans: Iterable[Span], language: str = "en") -> list[Span]:
    """Return the sentences of `text` that none of `spans` overlaps."""
    every = tuple(spans)
    return [s for s in sentences(text, language) if not any(s.overlaps(span) for span in every)]


def sentences(text: str, language: str = "en") -> list[Span]:
    """Cut `text` into sentences, in order, without the white space between them.

    How, says `reading.sentences`; `language` is a tag such as "en", or its IRI.
    """
    return [Span(*span) for span in sentence_spans(text, language)]


def paragraphs(text: str) -> list[Span]:
    """Cut `text` into paragraphs, in order, without the white space between them."""
    return [Span(*span) for span in paragraph_spans(text)]
