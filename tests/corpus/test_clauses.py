from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.clauses import Clause, place_clauses
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Text
from statementgraph.corpus.source import SourceFile
from statementgraph.quotes import Span, quote_iri
from statementgraph.rdf import NS, PREFIXES

TEXT = "https://a.example/statement/s/text/1"
CLAIM = "https://a.example/statement/s/claim/lamps"
CONTENT = "Of 163 lamps, 63 lamps went out. The 63 lamps of the pier burned on."
FIRST, SECOND = Span(0, 32), Span(33, 68)


def placed(
    *words: str, quotes: tuple[Span, ...] = (FIRST,), part: bool = True
) -> tuple[frozenset[Clause], list[tuple[str, Finding]]]:
    claim = ox.NamedNode(CLAIM)
    triples = [ox.Triple(claim, ox.NamedNode(f"{NS}asWorded"), ox.Literal(w)) for w in words]
    derived = ox.NamedNode(f"{PREFIXES['prov']}wasDerivedFrom")
    triples += [ox.Triple(claim, derived, ox.NamedNode(quote_iri(TEXT, q))) for q in quotes]
    if part:
        whole = ox.NamedNode("https://a.example/statement/s")
        triples.append(ox.Triple(claim, ox.NamedNode(f"{PREFIXES['dcterms']}isPartOf"), whole))
    content = "".join(f'sg:asWorded "{w}" ;\n' for w in words)
    source = SourceFile(Path("content.ttl"), "content.ttl", content, ox.NamedNode(TEXT), ())
    return place_clauses(source, triples, {TEXT: Text(TEXT, Path("t"), CONTENT, "")})


def spans(*words: str, quotes: tuple[Span, ...] = (FIRST,)) -> list[tuple[int, int]]:
    clauses, problems = placed(*words, quotes=quotes)
    assert problems == []
    return sorted((c.span.start, c.span.end) for c in clauses)


def test_positions_count_in_the_whole_text() -> None:
    assert spans("burned on", quotes=(SECOND,)) == [(58, 67)]


def test_words_of_another_sentence_are_not_taken() -> None:
    _, problems = placed("burned on")
    assert "do not stand in a quote" in problems[0][1].message


def test_a_part_of_a_number_is_not_the_number() -> None:
    assert spans("63 lamps") == [(14, 22)]


def test_words_apart_are_clauses_apart() -> None:
    assert spans("Of 163 lamps", "went out") == [(0, 12), (23, 31)]


def test_words_that_stand_in_two_quotes_have_a_place_in_each() -> None:
    assert spans("63 lamps", quotes=(FIRST, SECOND)) == [(14, 22), (37, 45)]


def test_words_that_stand_twice_in_one_quote_are_not_guessed() -> None:
    clauses, problems = placed("lamps", quotes=(FIRST,))
    assert clauses == frozenset()
    assert "stand 2 times in one quote (characters 7-12, 17-22)" in problems[0][1].message
    assert problems[0][1].line == 1


def test_what_is_no_part_of_a_statement_has_no_clause() -> None:
    assert placed("63 lamps", part=False) == (frozenset(), [])


@pytest.mark.parametrize("words", ["", "Lamps"])
def test_words_that_are_not_there_are_a_problem(words: str) -> None:
    assert len(placed(words)[1]) == 1
