"""Citations of a thing: plain text, BibTeX, RIS and CSL-JSON.

An utterance is cited as its speaker's, by the exact words in quotation marks, with the graph as
the database. All dates are those of the data; the release identifies the state that was read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.features.things.profiles import Document
from statementgraph.view import labels
from statementgraph.view.claims import Reader, Ref, Utterance, names_in_line
from statementgraph.view.dates import date_in_words
from statementgraph.view.graph import Node, is_node
from statementgraph.view.notices import Notice, read_notice

# A longer quote is cut in a title, at a space; the abstract has the whole quote.
_TITLE = 180
_CUT = "[…]"
_SAYS = "The record says that the speaker said this, never that it is so."

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even after a backslash, so an unbalanced one would break the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ISO = re.compile(r"(-?\d{4,7})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
    def _date(self) -> tuple[int, ...]:
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
        recorded = f"{_line(utterance.ref.text)} ({utterance.kind_label}{how}{_of(utterance)})"
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
    return f"{_line(notice.text)} {note}".strip()


def _words(reader: Reader, utterance: Utterance, exact: tuple[str, ...]) -> dict[str, str]:
    whole = f" {_CUT} ".join(dict.fromkeys(_line(text) for text in exact))
    return {
        "author": utterance.speaker_names,
        "office": _names(utterance.offices),
        "title": f"{_how(utterance)}{_quoted(_shortened(whole))}",
        "container": statement_title(reader, utterance.statement),
        "issued": utterance.iso,
        "notice": _line(utterance.notice.text),
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
        "notice": _line(notice.text),
        "note": _noted(
            notice, f"{ref.text}. The record says what the speaker said, never that it is so."
        ),
        "language": _language(reader, ref.iri),
    }


def statement_title(reader: Reader, statement: Ref) -> str:
    """Return the title that the speaker gave a statement, in quotation marks, else its label."""
    own = reader.graph.text(NamedNode(statement.iri), "dcterms:title") if statement.iri else ""
    return _quoted(_line(own)) if own else _line(statement.text)


def _language(reader: Reader, iri: str) -> str:
    return reader.language(NamedNode(iri)) if iri else ""


def _record(reader: Reader, thing: Node) -> str:
    """Return the title of a record; a concept is a word in use, so it has quotation marks."""
    name = _line(reader.graph.label(thing))
    title = _quoted(name) if reader.kind(thing) == "skos:Concept" else name
    return f"{title} ({reader.kind_label(thing)})"


def _names(refs: tuple[Ref, ...]) -> str:
    return ", ".join(_line(ref.text) for ref in refs)


def _quoted(text: str) -> str:
    return f"“{text}”"


def _line(text: str) -> str:
    """Put a text on one line: none of the formats allows control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _shortened(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    head = text[:_TITLE].rpartition(" ")[0] or text[:_TITLE]
    return f"{head} {_CUT}"


def _key(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "thing"


def plain_text(citation: Citation) -> str:
    """Return the citation in plain text."""
    who = ", ".join(filter(None, (citation.author, citation.office)))
    inside = f"In: {citation.container}" if citation.container else ""
    held = f"{citation.database}, release {citation.release}"
    became = citation.notice
    parts = (citation.title, inside, date_in_words(citation.issued), became, held)
    sentences = " ".join(_ended(part) for part in parts if part)
    return f"{who + ': ' if who else ''}{sentences} {citation.url}"


def _ended(part: str) -> str:
    """Add a full stop, unless the text or the quote in it ends with a punctuation mark."""
    return part if part.rstrip("”")[-1:] in {".", "!", "?"} else f"{part}."


def bibtex(citation: Citation) -> str:
    """Return a BibTeX entry in UTF-8; braces keep the case of the title."""
    date = citation._date
    held = ", ".join(
        filter(None, (citation.container, f"{citation.database}, release {citation.release}"))
    )
    fields = {
        # In braces, because the data does not say which part is the family name.
        "author": _group(_latex(citation.author)),
        "title": _group(_latex(citation.title)),
        "howpublished": _latex(held),
        "publisher": _latex(citation.database),
        "version": _latex(citation.release),
        "year": str(date[0]) if date else "",
        "month": _MONTHS[date[1] - 1] if len(date) > 1 and 1 <= date[1] <= 12 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "language": _latex(citation.language),
        "abstract": _latex(citation.words),
        "note": _latex(citation.note),
        # BibTeX reads a URL verbatim, so only its delimiters are escaped (RFC 3986, section 2.1).
        "url": citation.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join((f"@misc{{{citation.key},", *lines, "}", ""))


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in _line(text))


def _group(text: str) -> str:
    return f"{{{text}}}" if text else ""


def ris(citation: Citation) -> str:
    """Return a RIS record; each line is a tag, two spaces, a hyphen, a space, a value, CR LF."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _ris(citation))


def _ris(citation: Citation) -> Iterator[tuple[str, str]]:
    date = citation._date
    yield "TY", "GEN" if citation.cites_words else "DBASE"
    fields = {
        "ID": citation.key,
        "AU": citation.author,
        "TI": citation.title,
        "T2": citation.container or citation.database,
        "PY": f"{date[0]:04}" if date else "",
        # The form is year/month/day/note; missing parts are empty.
        "DA": "/".join([f"{n:04}" if n > 31 else f"{n:02}" for n in date] + [""] * (4 - len(date)))
        if date
        else "",
        "PB": citation.database,
        "DB": citation.database,
        "ET": citation.release,
        "LA": citation.language,
        "AB": citation.words,
        "N1": citation.note,
        "UR": citation.url,
    }
    yield from ((tag, value) for tag, value in fields.items() if value)
    yield "ER", ""


def csl(citation: Citation) -> str:
    """Return CSL-JSON: a list of one item (CSL 1.0.2, csl-data.json)."""
    fields: dict[str, object] = {
        "id": citation.key,
        "type": "document" if citation.cites_words else "entry",
        "author": [{"literal": citation.author}] if citation.author else "",
        "title": citation.title,
        "container-title": citation.container
        or ("" if citation.cites_words else citation.database),
        "issued": {"date-parts": [list(citation._date)]} if citation._date else "",
        "publisher": citation.database,
        "source": citation.database,
        "version": citation.release,
        "language": citation.language,
        "abstract": citation.words,
        "note": citation.note,
        "URL": citation.url,
    }
    item = {name: value for name, value in fields.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


# The writers of citations, by the key of the format.
WRITERS = {"bib": bibtex, "ris": ris, "csl.json": csl}
