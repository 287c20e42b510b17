"""The citation of a thing: what it has, whatever the format.

An utterance is cited as its speaker's, by the exact words in quotation marks, with the graph as
the database. All dates are those of the data; the release identifies the state that was read.
"""

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.features.things.profiles import Document
from statementgraph.view import labels
from statementgraph.view.claims import Reader, Ref, Utterance, names_in_line
from statementgraph.view.graph import Node, is_node
from statementgraph.view.notices import Notice, read_notice

# A longer quote is cut in a title, at a space; the abstract has the whole quote.
_TITLE = 180
_CUT = "[…]"
_SAYS = "The record says that the speaker said this, never that it is so."

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ISO = re.compile(r"(-?\d{4,7})(?:-(\d\d)(?:-(\d\d))?)?\Z")


@dataclass(frozen=True, slots=True)
class Citation:
    """The fields of a citation.

    `container` is the statement with the words, `issued` its date as stored; `words` are the
    whole exact words; `database` and `release` identify the data, `url` is the permanent IRI
    of the thing; `notice` says that the statement was withdrawn or corrected. Any field but
    `key`, `title`, `database`, `release` and `url` may be "".
    """

    key: str
    author: str
    office: str
    title: str
    container: str
    issued: str
    words: str
    note: str
    language: str
    database: str
    release: str
    url: str
    notice: str = ""

    @property
    def cites_words(self) -> bool:
        """Whether a speaker's words are cited, not a record of the graph."""
        return bool(self.author)

    @property
    def date(self) -> tuple[int, ...]:
        """The year, month and day of `issued`, as far as it has them."""
        match = _ISO.match(self.issued)
        return tuple(int(part) for part in match.groups() if part) if match else ()


def cite(
    reader: Reader, document: Document, all_said: tuple[Utterance, ...], release: str
) -> Citation:
    """Build the citation of a document's thing; `all_said` are the utterances of the document.

    Words are cited as their speaker's, and every other thing as a record of the graph.
    """
    thing, kind = document.thing, document.kind
    path = reader.addresses.below(thing.value) or thing.value
    utterance = all_said[0] if all_said else None
    quote = reader.quote(thing)
    if kind == "utterance" and utterance:
        parts = _words(reader, utterance, tuple(q.exact for q in utterance.quotes))
        how = "" if utterance.verb == labels.SAID else f"; {utterance.verb}"
        recorded = f"{one_line(utterance.ref.text)} ({utterance.kind_label}{how}{_of(utterance)})"
        parts["note"] = _noted(utterance.notice, f"Recorded as {recorded}. {_SAYS}")
    elif quote and utterance:
        parts = _words(reader, utterance, (quote.exact,))
        where = f"Characters {quote.start} to {quote.end} of the text."
        parts["note"] = _noted(utterance.notice, f"{where} {_SAYS}")
    elif kind in {"statement", "text"}:
        parts = _statement(reader, thing, utterance, kind)
    else:
        parts = {"title": _record(reader, thing)}
    blank = dict.fromkeys(
        ("author", "office", "container", "issued", "words", "note", "notice", "language"), ""
    )
    fixed = {"key": _key(path), "database": labels.SITE, "release": release, "url": thing.value}
    return Citation(**{**blank, **parts, **fixed})


def _of(utterance: Utterance) -> str:
    return f"; view reported of {_names(utterance.holders)}" if utterance.holders else ""


def _how(utterance: Utterance) -> str:
    """Return what stands before the words, so that a denial never looks like its opposite."""
    _, _, added = utterance.verb.replace(labels.DENIAL, "denial").partition(", ")
    return f"{added}{_of(utterance)}: " if added else ""


def _noted(notice: Notice, note: str) -> str:
    return f"{one_line(notice.text)} {note}".strip()


def _words(reader: Reader, utterance: Utterance, exact: tuple[str, ...]) -> dict[str, str]:
    whole = f" {_CUT} ".join(dict.fromkeys(one_line(text) for text in exact))
    return {
        "author": utterance.speaker_names,
        "office": _names(utterance.offices),
        "title": f"{_how(utterance)}{_quoted(_shortened(whole))}",
        "container": statement_title(reader, utterance.statement),
        "issued": utterance.iso,
        "notice": one_line(utterance.notice.text),
        "words": _quoted(whole),
        "language": _language(reader, utterance.statement.iri),
    }


def _statement(
    reader: Reader, thing: Node, utterance: Utterance | None, kind: str
) -> dict[str, str]:
    graph = reader.graph
    statement = graph.first(thing, "dcterms:isFormatOf") if kind == "text" else thing
    speakers = reader.speakers(statement) if is_node(statement) else ()
    ref = reader.ref(statement or thing)
    authors = names_in_line(speaker.text for speaker, _ in speakers)
    notice = read_notice(graph, statement) if is_node(statement) else Notice()
    return {
        "author": authors or (utterance.speaker_names if utterance else ""),
        "office": _names(tuple(office for _, offices in speakers for office in offices)),
        "title": statement_title(reader, ref),
        "issued": graph.text(statement or thing, "dcterms:issued"),
        "notice": one_line(notice.text),
        "note": _noted(
            notice, f"{ref.text}. The record says what the speaker said, never that it is so."
        ),
        "language": _language(reader, ref.iri),
    }


def statement_title(reader: Reader, statement: Ref) -> str:
    """Return the title that the speaker gave a statement, in quotation marks, else its label."""
    own = reader.graph.text(NamedNode(statement.iri), "dcterms:title") if statement.iri else ""
    return _quoted(one_line(own)) if own else one_line(statement.text)


def _language(reader: Reader, iri: str) -> str:
    return reader.language(NamedNode(iri)) if iri else ""


def _record(reader: Reader, thing: Node) -> str:
    """Return the title of a record; a concept is a word in use, so it has quotation marks."""
    name = one_line(reader.graph.label(thing))
    title = _quoted(name) if reader.kind(thing) == "skos:Concept" else name
    return f"{title} ({reader.kind_label(thing)})"


def _names(refs: tuple[Ref, ...]) -> str:
    return ", ".join(one_line(ref.text) for ref in refs)


def _quoted(text: str) -> str:
    return f"“{text}”"


def one_line(text: str) -> str:
    """Put a text on one line: none of the formats allows control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _shortened(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    head = text[:_TITLE].rpartition(" ")[0] or text[:_TITLE]
    return f"{head} {_CUT}"


def _key(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "thing"
