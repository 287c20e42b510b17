"""Citations in plain text, BibTeX, RIS and CSL-JSON."""

import json
from collections.abc import Iterator

from statementgraph.features.things.citation import Citation, one_line
from statementgraph.view.dates import date_in_words

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even after a backslash, so an unbalanced one would break the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
    date = citation.date
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
    return "".join(_LATEX.get(char, char) for char in one_line(text))


def _group(text: str) -> str:
    return f"{{{text}}}" if text else ""


def ris(citation: Citation) -> str:
    """Return a RIS record; each line is a tag, two spaces, a hyphen, a space, a value, CR LF."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in _ris(citation))


def _ris(citation: Citation) -> Iterator[tuple[str, str]]:
    date = citation.date
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
        "issued": {"date-parts": [list(citation.date)]} if citation.date else "",
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
