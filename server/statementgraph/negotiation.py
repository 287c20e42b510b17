"""Reads what a client asks for: Accept, Accept-Encoding, Accept-Profile, If-None-Match.

The only module that reads these headers (RFC 9110 sections 12.5 and 13.1.2).
Pure: strings in, choices out. A malformed header never raises; the part that
cannot be read counts as absent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from statementgraph.rdf import FORMATS, PROBLEM, Format

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a grammar rule, RFC 9110 section 5.6.2
_RANGE = re.compile(rf"({_TOKEN})(?:/({_TOKEN}))?\Z")
# RFC 9110 asks for a leading digit and at most three decimals; Java sends "q=.2".
_WEIGHT = re.compile(r"(?:0?\.[0-9]+|0\.?|1(?:\.0*)?)\Z")
_PROFILE = re.compile(r"<([^<>\s]*)>\Z")
_ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')

# Parameters a format may carry without meaning another representation than ours.
_KNOWN = {"charset": {"utf-8", "utf8"}, "profile": {"http://www.w3.org/ns/json-ld#compacted"}}

# The parameters that may name a format; the first that names one on offer counts.
FORMAT_PARAMETERS = ("_mediatype", "format", "output")

_QUADS = frozenset({"trig", "nq"})
_NEAR, _EXACT = 3, 4

# In characters. Browsers and RDF clients send a few hundred; reading costs time.
_LONGEST = 4096
# Longer than any name or media type of ours, in characters.
_LONGEST_NAME = 128

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _remembered(
    function: Callable[Concatenate[str, _P], _R],
) -> Callable[Concatenate[str, _P], _R]:
    """Remember what `function` says of a header; a long one is kept as far as it is read."""
    kept = lru_cache(maxsize=256)(function)

    @wraps(function)
    def remembering(header: str, /, *rest: _P.args, **named: _P.kwargs) -> _R:
        return kept(header[: _LONGEST + 1], *rest, **named)  # type: ignore[arg-type]

    return remembering


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header; `weight` is its q-value, 0 to 1."""

    type: str
    subtype: str
    parameters: Mapping[str, str]
    weight: float

    def specificity(self, media_type: str) -> int:
        """Say how exactly the range names `media_type`; 0 means not at all.

        1 for `*/*`, 2 for `type/*`, 3 for the type with a parameter that is
        not ours, 4 and more for the type itself (RFC 9110 section 12.5.1).
        """
        kind, _, sub = media_type.partition("/")
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        if self.subtype != sub:
            return 0
        if any(v.lower() not in _KNOWN.get(k, set()) for k, v in self.parameters.items()):
            return _NEAR
        return _EXACT + len(self.parameters)


def _split(text: str, separator: str) -> Iterator[str]:
    """Split at `separator` outside quoted strings; an unclosed quote runs to the end."""
    part: list[str] = []
    quoted = escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif quoted and char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            yield "".join(part).strip()
            part = []
            continue
        part.append(char)
    yield "".join(part).strip()


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _element(text: str) -> tuple[str, dict[str, str], float | None]:
    """Read `value; name=value; q=0.5`; the weight is None where it cannot be read."""
    value, *rest = _split(text, ";")
    parameters: dict[str, str] = {}
    for part in rest:
        name, _, given = part.partition("=")
        name, given = name.strip().lower(), _unquote(given.strip())
        if name == "q":
            # What follows q was once an "accept extension"; RFC 9110 dropped it.
            return value, parameters, float(given) if _WEIGHT.match(given) else None
        if name:
            parameters[name] = given
    return value, parameters, 1.0


def _elements(header: str) -> Iterator[str]:
    """Split a header at its commas; what comes after `_LONGEST` characters is not read."""
    elements = list(_split(header[:_LONGEST], ","))
    yield from elements[:-1] if len(header) > _LONGEST else elements


@_remembered
def accepted(header: str) -> tuple[MediaRange, ...]:
    """Read an Accept header; elements that cannot be read are left out."""
    ranges = []
    for element in _elements(header):
        value, parameters, weight = _element(element)
        match = _RANGE.match(value.lower())
        if match is None or weight is None:
            continue
        kind, sub = match[1], match[2] or ("*" if match[1] == "*" else "")
        if sub and not (kind == "*" and sub != "*"):
            ranges.append(MediaRange(kind, sub, parameters, weight))
    return tuple(ranges)


def _rank(ranges: Sequence[MediaRange], offer: Format) -> tuple[float, int]:
    """Give the weight of `offer` and how exactly it was named; the most exact range decides."""
    best = (0, 0.0)
    for r in ranges:
        exact = r.specificity(offer.media_type)
        # A parameter we do not offer cannot rule out what we do offer.
        if exact and not (exact == _NEAR and r.weight == 0):
            best = max(best, (exact, r.weight))
    if best[0] < _NEAR:
        # Another name of the type counts only where the client wrote it out.
        for r in ranges:
            if any(r.specificity(name) >= _NEAR for name in offer.aliases):
                best = max(best, (_NEAR, r.weight))
    return best[1], best[0]


def choose(header: str, offers: Sequence[Format], quads: float = 1.0) -> Format | None:
    """Choose the offer a client prefers, or None where it accepts none of them.

    Order of what decides: the q-value, how exactly the client named the type,
    our own order. An empty or unreadable header accepts everything. The q-value of a format
    of quads is multiplied with `quads`, how well it serves (RFC 9110 section 12.1).
    """
    ranges = accepted(header)
    if not ranges:
        return offers[0] if offers else None
    ranked = []
    for place, offer in enumerate(offers):
        weight, exact = _rank(ranges, offer)
        ranked.append((weight * quads if offer.key in _QUADS else weight, exact, -place, offer))
    weight, _, _, chosen = max(ranked, key=lambda r: r[:3], default=(0.0, 0, 0, None))
    if _asks_for_text(ranges) and FORMATS["nt"] in offers and FORMATS["txt"] not in offers:
        return FORMATS["nt"]
    return chosen if weight > 0 else None


def _asks_for_text(ranges: Sequence[MediaRange]) -> bool:
    """Say whether plain text is the only type that the client wrote out.

    Older clients mean N-Triples by it, whose type it was (RDF Test Cases, W3C, 2004).
    """
    written = {f"{r.type}/{r.subtype}" for r in ranges if r.weight and r.subtype != "*"}
    return written == {"text/plain"}


def names(header: str, offer: Format) -> bool:
    """Say whether the client wrote `offer` out, rather than taking it by a wildcard."""
    weight, exact = _rank(accepted(header), offer)
    return weight > 0 and exact >= _NEAR


def by_name(value: str, offers: Iterable[Format]) -> Format | None:
    """Find the offer meant by `?format=`: a media type, one of our suffixes or another short name.

    A bare `+` in a query string arrives as a space, so both spellings count.
    """
    wanted = value.partition(";")[0].strip().lower().replace(" ", "+")
    for offer in offers:
        if wanted in {offer.key, offer.media_type, *offer.aliases, *offer.names}:
            return offer
    return None


@lru_cache(maxsize=512)
def _representation(
    named: tuple[str, ...], header: str, offers: tuple[Format, ...], quads: float
) -> Format | None:
    for value in named:
        if (offer := by_name(value, offers)) is not None:
            return offer
    return choose(header, offers, quads)


def representation(
    named: tuple[str, ...], header: str, offers: tuple[Format, ...], quads: float = 1.0
) -> Format | None:
    """Choose what to answer with: the first of `named` that is on offer, else by the header.

    `named` are values of `?format=` and its like. One that names nothing on offer counts for
    nothing, for clients send it by habit; None says that the header takes no offer either.
    """
    return _representation(_cut(named), header[: _LONGEST + 1], offers, quads)


@lru_cache(maxsize=512)
def _error_representation(named: tuple[str, ...], header: str) -> Format:
    page, text = FORMATS["html"], FORMATS["txt"]
    for value in named:
        if (offer := by_name(value, (PROBLEM, page, text))) is not None:
            return offer
        if by_name(value, FORMATS.values()) is not None:
            return PROBLEM
    if wants_page(header):
        return page
    return text if choose(header, (PROBLEM, page, text)) is text else PROBLEM


def error_representation(named: tuple[str, ...], header: str) -> Format:
    """Choose what an error is written in: a problem document, a page or plain text.

    A name for any of our formats beats the header, as it does for the answer itself.
    """
    return _error_representation(_cut(named), header[: _LONGEST + 1])


def _cut(named: tuple[str, ...]) -> tuple[str, ...]:
    """Cut what is longer than any name, and so names nothing."""
    return tuple(value[:_LONGEST_NAME] for value in named) if named else named


@_remembered
def encoding(header: str, offers: tuple[str, ...] = ("gzip",)) -> str | None:
    """Choose a content coding: "" is none, None says that nothing is acceptable.

    An answer without a coding is acceptable unless the client rules it out, but
    comes last where the client gives it no weight (RFC 9110 section 12.5.3).
    """
    weights: dict[str, float] = {}
    for element in _elements(header):
        name, _, weight = _element(element)
        if name and weight is not None:
            weights[name.lower().removeprefix("x-")] = weight
    plain = weights.get("identity", weights.get("*", -1.0))
    best, chosen = plain, "" if plain else None
    for offer in offers:
        weight = weights.get(offer, weights.get("*", 0.0))
        if weight > 0 and (weight > best or (not chosen and weight == best)):
            best, chosen = weight, offer
    return chosen


def profile(header: str, offers: Mapping[str, str]) -> str:
    """Choose a profile by an Accept-Profile header; `offers` maps IRIs to names, "" is none."""
    best, chosen = 0.0, ""
    for element in _elements(header):
        value, _, weight = _element(element)
        match = _PROFILE.match(value)
        if match and weight and weight > best and match[1] in offers:
            best, chosen = weight, offers[match[1]]
    return chosen


def has_version(if_none_match: str, tag: str) -> bool:
    """Say whether the client already holds the version `tag` (an opaque tag without quotes).

    The comparison is weak and `*` fits any version (RFC 9110 section 13.1.2).
    """
    if if_none_match.strip() == "*":
        return True
    return any(match[1] == tag for match in _ENTITY_TAG.finditer(if_none_match[:_LONGEST]))


@_remembered
def wants_page(header: str) -> bool:
    """Say whether the client is a browser or asks as one: it wrote HTML out and ranks it first."""
    html = FORMATS["html"]
    if not names(header, html):
        return False
    return choose(header, [html, *(f for f in FORMATS.values() if f is not html)]) is html
