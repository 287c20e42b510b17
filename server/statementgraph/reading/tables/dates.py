"""The words around dates in each language; the names of months come from CLDR."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateTable:
    """Regular expressions, in lower case, of what stands in the dates of one language."""

    to: str
    """Between the ends of a range."""
    before_year: str = "(?!)"
    """Before a year, so that four digits are one."""
    after_year: str = "(?!)"
    """Behind a year, so that digits are one; a part of the date."""
    before_christ: str = "(?!)"
    """Behind a year counted back."""
    century: str = "(?!)"
    """A century; its number is the group `n`, in digits or Roman numerals."""
    decade: str = "(?!)"
    """A decade; its first year is the group `y`."""
    months: tuple[tuple[str, int], ...] = ()
    """Names of months that CLDR does not have."""
    month_ending: str = ""
    """Endings that the name of a month may take."""
    numeric: bool = True
    """Whether 03.04.1992 is the third of April and nothing else."""


DATES: Mapping[str, DateTable] = {
    "en": DateTable(
        to="to|and|until|through|till",
        before_year="in|since|by|of|from|until|during|before|after|year|between|to|and|through",
        before_christ=r"b\.?\s?c\.?(?:\s?e\.?)?(?!\w)",
        century=r"(?P<n>\d{1,2})(?:st|nd|rd|th)\s+century",
        decade=r"(?P<y>\d{3}0)['’]?s",
        numeric=False,
    ),
    "fr": DateTable(
        to="à|au|et|jusqu'au",
        before_year="en|depuis|année|l'an|entre|à|et|de|vers|avant|après",
        before_christ=r"av(?:\.|ant)\s?j\.?(?:-|ésus-)\s?c(?:hrist|\.)?",
        century=r"(?P<n>\d{1,2}|[ivx]+)(?:er|e|ème)\s+siècle",
        decade=r"années\s+(?P<y>\d{3}0)",
    ),
    "ru": DateTable(
        to="по|до|и|на",
        before_year="в|с|к|до|после|между|и|от",
        after_year=r"(?:-?[гмой]+)?\s*(?:годов|года|году|годом|годы|год|гг?\.)",
        before_christ=r"(?:(?:год[ауом]*|г\.)\s*)?до\s+н\.\s?э\.",
        century=r"(?P<n>\d{1,2}|[ivx]+)(?:-?[гомй]+)?\s+(?:век[аеуом]*|столети[еяию])",
        decade=r"(?P<y>\d{3}0)-[ехм]+(?:\s+(?:годы|годов|годах|гг?\.))?",
    ),
    "az": DateTable(
        to="dan|dən|ilə|və|a|ə",
        after_year=r"(?:\s?-?\s?c[iıuü])?\s*(?:illər\w*|il\w*)",
        before_christ=r"(?!)",
        century=r"(?P<n>\d{1,2}|[ivx]+)(?:-c[iıuü])?\s+əsr\w*",
        decade=r"(?P<y>\d{3}0)-c[iıuü]\s+illər\w*",
        month_ending=r"(?:[ıiuü]n|da|də|dan|dən|a|ə|[ıiuü])?",
    ),
    "hy": DateTable(
        to="ից|մինչև|և|եւ|ի",
        after_year=r"\s*(?:թվական\w*|թթ?\.)",
        before_christ=r"(?:թ\.)?\s*մ\.\s?թ\.\s?ա\.",
        century=r"(?P<n>\d{1,2}|[ivx]+)-?(?:րդ)?\s+դար\w*",
        decade=r"(?P<y>\d{3}0)-ական\w*(?:\s+թվական\w*|\s+թթ?\.)?",
        month_ending=r"(?:ին|ից|ը|ն)?",
    ),
    "ar": DateTable(
        to="إلى|الى|و|حتى",
        before_year="عام|سنة|العام|منذ|في",
        before_christ=r"ق\.?\s?م\.?|قبل الميلاد",
        months=(
            ("كانون الثاني", 1),
            ("شباط", 2),
            ("آذار", 3),
            ("نيسان", 4),
            ("أيار", 5),
            ("حزيران", 6),
            ("تموز", 7),
            ("آب", 8),
            ("أيلول", 9),
            ("تشرين الأول", 10),
            ("تشرين الثاني", 11),
            ("كانون الأول", 12),
        ),
    ),
}
"""The table of each language, by its tag."""
