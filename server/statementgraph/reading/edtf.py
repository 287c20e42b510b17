"""The grammar of EDTF, levels 0 to 2 (Library of Congress, 4 February 2019; ISO 8601-2)."""

import re
from calendar import monthrange

_QUALIFIER = "[?~%]"
_YEAR = re.compile(
    r"-?\d{4}(?:S[1-9]\d*)?|-?[\dX]{4}|Y-?[1-9]\d{4,}(?:S[1-9]\d*)?|Y-?[1-9]\d*E[1-9]\d*(?:S[1-9]\d*)?"
)
_CLOCK = re.compile(
    r"T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
    r"(?:Z|[+-](?:(?:0\d|1[0-3])(?::[0-5]\d)?|14(?::00)?))?"
)
_LONGEST = 1000


def problem(text: str) -> str | None:
    """Say what keeps `text` from being EDTF, or return None.

    Days are held against the calendar, as ISO 8601 does ("2023-02-29" is none).
    """
    if not text or len(text) > _LONGEST:
        return "it is empty" if not text else f"it has more than {_LONGEST} characters"
    if not text.isascii():
        return "it has characters other than ASCII ones"
    if text[0] in "[{":
        return _set(text)
    if "/" in text:
        return _interval(text)
    return _date_or_time(text)


def _set(text: str) -> str | None:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        return "the bracket is not closed"
    parts = text[1:-1].split(",")
    for place, part in enumerate(parts):
        dates = part.split("..")
        if len(dates) > 2 or not any(dates):
            return f"“{part}” is no date and no range of dates"
        if (not dates[0] and place) or (not dates[-1] and place < len(parts) - 1):
            return "only the first date may be open before and the last one after"
        for date in filter(None, dates):
            if wrong := _date(date):
                return wrong
        if len(dates) == 2 and all(dates) and _later(dates[0], dates[1]):
            return "a range ends before it begins"
    return None


def _interval(text: str) -> str | None:
    ends = text.split("/")
    if len(ends) != 2:
        return "an interval has one slash"
    if all(end in {"", ".."} for end in ends):
        return "an interval names at least one date"
    for end in ends:
        if end not in {"", ".."} and (wrong := _date(end)):
            return wrong
    if _later(*ends):
        return "the interval ends before it begins"
    return None


def _date_or_time(text: str) -> str | None:
    day, mark, clock = text.partition("T")
    if not mark:
        return _date(text)
    if not re.fullmatch(r"-?\d{4}-\d\d-\d\d", day):
        return "only a whole day in digits has a time"
    if not _CLOCK.fullmatch(mark + clock):
        return "the time is not hh:mm:ss with or without Z or a zone up to 14:00"
    return _date(day)


def _date(text: str) -> str | None:
    """Check one date: year, month or season, day, with qualifiers beside each or behind all."""
    whole = re.sub(f"{_QUALIFIER}$", "", text)
    if whole != text and whole.endswith(("?", "~", "%")):
        return "it is qualified twice"
    match = re.fullmatch(
        rf"({_QUALIFIER}?)(-?[\dX]{{4}}(?:S\d+)?|Y[-\dES]+)({_QUALIFIER}?)"
        rf"(?:-({_QUALIFIER}?)([\dX]{{2}})({_QUALIFIER}?)(?:-({_QUALIFIER}?)([\dX]{{2}}))?)?",
        whole,
    )
    if match is None or not _YEAR.fullmatch(match[2]):
        return f"“{text}” is no date of the form YYYY, YYYY-MM or YYYY-MM-DD"
    if any(match[a] and match[b] for a, b in ((1, 3), (4, 6))):
        return "a part is qualified on both sides"
    if match[5] is None:
        return None
    if match[2][0] == "Y" or "S" in match[2]:
        return "a long year or one with significant digits has no month"
    return _month(match[5], match[8]) or _day(match[2], match[5], match[8])


def _month(month: str, day: str | None) -> str | None:
    if "X" in month:
        fits = re.fullmatch("XX|[01]X|X[0-9]", month)
        return None if fits else f"there is no month {month}"
    number = int(month)
    if 21 <= number <= 41:
        return "a season has no day" if day else None
    return None if 1 <= number <= 12 else f"there is no month {month}"


def _day(year: str, month: str, day: str | None) -> str | None:
    if day is None:
        return None
    months = [m for m in range(1, 13) if re.fullmatch(month.replace("X", r"\d"), f"{m:02}")]
    # An unknown digit of the year may make it a leap year.
    leap = 2000 if "X" in year else 1600 + abs(int(year)) % 400
    longest = max((monthrange(leap, m)[1] for m in months), default=0)
    pattern = day.replace("X", r"\d")
    if any(re.fullmatch(pattern, f"{d:02}") for d in range(1, longest + 1)):
        return None
    return f"there is no day {day} in that month"


def _later(first: str, second: str) -> bool:
    """Say whether `first` surely is after `second`; only plain years and days are compared."""
    a, b = _numbers(first), _numbers(second)
    if a is None or b is None:
        return False
    shared = min(len(a), len(b))
    return a[:shared] > b[:shared]


def _numbers(date: str) -> list[int] | None:
    plain = re.sub(_QUALIFIER, "", date)
    match = re.fullmatch(r"Y?(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?", plain)
    if match is None or (match[2] and int(match[2]) > 12):
        return None
    return [int(part) for part in match.groups() if part]
