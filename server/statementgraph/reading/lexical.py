"""The lexical space of each datatype: whether a literal is written as its datatype has it.

XML Schema 1.1 part 2 (W3C, 5 April 2012), RDF 1.1 for `rdf:` types, and EDTF. Nothing is
parsed by Python's own readers, which take "6_13", " 7 " and digits of other scripts.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from decimal import Decimal
from xml.parsers import expat

from statementgraph.reading import edtf

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EDTF = frozenset(
    f"{s}://id.loc.gov/datatypes/edtf/{n}"
    for s in ("http", "https")
    for n in ("EDTF", "EDTF-level0", "EDTF-level1", "EDTF-level2")
)

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_PERIOD = r"(?:[0-9]+Y)?(?:[0-9]+M)?"
_CLOCK = r"(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_NUMERAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = rf"{_START}\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
_CHARACTERS = "[\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*"
_NCNAME = rf"[{_START}][{_NAME}]*"

_FORMS: Mapping[str, tuple[str, str]] = {
    "string": (_CHARACTERS, "characters of XML"),
    "normalizedString": (r"[^\t\n\r]*", "characters without tabs and line ends"),
    "token": (r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?", "words with one space between them"),
    "language": (r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", "a language tag such as en-GB"),
    "NMTOKEN": (rf"[:{_NAME}]+", "a name token of XML"),
    "Name": (rf"[:{_START}][:{_NAME}]*", "a name of XML"),
    "NCName": (_NCNAME, "a name of XML without a colon"),
    "ID": (_NCNAME, "a name of XML without a colon"),
    "IDREF": (_NCNAME, "a name of XML without a colon"),
    "ENTITY": (_NCNAME, "a name of XML without a colon"),
    "IDREFS": (rf"{_NCNAME}(?: {_NCNAME})*", "names of XML"),
    "ENTITIES": (rf"{_NCNAME}(?: {_NCNAME})*", "names of XML"),
    "NMTOKENS": (rf"[:{_NAME}]+(?: [:{_NAME}]+)*", "name tokens of XML"),
    "QName": (rf"(?:{_NCNAME}:)?{_NCNAME}", "a name with or without a prefix"),
    "NOTATION": (rf"(?:{_NCNAME}:)?{_NCNAME}", "a name with or without a prefix"),
    "boolean": ("true|false|1|0", "true, false, 1 or 0"),
    "decimal": (_NUMERAL, "digits with or without a point, such as 6.13"),
    "float": (rf"{_NUMERAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN", "a number such as 6.13E2"),
    "double": (rf"{_NUMERAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN", "a number such as 6.13E2"),
    "hexBinary": ("(?:[0-9a-fA-F]{2})*", "pairs of hexadecimal digits"),
    "base64Binary": (
        r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]"
        r"|(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?",
        "base64",
    ),
    "anyURI": (_CHARACTERS, "characters of XML"),
    "date": (rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}", "a day such as 1992-02-25"),
    "dateTime": (rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}", "such as 1992-02-25T10:00:00Z"),
    "dateTimeStamp": (
        rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}",
        "such as 1992-02-25T10:00:00Z, with its zone",
    ),
    "time": (rf"{_TIME}{_ZONE}", "such as 10:00:00"),
    "gYear": (rf"{_YEAR}{_ZONE}", "a year such as 1992"),
    "gYearMonth": (rf"{_YEAR}-{_MONTH}{_ZONE}", "a month such as 1992-02"),
    "gMonth": (rf"--{_MONTH}{_ZONE}", "a month such as --02"),
    "gDay": (rf"---{_DAY}{_ZONE}", "a day such as ---25"),
    "gMonthDay": (rf"--{_MONTH}-{_DAY}{_ZONE}", "a day of every year such as --02-25"),
    "duration": (rf"-?P(?=[0-9T]){_PERIOD}{_CLOCK}", "such as P1Y2M3DT4H"),
    "yearMonthDuration": (rf"-?P(?=[0-9]){_PERIOD}", "such as P1Y2M"),
    "dayTimeDuration": (rf"-?P(?=[0-9T]){_CLOCK}", "such as P3DT4H"),
}

_INTEGERS: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{n: (-(2**b), 2**b - 1) for n, b in (("long", 63), ("int", 31), ("short", 15), ("byte", 7))},
    **{
        f"unsigned{n}": (0, 2**b - 1)
        for n, b in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))
    },
}

INTEGERS = frozenset(XSD + name for name in _INTEGERS)
"""xsd:integer and every datatype derived from it."""

_PATTERNS = {name: re.compile(form, re.ASCII) for name, (form, _) in _FORMS.items()}
_WHOLE = re.compile("[+-]?[0-9]+")
_LEAP = 2000


def problem(lexical: str, datatype: str) -> str | None:
    """Say what is wrong with `lexical` as a literal of `datatype` (an IRI), or return None.

    The answer ends a sentence that begins with the literal: "is no day such as 1992-02-25".
    A datatype that is not known here has no rule, so nothing is wrong. White space around
    a value is wrong: RDF 1.1 does not take it off, as XML Schema's processors do.
    """
    if datatype.startswith(XSD):
        return _xsd(lexical, datatype.removeprefix(XSD))
    if datatype in EDTF:
        wrong = edtf.problem(lexical)
        return f"is not in the Extended Date/Time Format: {wrong}" if wrong else None
    if datatype == f"{RDF}langString":
        return "has no language tag; rdf:langString is only for text with one"
    return _xml(lexical) if datatype == f"{RDF}XMLLiteral" else None


def decimal(lexical: str) -> Decimal | None:
    """Return the number that an xsd:decimal writes (XSD 1.1 part 2, 3.3.3), None for other text."""
    return Decimal(lexical) if _PATTERNS["decimal"].fullmatch(lexical) else None


def _xsd(lexical: str, name: str) -> str | None:
    if name in _INTEGERS:
        return _integer(lexical, *_INTEGERS[name])
    if name not in _PATTERNS:
        return None
    if not _PATTERNS[name].fullmatch(lexical):
        return f"is not written as xsd:{name} has it: {_FORMS[name][1]}"
    return _CALENDAR[name](lexical) if name in _CALENDAR else None


def _integer(lexical: str, least: int | None, most: int | None) -> str | None:
    if not _WHOLE.fullmatch(lexical):
        return "is no whole number in the digits 0 to 9, such as 613"
    if least is None and most is None:
        return None
    # The bounds have at most 20 digits; a longer number is never turned into one.
    digits = lexical.lstrip("+-").lstrip("0") or "0"
    value = (-1 if lexical[0] == "-" else 1) * int(digits[:25])
    if least is not None and value < least:
        return f"is below {least}, the least value of its datatype"
    if most is not None and value > most:
        return f"is above {most}, the greatest value of its datatype"
    return None


def _day(lexical: str) -> str | None:
    match = re.match(r"(-?\d+)-(\d\d)-(\d\d)", lexical, re.ASCII)
    if match is None:
        return None
    # The calendar repeats after 400 years; the last digits of a long year decide.
    year = int(match[1].lstrip("-")[-8:]) % 400 + _LEAP
    if int(match[3]) > monthrange(year, int(match[2]))[1]:
        return f"names a day that its month does not have ({match[2]}-{match[3]})"
    return None


def _month_day(lexical: str) -> str | None:
    if int(lexical[5:7]) > monthrange(_LEAP, int(lexical[2:4]))[1]:
        return f"names a day that its month does not have ({lexical[2:7]})"
    return None


def _xml(lexical: str) -> str | None:
    parser = expat.ParserCreate()
    # An entity declared in the text could grow without end; a fragment declares none.
    if "<!DOCTYPE" in lexical:
        return "is no fragment of XML: it holds a document type"
    try:
        parser.Parse(f"<x>{lexical}</x>".encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        return f"is not well-formed XML: {error}"
    return None


_CALENDAR: Mapping[str, Callable[[str], str | None]] = {
    **dict.fromkeys(("date", "dateTime", "dateTimeStamp"), _day),
    "gMonthDay": _month_day,
}
