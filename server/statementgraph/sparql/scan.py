"""Reads a query's tokens, to know before evaluation what it asks for.

The engine parses; this only finds out which form a query has (SPARQL 1.1 Query,
section 2), whether it names a dataset (section 13.2), and whether it would
leave this machine (`SERVICE`, `LOAD`) or write. The engine's grammar knows no
word boundaries ("SERVICESILENT" and "1SERVICE" parse), and `<` may start an
IRI or a comparison, so the search follows every reading a text allows and
refuses when any of them meets the word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

QUERY_FORMS = frozenset({"select", "ask", "construct", "describe"})
UPDATE_WORDS = frozenset(
    {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
)

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Possessive, so that no text can make the match go back and forth.
_SPACE = r"(?:\s++|\#[^\n\r]*+)++"
_IRI = rf'<(?:[^<>"{{}}|^`\\\x00-\x20]++|{_ESCAPE})*+>'
_NAME = r"[^\W\d_][\w\-·]*+(?:\.++[\w\-·]++)*+"
_LOCAL_START = r"[\w:]|%[0-9A-Fa-f]{2}|\\."
_LOCAL = rf"(?:{_LOCAL_START})(?:[\w:\-·]|%[0-9A-Fa-f]{{2}}|\\.|\.++(?=[\w:\-·%\\]))*+"
_TOKEN = re.compile(
    rf"""(?P<space>{_SPACE})
    |(?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*+\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*+'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri>{_IRI})
    |(?P<blank>_:[\w\-·]+(?:\.+[\w\-·]+)*)
    |(?P<var>[?$]\w[\w·]*)
    |(?P<lang>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    |(?P<name>(?:{_NAME})(?::(?:{_LOCAL})?)?|:(?:{_LOCAL})?)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<open>[{{(\[])|(?P<close>[}})\]])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_DECLARATION = rf"""(?:{_SPACE}|base(?:{_SPACE})?{_IRI}
    |version(?:{_SPACE})?(?:"[^"\n]*"|'[^'\n]*')
    |prefix(?:{_SPACE})?(?:{_NAME})?:(?:{_SPACE})?{_IRI})"""
_PROLOGUE = re.compile(f"{_DECLARATION}*+", re.VERBOSE | re.IGNORECASE)
_PREFIX = re.compile(
    rf"prefix(?:{_SPACE})?(?P<prefix>(?:{_NAME})?):(?:{_SPACE})?{_IRI}|{_DECLARATION}",
    re.VERBOSE | re.IGNORECASE,
)
_STAR = re.compile(rf"select(?:{_SPACE})?(?:distinct|reduced)?(?:{_SPACE})?\*", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[01][0-9A-Fa-f]{5})")
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")


_MOST_READINGS = 64
_QUOTES = frozenset("\"'")
_CLOSED_BY = {"{": "}", "(": ")", "[": "]"}


class _DoubtfulError(Exception):
    """The text can be read in too many ways."""


@lru_cache(maxsize=8)  # asked for several times on the way of one query
def prologue_end(text: str) -> int:
    """Return where the `BASE`, `PREFIX` and `VERSION` declarations end (SPARQL 1.1, 4.1)."""
    match = _PROLOGUE.match(text)
    return match.end() if match else 0


def declared_prefixes(text: str) -> frozenset[str]:
    """Return the prefixes that the query declares."""
    declarations = _PREFIX.finditer(text, 0, prologue_end(text))
    return frozenset(match["prefix"] for match in declarations if match["prefix"] is not None)


def first_word(text: str) -> str:
    """Return the first keyword after the prologue in lower case, or "" where there is none."""
    match = _WORD.match(text, prologue_end(text))
    return match[0].lower() if match else ""


@lru_cache(maxsize=8)
def form_of(text: str) -> str:
    """Return "select", "ask", "construct" or "describe", or "" if `text` is no query.

    Only the beginning is read: a query that names its form may still be wrong.
    """
    word = first_word(text)
    # The grammar takes "SELECT*" and "ASKWHERE" alike, so a prefix decides.
    return next((form for form in QUERY_FORMS if word.startswith(form)), "")


def is_update(text: str) -> bool:
    """Return whether `text` begins like a SPARQL 1.1 Update request."""
    return first_word(text) in UPDATE_WORDS


def decode_codepoints(text: str) -> str:
    r"""Return `text` with its \uXXXX and \UXXXXXXXX escapes decoded (section 19.2)."""

    def decoded(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return _CODEPOINT.sub(decoded, text)


def _may_compare(iri: str) -> bool:
    """Return whether the `<` of `iri` could be "less than" and so hide what follows.

    Only a quote or a hash inside can hide anything, and two slashes after a
    scheme cannot stand in an expression.
    """
    return ("'" in iri or "#" in iri) and not _SCHEME.match(iri)


def _names(text: str) -> Iterator[str]:
    """Yield every keyword and prefixed name, in every reading the text allows.

    Raises `_DoubtfulError` where there are too many readings to follow.
    """
    seen: set[int] = set()
    starts = [0]
    while starts:
        position = starts.pop()
        while position not in seen and (match := _TOKEN.match(text, position)):
            seen.add(position)
            if match.lastgroup == "iri" and _may_compare(match[0]):
                starts.append(position + 1)
                if len(starts) > _MOST_READINGS:
                    raise _DoubtfulError
            elif match.lastgroup == "name":
                yield match[0]
            elif match[0] in _QUOTES:
                break  # a quote that opens no string: no reading goes on from here
            position = match.end()


def _mentions(text: str, word: str) -> bool:
    """Return whether a keyword that contains `word` may stand in `text`; yes when in doubt."""
    if word not in text.lower():
        return False
    declared = declared_prefixes(text)
    try:
        for token in _names(text):
            # The grammar falls back to the keyword where a prefix is unknown.
            prefix, colon, _ = token.partition(":")
            if word in prefix.lower() and not (colon and prefix in declared):
                return True
    except _DoubtfulError:
        return True
    return False


def calls_service(text: str) -> bool:
    r"""Return whether `text` may hold `SERVICE` in any spelling, \u escapes included."""
    if _mentions(text, "service"):
        return True
    return "\\" in text and _mentions(decode_codepoints(text), "service")


def names_dataset(text: str) -> bool:
    """Return whether `text` has a `FROM` or `FROM NAMED` clause (section 13.2)."""
    return _mentions(text, "from")


def _tokens(text: str, position: int = 0) -> Iterator[re.Match[str]]:
    """Yield the tokens up to a quote that opens no string, where no parser can go on."""
    for match in _TOKEN.finditer(text, position):
        if match[0] in _QUOTES:
            return
        yield match


def too_deep(text: str, limit: int) -> bool:
    """Return whether brackets in `text` nest deeper than `limit`."""
    if text.count("{") + text.count("(") + text.count("[") <= limit:
        return False
    depth = 0
    for match in _tokens(text):
        if match.lastgroup == "open":
            depth += 1
            if depth > limit:
                return True
        elif match.lastgroup == "close":
            depth -= 1
    return False


def undeclared_prefix(text: str) -> tuple[str, int, int] | None:
    """Find the first prefix used but not declared: (prefix, line, column), from 1."""
    declared = declared_prefixes(text)
    for match in _tokens(text, prologue_end(text)):
        if match.lastgroup == "name":
            prefix, colon, _ = match[0].partition(":")
            if colon and prefix not in declared:
                return prefix, *place(text, match.start())
    return None


def unclosed(text: str) -> tuple[str, int, int] | None:
    """Find the first bracket or quote that is opened and not closed: (it, line, column)."""
    opened: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "open":
            opened.append(match)
        elif match.lastgroup == "close":
            if not opened:
                return None  # another mistake
            if _CLOSED_BY[opened[-1][0]] != match[0]:
                break
            opened.pop()
        elif match[0] in _QUOTES:
            opened.append(match)
            break
    return (opened[-1][0], *place(text, opened[-1].start())) if opened else None


def starred(text: str) -> tuple[str, ...]:
    """Return the variables of a `SELECT *` as they come in the query, or nothing for another."""
    if not _STAR.match(text, prologue_end(text)):
        return ()
    variables = (m[0][1:] for m in _tokens(text) if m.lastgroup == "var")
    return tuple(dict.fromkeys(variables))


def place(text: str, position: int) -> tuple[int, int]:
    """Return the line and column of a position in `text`, both from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
