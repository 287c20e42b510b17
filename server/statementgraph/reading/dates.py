"""Dates in a text: days, months, years, centuries, and days of every year.

A small grammar over the names of months that CLDR has. What it does not know is no date:
a date is never guessed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from babel.dates import get_month_names

from statementgraph.reading.days import Day, length
from statementgraph.reading.languages import SUPPORTED, language_tag
from statementgraph.reading.tables.dates import DATES, DateTable
from statementgraph.reading.times import Reading, read_rule

__all__ = ["DateWords", "Reading", "dates", "read_time"]

_DAY = r"\d{1,2}"
_NTH = r"(?:st|nd|rd|th|er|-?е|-?го|-?ը|-?ին|-?ի|-?[ıiuü]|-?(?:nd|d)[aə]n?|-?na|-?nə|-?ից)?"
_YEAR = r"\d{4,6}"
_DASH = r"\s*[-–—]\s*"
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date in a text, at code points `start` to `end` (exclusive).

    `edtf` and the first and last day it may mean (xsd:date), or `recurs` (xsd:gMonthDay)
    for a day without a year.
    """

    start: int
    end: int
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    recurs: str | None = None


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns of one language, and the numbers of its months."""

    pattern: re.Pattern[str]
    months: dict[str, int]
    table: DateTable


def dates(text: str, language: str) -> list[DateWords]:
    """Return the dates in `text`, in order; none for a language without a table but ISO dates.

    Never raises, whatever the text. "03/04/1992" is a date only where one order is usual,
    which in English none is.
    """
    grammar = _grammar(language_tag(language))
    # One code point for one, so that places stay.
    plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = []
    for match in grammar.pattern.finditer(plain):
        date = _date(match, grammar)
        if date is not None:
            found.append(date)
    return found


def read_time(rule: str, words: str, reference: str | None, language: str) -> Reading | None:
    """Compute what `rule` makes of `words`, counted from `reference` where it counts.

    `rule` is the IRI or the name of a time rule; `reference` is an xsd:date, xsd:gYearMonth
    or xsd:gYear. None where the rule is not known, or the words or the reference lack what
    it needs.
    """
    name = rule.rstrip("/").rsplit("/", 1)[-1]
    if name == "explicit":
        found = dates(words, language)
        if not found:
            return None
        return Reading(found[0].edtf, found[0].earliest, found[0].latest, found[0].recurs)
    return read_rule(name, words, reference, language)


@cache
def _grammar(language: str) -> _Grammar:
    table = DATES.get(language, DateTable(to="(?!)"))
    months = _months(language) if language in SUPPORTED else {}
    names = "|".join(re.escape(m) for m in sorted(months, key=len, reverse=True)) or "(?!)"
    to = rf"(?:{_DASH}|\s*-?\s*(?:{table.to})\s+)"
    month = rf"(?:{names})\.?{table.month_ending}(?!\w)"
    year = rf"{_YEAR}(?:{table.after_year})?"
    named = partial(_named, month=month, year=year)
    forms = [
        r"(?P<iso>\d{4}-\d\d-\d\d(?![\d-]))",
        r"(?P<numeric>(?P<nd>\d{1,2})[./](?P<nm>\d{1,2})[./](?P<ny>\d{4})(?!\d))"
        if table.numeric
        else "(?!)",
        rf"(?P<full>{named('a')}{to}{named('b')})",
        rf"(?P<reach>{_reach('r', month, year, to)})",
        rf"(?P<single>{named('s')})",
        rf"(?P<monthof>(?P<mm>{month})(?:\s+|,\s*|\s+de\s+|\s+of\s+)(?P<my>{year})(?!\w))",
        rf"(?P<century>{table.century})(?!\w)",
        rf"(?P<decade>{table.decade})(?!\w)",
        rf"(?P<bce>(?P<by>\d{{1,5}})\s*(?:{table.before_christ}))",
        rf"(?P<yearword>(?P<yw>\d{{3,6}})(?:{table.after_year})(?!\w))",
        rf"(?P<yearrange>(?:(?:{table.before_year})\s+)?(?P<ya>{_YEAR}){to}(?P<yb>{_YEAR})(?!\w))",
        rf"(?P<year>(?:(?<=^)|(?<=\()|(?:(?<!\w)(?:{table.before_year})\s+))(?P<yy>{_YEAR})(?!\w))",
    ]
    return _Grammar(re.compile(rf"(?<![\w/.,])(?:{'|'.join(forms)})"), months, table)


def _named(mark: str, month: str, year: str) -> str:
    """Return the pattern of one day with the name of its month: three orders."""
    parts = (
        rf"(?P<{mark}d1>{_DAY}){_NTH}\s+(?:of\s+)?(?P<{mark}m1>{month})"
        rf"(?:(?:\s*,\s*|\s+)(?P<{mark}y1>{year})(?!\w))?",
        rf"(?P<{mark}y2>{year})[\s,]+(?P<{mark}m2>{month})(?:\s+(?P<{mark}d2>{_DAY}){_NTH}(?!\w))?",
        rf"(?P<{mark}m3>{month})\s+(?P<{mark}d3>{_DAY}){_NTH}(?!\w)"
        rf"(?:(?:\s*,\s*|\s+)(?P<{mark}y3>{year})(?!\w))?",
    )
    return f"(?:{'|'.join(parts)})"


def _reach(mark: str, month: str, year: str, to: str) -> str:
    """Return the pattern of several days of one month: "25 to 26 February 1992"."""
    days = rf"(?P<{mark}f%s>{_DAY}){_NTH}{to}(?P<{mark}t%s>{_DAY}){_NTH}"
    tail = rf"(?:(?:\s*,\s*|\s+)(?P<{mark}y%s>{year})(?!\w))?"
    first = rf"{days % (1, 1)}\s+(?:of\s+)?(?P<{mark}m1>{month}){tail % 1}"
    second = rf"(?P<{mark}m2>{month})\s+{days % (2, 2)}(?!\w){tail % 2}"
    third = rf"(?P<{mark}y3>{year})[\s,]+(?P<{mark}m3>{month})\s+{days % (3, 3)}(?!\w)"
    return f"(?:{first}|{second}|{third})"


def _months(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context, locale=language).items():
                plain = name.lower().rstrip(".")
                if width == "wide" or len(plain) >= 3:
                    found.setdefault(plain, int(number))
    return found | dict(DATES[language].months)


def _date(match: re.Match[str], grammar: _Grammar) -> DateWords | None:
    """Read what one form has matched."""
    form = next(name for name, words in match.groupdict().items() if words and name in _FORMS)
    return _FORMS[form](match, grammar)


def _span(match: re.Match[str], first: Day, last: Day | None = None) -> DateWords | None:
    last = last or first
    if not first.exists() or not last.exists():
        return None
    if _key(first) > _key(last):
        return None
    edtf = first.edtf() if first == last else f"{first.edtf()}/{last.edtf()}"
    return DateWords(match.start(), match.end(), edtf, first.first(), last.last())


def _key(day: Day) -> tuple[int, int, int]:
    return day.year, day.month or 0, day.day or 0


def _recurring(match: re.Match[str], month: int, day: int) -> DateWords | None:
    if not 1 <= day <= length(2000, month):
        return None
    return DateWords(match.start(), match.end(), recurs=f"--{month:02}-{day:02}")


def _month(name: str, grammar: _Grammar) -> int:
    """Return the number of a month whose name may have an ending."""
    plain = name.rstrip(".")
    known = (m for m in sorted(grammar.months, key=len, reverse=True) if plain.startswith(m))
    return grammar.months[next(known)]


def _year(words: str) -> int:
    found = re.match(r"\d+", words)
    return int(found[0]) if found else 0


def _parts(
    match: re.Match[str], mark: str, grammar: _Grammar
) -> tuple[int | None, int, int | None]:
    """Return year, month and day of a day with the name of its month."""
    for order in (1, 2, 3):
        name = match[f"{mark}m{order}"]
        if name is not None:
            year, day = match[f"{mark}y{order}"], match[f"{mark}d{order}"]
            month = _month(name, grammar)
            return (_year(year) if year else None), month, (int(day) if day else None)
    return None, 0, None


def _single(match: re.Match[str], grammar: _Grammar) -> DateWords | None:
    year, month, day = _parts(match, "s", grammar)
    if year is None:
        return _recurring(match, month, day or 0)
    return _span(match, Day(year, month, day))


def _full(match: re.Match[str], grammar: _Grammar) -> DateWords | None:
    """Read a range of two days; a year that stands once is that of both."""
    (y1, m1, d1), (y2, m2, d2) = _parts(match, "a", grammar), _parts(match, "b", grammar)
    first, last = y1 or y2, y2 or y1
    if first is None or last is None:
        return None
    return _span(match, Day(first, m1, d1), Day(last, m2, d2))


def _several(match: re.Match[str], grammar: _Grammar) -> DateWords | None:
    order = next(n for n in (1, 2, 3) if match[f"rm{n}"] is not None)
    year, month = match[f"ry{order}"], _month(match[f"rm{order}"], grammar)
    if year is None:
        return None
    first, last = int(match[f"rf{order}"]), int(match[f"rt{order}"])
    return _span(match, Day(_year(year), month, first), Day(_year(year), month, last))


def _iso(match: re.Match[str], _: _Grammar) -> DateWords | None:
    return _span(match, Day(*(int(p) for p in match["iso"].split("-"))))


def _numeric(match: re.Match[str], _: _Grammar) -> DateWords | None:
    return _span(match, Day(int(match["ny"]), int(match["nm"]), int(match["nd"])))


def _century(match: re.Match[str], _: _Grammar) -> DateWords | None:
    """Read a century, counted as 1901 to 2000."""
    words = match["n"]
    number = int(words) if words.isdigit() else _roman(words)
    return _span(match, Day(100 * number - 99), Day(100 * number)) if 0 < number < 100 else None


def _decade(match: re.Match[str], _: _Grammar) -> DateWords | None:
    year = int(match["y"])
    found = _span(match, Day(year), Day(year + 9))
    return found and DateWords(
        found.start, found.end, f"{year // 10}X", found.earliest, found.latest
    )


def _month_of(match: re.Match[str], grammar: _Grammar) -> DateWords | None:
    return _span(match, Day(_year(match["my"]), _month(match["mm"], grammar)))


def _years(match: re.Match[str], _: _Grammar) -> DateWords | None:
    """Read a year, several, or one counted back from the first."""
    if match["bce"]:
        return _span(match, Day(1 - int(match["by"])))
    if match["yearrange"]:
        return _span(match, Day(int(match["ya"])), Day(int(match["yb"])))
    return _span(match, Day(int(match["yw"] or match["yy"])))


def _roman(words: str) -> int:
    values = [_ROMAN[c] for c in words]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


_FORMS: Mapping[str, Callable[[re.Match[str], _Grammar], DateWords | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "full": _full,
    "reach": _several,
    "single": _single,
    "monthof": _month_of,
    "century": _century,
    "decade": _decade,
    **dict.fromkeys(("bce", "yearword", "yearrange", "year"), _years),
}
