"""How to cite a thing: plain text, BibTeX, RIS and CSL-JSON.

What somebody said is cited as theirs, by their exact words in quotation marks; the graph is
named as the database. All dates are those in the data: the release says which state was read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from statementgraph.features.things.profiles import Document
from statementgraph.view import labels
from statementgraph.view.claims import Reader, Ref, Utterance
from statementgraph.view.graph import Node

# Longer words are cut in a title, at a space; they stand whole in the abstract.
_TITLE = 180
_CUT = "[…]"
_SAYS = "The record says that the speaker said this, never that it is so."

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash, so a lone one would break the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference to one thing says.

    `container` is the statement the words stand in; `issued` is its date, as in the data;
    `words` are the exact words, whole; `database` and `release` name what was read, `url` is
    the thing's permanent IRI. Any part but the title and the last three may be "".
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

    @property
    def said(self) -> bool:
        """Whether somebody's words are cited, not a record of the graph."""
        return bool(self.author)

    @property
    def _date(self) -> tuple[int, ...]:
        found = _ISO.match(self.issued)
        return tuple(int(part) for part in found.groups() if part) if found else ()


def cite(
    reader: Reader, document: Document, all_said: tuple[Utterance, ...], release: str
) -> Citation:
    """Make the citation of a document's thing; `all_said` is what was said in it or read from it.

    Words are cited as their speaker's; whatever else the graph describes, as its record.
    """
    thing, kind = document.thing, document.kind
    path = reader.addresses.below(thing.value) or thing.value
    said = all_said[0] if all_said else None
    quote = reader.quote(thing)
    if kind == "utterance" and said:
        parts = _words(reader, said, tuple(q.exact for q in said.quotes))
        parts["note"] = f"Recorded as {_line(said.ref.text)} ({said.kind_words}). {_SAYS}"
    elif quote and said:
        parts = _words(reader, said, (quote.exact,))
        parts["note"] = f"Characters {quote.start} to {quote.end} of the text. {_SAYS}"
    elif kind in {"statement", "text"}:
        parts = _statement(reader, thing, said, kind)
    else:
        parts = {"title": _record(reader, thing)}
    blank = dict.fromkeys(
        ("author", "office", "container", "issued", "words", "note", "language"), ""
    )
    fixed = {"key": _key(path), "database": labels.SITE, "release": release, "url": thing.value}
    return Citation(**{**blank, **parts, **fixed})


def _words(reader: Reader, said: Utterance, exact: tuple[str, ...]) -> dict[str, str]:
    whole = f" {_CUT} ".join(dict.fromkeys(_line(text) for text in exact))
    return {
        "author": said.speaker.text,
        "office": _names(said.offices),
        "title": _quoted(_shortened(whole)),
        "container": statement_title(reader, said.statement),
        "issued": said.iso,
        "words": _quoted(whole),
        "language": _language(reader, said.statement.iri),
    }


def _statement(reader: Reader, thing: Node, said: Utterance | None, kind: str) -> dict[str, str]:
    graph = reader.graph
    statement = graph.first(thing, "dcterms:isFormatOf") if kind == "text" else thing
    speaker = graph.first(statement, "prov:wasAttributedTo") if statement else None
    ref = reader.ref(statement or thing)
    named = reader.ref(speaker) if speaker else said.speaker if said else None
    return {
        "author": named.text if named else "",
        "office": _names(reader.offices(statement, speaker)),
        "title": statement_title(reader, ref),
        "issued": graph.text(statement or thing, "dcterms:issued"),
        "note": f"{ref.text}. The record says what the speaker said, never that it is so.",
        "language": _language(reader, ref.iri),
    }


def statement_title(reader: Reader, statement: Ref) -> str:
    """Give the title that the speaker gave a statement, in quotation marks, else its label."""
    own = reader.graph.text(NamedNode(statement.iri), "dcterms:title") if statement.iri else ""
    return _quoted(_line(own)) if own else _line(statement.text)


def _language(reader: Reader, iri: str) -> str:
    return reader.graph.text(NamedNode(iri), "dcterms:language") if iri else ""


def _record(reader: Reader, thing: Node) -> str:
    """Name a record; a concept is a word that somebody uses, so it stands in quotation marks."""
    name = _line(reader.graph.label(thing))
    shown = _quoted(name) if reader.kind(thing) == "skos:Concept" else name
    return f"{shown} ({reader.kind_words(thing)})"


def _names(refs: tuple[Ref, ...]) -> str:
    return ", ".join(_line(ref.text) for ref in refs)


def _quoted(text: str) -> str:
    return f"“{text}”"


def _line(text: str) -> str:
    """Put a text on one line: none of the formats can hold a control character."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _shortened(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    head = text[:_TITLE].rpartition(" ")[0] or text[:_TITLE]
    return f"{head} {_CUT}"


def _key(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "thing"


def plain(cited: Citation) -> str:
    """Write the reference as a sentence."""
    who = ", ".join(filter(None, (cited.author, cited.office)))
    inside = f"In: {cited.container}" if cited.container else ""
    held = f"{cited.database}, release {cited.release}"
    parts = (cited.title, inside, labels.day(cited.issued), held)
    sentences = " ".join(_ended(part) for part in parts if part)
    return f"{who + ': ' if who else ''}{sentences} {cited.url}"


def _ended(part: str) -> str:
    """End a part with a full stop, unless the words in it end with a mark of their own."""
    return part if part.rstrip("”")[-1:] in {".", "!", "?"} else f"{part}."


def bibtex(cited: Citation) -> str:
    """Write a BibTeX entry in UTF-8; the title keeps its case and its words."""
    date = cited._date
    held = ", ".join(filter(None, (cited.container, f"{cited.database}, release {cited.release}")))
    fields = {
        # A name is given whole: which part is the family name, the data do not say.
        "author": _group(_latex(cited.author)),
        "title": _group(_latex(cited.title)),
        "howpublished": _latex(held),
        "publisher": _latex(cited.database),
        "version": _latex(cited.release),
        "year": str(date[0]) if date else "",
        "month": _MONTHS[date[1] - 1] if len(date) > 1 and 1 <= date[1] <= 12 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "language": _latex(cited.language),
        "abstract": _latex(cited.words),
        "note": _latex(cited.note),
        # Read as it stands, so only what would end it is escaped (RFC 3986 section 2.1).
        "url": cited.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join((f"@misc{{{cited.key},", *lines, "}", ""))


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in _line(text))


def _group(text: str) -> str:
    return f"{{{text}}}" if text else ""


def ris(cited: Citation) -> str:
    """Write a RIS record: two letters, two spaces, a hyphen, a space, the value, CR LF."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _ris(cited))


def _ris(cited: Citation) -> Iterator[tuple[str, str]]:
    date = cited._date
    yield "TY", "GEN" if cited.said else "DBASE"
    found = {
        "ID": cited.key,
        "AU": cited.author,
        "TI": cited.title,
        "T2": cited.container or cited.database,
        "PY": f"{date[0]:04}" if date else "",
        # Year, month, day and a note, with a slash for each that is missing.
        "DA": "/".join([f"{n:04}" if n > 31 else f"{n:02}" for n in date] + [""] * (4 - len(date)))
        if date
        else "",
        "PB": cited.database,
        "DB": cited.database,
        "ET": cited.release,
        "LA": cited.language,
        "AB": cited.words,
        "N1": cited.note,
        "UR": cited.url,
    }
    yield from ((tag, value) for tag, value in found.items() if value)
    yield "ER", ""


def csl(cited: Citation) -> str:
    """Write CSL-JSON: a list of one item (CSL 1.0.2, csl-data.json)."""
    found: dict[str, object] = {
        "id": cited.key,
        "type": "document" if cited.said else "entry",
        "author": [{"literal": cited.author}] if cited.author else "",
        "title": cited.title,
        "container-title": cited.container or ("" if cited.said else cited.database),
        "issued": {"date-parts": [list(cited._date)]} if cited._date else "",
        "publisher": cited.database,
        "source": cited.database,
        "version": cited.release,
        "language": cited.language,
        "abstract": cited.words,
        "note": cited.note,
        "URL": cited.url,
    }
    item = {name: value for name, value in found.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


# The formats a citation is written in, by the key of the format.
WRITERS = {"bib": bibtex, "ris": ris, "csl.json": csl}
