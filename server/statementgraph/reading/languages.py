"""The languages whose numbers, hedges and dates can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

_ISO_639_1 = "http://id.loc.gov/vocabulary/iso639-1/"
_SPACES = "\u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag (BCP 47) and English name, and the marks in its numbers.

    `grouping` holds the characters that may part thousands, `decimal` the one before
    the fraction, both for ASCII digits (CLDR). The plain space is among the former
    where CLDR groups by a space or, in texts, a space is used beside the stop.
    """

    tag: str
    name: str
    grouping: str
    decimal: str


def _language(tag: str) -> Language:
    locale = Locale(tag)
    marks = locale.number_symbols["latn"]
    group = marks["group"]
    spaces = _SPACES if group in ".," and tag != "az" else f" {_SPACES}"
    return Language(
        tag, locale.get_display_name("en") or tag, "".join({*group, *spaces}), marks["decimal"]
    )


SUPPORTED: Mapping[str, Language] = MappingProxyType(
    {tag: _language(tag) for tag in ("ar", "az", "en", "fr", "hy", "ru")}
)
"""The languages with tables of their own, by tag."""


def language_tag(iri_or_tag: str) -> str:
    """Return the language subtag of a tag ("en-GB") or of an ISO 639-1 IRI: "en".

    What is neither is returned in lower case as it is; it is then not in SUPPORTED.
    """
    tag = iri_or_tag.removeprefix(_ISO_639_1).rstrip("/").rsplit("/", 1)[-1]
    return tag.replace("_", "-").split("-", 1)[0].lower()


@cache
def is_known(tag: str) -> bool:
    """Say whether CLDR has the language of `tag`, whether or not it can be read here."""
    try:
        Locale(language_tag(tag))
    except (UnknownLocaleError, ValueError):
        return False
    return True
