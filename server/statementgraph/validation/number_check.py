"""Figures against their words: a slip of the pen in a number or a hedge cannot pass."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from statementgraph import wording
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus
from statementgraph.rdf import NS, PREFIXES
from statementgraph.validation.rows import rows

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

    They are its `skos:altLabel`s and what `wording.HEDGES` has for its name.
    """
    found: dict[str, set[str]] = {}
    for row in rows(store, _HEDGES):
        words = found.setdefault(row["hedge"], set(wording.HEDGES.get(_name(row["hedge"]), ())))
        if "words" in row:
            words.add(row["words"])
    return {hedge: tuple(sorted(words)) for hedge, words in sorted(found.items())}


def faults(figure: Figure, hedges: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a figure, each with how to mend it."""
    found = wording.numbers(figure.words)
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
    elif stated and not wording.agrees(figure.words, int(stated[0])):
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
    found = wording.hedge(figure.words, table)
    if found is None:
        ends = {passage.split(figure.words)[0] for passage in figure.passages}
        texts = [end + figure.words for end in ends]
        starts = [len(end) for end in ends]
        spoken = {_at(text, start, table) for text, start in zip(texts, starts, strict=True)}
        found = min((name for name in spoken if name), default=None) if None not in spoken else None
    none = next((h for h in hedges if _name(h) == wording.UNHEDGED), wording.UNHEDGED)
    return found or none


def _at(text: str, start: int, table: Mapping[str, tuple[str, ...]]) -> str | None:
    """Name the hedge at the first number from `start` on."""
    number = next((n for n in wording.located_numbers(text) if n.start >= start), None)
    return wording.hedge_at(text, number, table) if number else None


def _unknown(hedges: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the hedges of the English table that the data has no concept for."""
    names = {_name(hedge) for hedge in hedges}
    return {name: words for name, words in wording.HEDGES.items() if name not in names}


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
