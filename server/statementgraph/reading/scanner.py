"""Cuts a text into what may be part of a number: digits, words and marks."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from statementgraph.reading.languages import SUPPORTED
from statementgraph.reading.words import normal

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u00ad"
_SPACED = r"\d{1,3}(?:[SPACES]\d{3})+(?!\d)(?:[.,٫]\d+)?"
_TOKEN = (
    r"(?P<date>\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?!\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<fraction>\d{1,2}/\d{1,2}(?![\d/]))"
    rf"|(?P<digits>{_SPACED}|\d+(?:[.,٬٫'’]\d+)*)"
    r"|(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{_MARKS}])*)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text; `key` is its normal form, `start` and `end` are code points."""

    kind: str
    key: str
    start: int
    end: int
    value: Decimal | None = None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    known = SUPPORTED.get(language)
    spaces = "".join(c for c in (known.grouping if known else "\u00a0\u202f\u2009") if c.isspace())
    return re.compile(_TOKEN.replace("SPACES", spaces))


def tokens(text: str, language: str) -> list[Token]:
    """Cut `text` into tokens; white space is left out."""
    found = []
    for match in _pattern(language).finditer(text):
        kind = match.lastgroup or "mark"
        # Digits in a name ("T-72", "S/RES/822", "COVID19") are no figure.
        if kind in {"digits", "fraction"} and _in_a_name(text, match.start()):
            kind = "name"
        value = digits_value(match[0], language) if kind == "digits" else None
        found.append(Token(kind, normal(match[0], language), *match.span(), value))
    return found


def _in_a_name(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    if before[-1:] == "و":  # the Arabic "and", which is written to what follows
        return False
    if before[-1:].isalpha():
        return True
    return (
        before[-1:] in {"/", "-"}
        and before[:1].isalnum()
        and len(before) == 2
        and (before[-1] == "/" or (before[0].isalpha() and before[0].isupper()))
    )


def digits_value(run: str, language: str) -> Decimal | None:
    """Read digits with the marks of `language`; None where they do not fit together.

    Digits of every script count, and the marks of Arabic everywhere.
    """
    ascii_run = "".join(
        str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else c
        for c in run
    )
    known = SUPPORTED.get(language)
    group = "".join(re.escape(c) for c in (known.grouping if known else "\u00a0\u202f\u2009"))
    point = re.escape(known.decimal if known else ".")
    match = re.fullmatch(
        rf"(\d{{1,3}}(?:([{group}٬])\d{{3}}(?:\2\d{{3}})*)|\d+)(?:[{point}٫](\d+))?",
        ascii_run,
        re.ASCII,
    )
    if match is None or len(ascii_run) > 60:
        return None
    whole = re.sub(r"\D", "", match[1])
    return Decimal(f"{whole}.{match[3]}" if match[3] else whole)
