"""Terms as Turtle text: IRIs short where a prefix or the base allows, strings readable.

Grammar numbers are those of RDF 1.1 Turtle, section 6.5.
"""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from statementgraph.rdf import NS

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# PN_CHARS_BASE [163s] and PN_CHARS [166s] as parts of a character class.
LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_CHARS = f"{LETTERS}_\\-0-9\u00b7\u0300-\u036f\u203f-\u2040"

_LOCAL = re.compile(
    rf"(?:[{LETTERS}_:0-9]|%[0-9A-Fa-f]{{2}})"
    rf"(?:(?:[{NAME_CHARS}.:]|%[0-9A-Fa-f]{{2}})*(?:[{NAME_CHARS}:]|%[0-9A-Fa-f]{{2}}))?"
)
_SHORT = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
# Controls, bidirectional marks and invisible breaks are written as escapes: what a
# reader cannot see must not hide in a source file.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)
_NAMED = {"\t": "\\t", "\b": "\\b", "\f": "\\f", "\r": "\\r"}


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _NAMED.get(char) or f"\\u{ord(char):04X}"


def quoted(value: str) -> str:
    """Write a string [22-25]: long form where it holds a line end, else on one line."""
    safe = value.replace("\\", "\\\\").replace("\t", "\\t")
    if "\n" not in value:
        safe = safe.replace('"', '\\"')
        return f'"{_UNSEEN.sub(_escape, safe)}"'
    # Only quotation marks that could close the string need an escape.
    safe = re.sub(r'"(?="|\Z)', r"\\" + '"', safe)
    return f'"""{_UNSEEN.sub(_escape, safe)}"""'


class Namer:
    """Writes IRIs and literals; `used` collects the prefixes it needed.

    `base` is what relative IRIs were resolved against; "" writes all in full.
    """

    def __init__(self, prefixes: Mapping[str, str], base: str = "") -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda p: (-len(p[1]), len(p[0]), p[0]))
        self._base = base
        self._known: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """Write an IRI: prefixed name [136s], relative, or in full [18]."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._prefixed(iri) or self.reference(iri)
        return known

    def _prefixed(self, iri: str) -> str:
        for name, namespace in self._prefixes:
            if not iri.startswith(namespace):
                continue
            local = iri[len(namespace) :]
            if not local or _LOCAL.fullmatch(local):
                self.used[name] = namespace
                return f"{name}:{local}"
        return ""

    def reference(self, iri: str) -> str:
        """Write an IRI between angle brackets, relative to the base where it is under it."""
        short = iri
        # The vocabulary has one address, whatever the base of the data.
        if self._base and iri.startswith(self._base) and not iri.startswith(NS):
            short = iri[len(self._base) :]
            # A colon in the first segment would read as a scheme (RFC 3986, 4.2).
            if short.startswith("/") or ":" in re.split("[/?#]", short, maxsplit=1)[0]:
                short = f"./{short}"
        return f"<{_UNSEEN.sub(_escape, short)}>"

    def literal(self, literal: ox.Literal) -> str:
        """Write a literal [13], numbers and booleans in their short forms."""
        kind = literal.datatype.value
        short = _SHORT.get(kind)
        if short is not None and short.fullmatch(literal.value):
            return literal.value
        text = quoted(literal.value)
        if literal.language:
            direction = f"--{literal.direction.value}" if literal.direction else ""
            return f"{text}@{literal.language}{direction}"
        return text if kind == f"{XSD}string" else f"{text}^^{self.iri(kind)}"
