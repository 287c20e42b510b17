"""The words of things are neutral: what judges stands in quote marks, or in an official name."""

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.reading.words import normal
from statementgraph.validation.words.view import Node, View, shown

_NAMES = ("rdfs:label", "skos:altLabel", "skos:scopeNote", "skos:note", "rdfs:comment")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def check_neutral(view: View) -> Iterator[Finding]:
    """Hold every literal of the entity files against the words of characterisations.

    The words are the labels of the concepts of that scheme, in the language of the
    literal. A name that is official, or that the thing was recorded from, is let through.
    """
    judging = _judging(view)
    entities = ox.NamedNode(f"{view.corpus.base}graph/entities")
    things = {
        q.subject.value
        for q in view.corpus.quads
        if isinstance(q.subject, ox.NamedNode) and q.graph_name == entities
    }
    for iri in sorted(things):
        node = view.node(iri)
        allowed = set(node.all("officialName")) | {
            passage.words for passage in view.passages(node.all("dcterms:source"))
        }
        for name in _NAMES:
            for literal in node.literals(name):
                pattern = judging.get((literal.language or "en").split("-")[0])
                match = pattern and pattern.search(normal(_QUOTED.sub(" ", literal.value)))
                if match and not _is_allowed(literal.value, allowed):
                    yield _finding(view, node, literal.value, match[0])


def _judging(view: View) -> Mapping[str, re.Pattern[str]]:
    """Make, for each language, a pattern of the words that put a thing in a category."""
    words: dict[str, set[str]] = {}
    scheme = f"{view.corpus.base}concept/scheme/characterisations"
    for node in view.nodes.values():
        if scheme in node.all("skos:inScheme"):
            for name in ("skos:prefLabel", "skos:altLabel"):
                for literal in node.literals(name):
                    words.setdefault(literal.language or "en", set()).add(normal(literal.value))
    return {
        language: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(listed)))})(?!\w)")
        for language, listed in words.items()
    }


def _is_allowed(value: str, allowed: set[str]) -> bool:
    return any(value in words or value.removeprefix("The ") in words for words in allowed)


def _finding(view: View, node: Node, value: str, word: str) -> Finding:
    return view.finding(
        node.iri,
        f"The words {shown(value)} hold “{word}”, which judges.",
        "Name the thing neutrally; keep the word in a claim of whoever uses it, in quote marks,"
        " or in sg:officialName with its source.",
        "neutral",
    )
