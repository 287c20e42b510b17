"""Figures against their words: a slip of the pen in a number or a hedge cannot pass."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import NS, PREFIXES
from statementgraph.reading import numbers as reading
from statementgraph.reading.hedges import UNHEDGED, hedge_of
from statementgraph.validation.rows import rows

HEDGE_WORDS: Mapping[str, tuple[str, ...]] = {
    "nearly": ("nearly", "almost", "close to", "just under", "not quite", "approaching"),
    "about": (
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "circa",
        "an estimated",
        "or so",
    ),
    "more-than": ("more than", "over", "above", "in excess of", "well over", "greater than"),
    "at-least": (
        *("at least", "a minimum of", "no fewer than", "no less than", "not fewer than"),
        *("not less than", "upwards of", "or more", "at a minimum"),
    ),
    "at-most": (
        *("at most", "up to", "a maximum of", "no more than", "not more than"),
        *("or fewer", "or less"),
    ),
    "fewer-than": ("fewer than", "less than", "under", "below"),
}
"""English words of each hedge, by the last part of its IRI, beside its `skos:altLabel`s."""

_CLAIMS = f"""
PREFIX sg: <{NS}>
PREFIX prov: <{PREFIXES["prov"]}>
PREFIX oa: <{PREFIXES["oa"]}>
SELECT ?claim ?words ?figure ?hedge ?lower ?upper ?before ?exact WHERE {{
  ?claim sg:asWorded ?words ; sg:value ?figure ; sg:qualifier ?hedge .
  OPTIONAL {{ ?claim sg:lowerBound ?lower }}
  OPTIONAL {{ ?claim sg:upperBound ?upper }}
  OPTIONAL {{
    ?claim prov:wasDerivedFrom/oa:hasSelector ?selector .
    ?selector oa:exact ?exact .
    OPTIONAL {{ ?selector oa:prefix ?before }}
  }}
}}"""

_HEDGES = f"""
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?hedge ?words WHERE {{
  ?hedge skos:inScheme ?scheme .
  FILTER (STRENDS(STR(?scheme), "/concept/scheme/hedges"))
  OPTIONAL {{ ?hedge skos:altLabel ?words }}
}}"""


@dataclass(slots=True)
class Figure:
    """A figure as a claim gives it, with the passages it was read from."""

    claim: str
    words: str
    value: str
    hedge: str
    bounds: tuple[str, ...]
    passages: set[str]


def check_figures(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Hold each claim's value, bounds and hedge against `sg:asWorded` and its quotes."""
    hedges = hedge_words(store)
    for figure in _figures(store):
        place = corpus.locate(figure.claim)
        subject = figure.claim.removeprefix(corpus.base)
        for wrong, mend in faults(figure, hedges):
            yield Finding(*place, subject, wrong, mend, "wording")


def hedge_words(store: ox.Store) -> dict[str, tuple[str, ...]]:
    """Return the words of each hedge concept, by its IRI.

    They are its `skos:altLabel`s and the English words for its name.
    """
    found: dict[str, set[str]] = {}
    for row in rows(store, _HEDGES):
        words = found.setdefault(row["hedge"], set(HEDGE_WORDS.get(_name(row["hedge"]), ())))
        if "words" in row:
            words.add(row["words"])
    return {hedge: tuple(sorted(words)) for hedge, words in sorted(found.items())}


def numbers(text: str) -> list[int]:
    """Return the whole numbers in English `text`, in order; ordinals and vague words are none."""
    figures = (f for f in reading.figures(text, "en") if not f.ordinal)
    return [n for figure in figures for n in _held(figure)]


def _held(figure: reading.Figure) -> list[int]:
    if figure.vague == "none":
        return [0]
    found = (figure.value, figure.lower, figure.upper)
    return [int(n) for n in found if n is not None and n == n.to_integral()]


def faults(figure: Figure, hedges: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a figure, each with how to mend it."""
    found = numbers(figure.words)
    stated = [n for n in (figure.value, *figure.bounds) if n.lstrip("+-").isdigit()]
    shown = f"“{' '.join(figure.words.split())}”"
    if not found:
        yield (
            f"The words {shown} hold no number.",
            "Copy into sg:asWorded the words that give the figure.",
        )
        return
    if figure.bounds:
        for number in (n for n in stated if int(n) not in found):
            yield (
                f"The number {number} does not occur in the words {shown}.",
                "Give only bounds that are worded.",
            )
    elif stated and found[0] != int(stated[0]):
        yield (
            f"The value is {figure.value}, but the words {shown} say {found[0]}.",
            "Correct sg:value, or let sg:asWorded start at the words of this figure.",
        )
    said = _said(figure, hedges)
    if figure.hedge != said:
        yield (
            f"The hedge is {_name(figure.hedge)}, but the words say {_name(said)}.",
            "Correct sg:qualifier, or let sg:asWorded hold the hedge as well.",
        )


def _said(figure: Figure, hedges: Mapping[str, tuple[str, ...]]) -> str:
    """Name the hedge in the words, or just before them in a quote."""
    table = {**{name: words for name, words in hedges.items() if words}, **_unknown(hedges)}
    found = _at(figure.words, 0, table)
    if found is None:
        ends = {passage.split(figure.words)[0] for passage in figure.passages}
        texts = [end + figure.words for end in ends]
        starts = [len(end) for end in ends]
        spoken = {_at(text, start, table) for text, start in zip(texts, starts, strict=True)}
        found = min((name for name in spoken if name), default=None) if None not in spoken else None
    none = next((h for h in hedges if _name(h) == UNHEDGED), UNHEDGED)
    return found or none


def _at(text: str, start: int, table: Mapping[str, tuple[str, ...]]) -> str | None:
    """Name the hedge at the first number from `start` on."""
    figures = [f for f in reading.figures(text, "en") if not f.ordinal and _held(f)]
    figure = next((f for f in figures if f.start >= start), None)
    if figure is None:
        return None
    # "up to" opens the figure itself; as a hedge it stands before the digits.
    at = re.search(r"\d", text[figure.start : figure.end])
    if figure.upper is not None and figure.lower is None and at:
        figure = replace(figure, start=figure.start + at.start())
    return hedge_of(text, figure, table)


def _unknown(hedges: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the hedges of the English table that the data has no concept for."""
    names = {_name(hedge) for hedge in hedges}
    return {name: words for name, words in HEDGE_WORDS.items() if name not in names}


def _name(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _figures(store: ox.Store) -> list[Figure]:
    figures: dict[tuple[str, ...], Figure] = {}
    for row in rows(store, _CLAIMS):
        bounds = tuple(row[name] for name in ("lower", "upper") if name in row)
        told = (row["claim"], row["words"], row["figure"], row["hedge"])
        figure = figures.setdefault((*told, *bounds), Figure(*told, bounds, set()))
        if row["words"] in row.get("exact", ""):
            figure.passages.add(row.get("before", "") + row["exact"])
    # Where the words stand in several runs, the run with the number is held against it.
    numbered = {figure.claim for figure in figures.values() if wording.numbers(figure.words)}
    listed = [figures[key] for key in sorted(figures)]
    return [f for f in listed if f.claim not in numbered or wording.numbers(f.words)]
