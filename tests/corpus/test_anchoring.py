import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.anchoring import anchor, issue
from statementgraph.corpus.files import write_atomically
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.turtle import format_turtle
from statementgraph.errors import CannotReadError
from tests.corpus.eastwick import BASE, SLUG, Root

QUOTE = r'oa:exact (?:"""[\s\S]*?"""|"(?:[^"\\]|\\.)*")'
SELECTORS = """
    PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?start ?end ?exact ?prefix ?suffix ?text {
      ?quote a oa:SpecificResource ; oa:hasSource/rdf:value ?text ;
        oa:hasSelector [ a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end ] ,
          [ a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] }
"""


def test_the_committed_file_is_what_would_be_written(root: Root) -> None:
    before = root.provenance.read_bytes()
    result = anchor(root.path, SLUG, BASE)
    assert (result.changed, result.issued, result.findings) == (False, (), ())
    assert root.provenance.read_bytes() == before


def test_from_nothing_it_writes_the_same_bytes(root: Root) -> None:
    before, issued = root.provenance.read_bytes(), set(root.register.read_text().split("\n"))
    root.provenance.unlink()
    root.register.unlink()
    result = anchor(root.path, SLUG, BASE)
    assert result.changed
    assert result.quotes == 17
    assert root.provenance.read_bytes() == before
    issue(root.path, result.issued)
    assert set(root.register.read_text().split("\n")) == issued
    assert load_corpus(root.path, BASE).problems == ()


def test_both_selectors_agree_with_the_text(root: Root) -> None:
    store = ox.Store()
    store.extend(load_corpus(root.path, BASE).quads)
    rows = store.query(SELECTORS, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    seen = 0
    for row in rows:
        start, end, exact, prefix, suffix, text = (row[n].value for n in range(6))
        assert text[int(start) : int(end)] == exact
        assert text[max(0, int(start) - 32) : int(start)] == prefix
        assert text[int(end) : int(end) + 32] == suffix
        seen += 1
    assert seen == 34


def test_the_file_is_canonical_and_follows_the_base(root: Root) -> None:
    content = root.provenance.read_text()
    assert format_turtle(content) == content
    root.provenance.unlink()
    anchor(root.path, SLUG, "https://data.example/x/")
    assert root.provenance.read_text() == content


def test_quotes_stand_in_the_order_of_the_text(root: Root) -> None:
    here = f"<statement/{SLUG}/text/1#char="
    lines = [n for n in root.provenance.read_text().split("\n") if n.startswith(here)]
    starts = [int(line.split("#char=")[1].split(",")[0]) for line in lines]
    assert starts == sorted(starts)
    assert len(starts) == 34


def test_changed_bytes_are_refused_and_nothing_is_written(root: Root) -> None:
    root.text.write_bytes(root.text.read_bytes() + b"\n")
    before = root.provenance.read_bytes()
    result = anchor(root.path, SLUG, BASE)
    assert [f.code for f in result.findings] == ["hash"]
    assert root.provenance.read_bytes() == before


def test_a_corrected_text_is_a_second_text(root: Root) -> None:
    second = root.text.with_name("text-2.txt")
    second.write_bytes(root.text.read_bytes().replace(b"4 March 2001", b"5 March 2001"))
    first = f" ; oa:hasSource <statement/{SLUG}/text/1>"
    corrected = f'"5 March 2001"{first}'.replace("text/1", "text/2")
    content = re.sub(QUOTE, lambda m: m[0] + first, root.content.read_bytes().decode())
    root.content.write_bytes(content.encode())
    root.edit(root.content, f'"4 March 2001"{first}', corrected)
    result = anchor(root.path, SLUG, BASE)
    assert result.findings == ()
    content = root.provenance.read_text()
    assert f"<statement/{SLUG}/text/2#char=746,758>" in content
    assert '"Text 2 of Statement' in content
    issue(root.path, result.issued)
    assert load_corpus(root.path, BASE).problems == ()


def test_a_quote_that_cannot_be_placed_keeps_the_file_as_it_was(root: Root) -> None:
    root.edit(root.content, 'exact "The Harbour Guild must', 'exact "The Harbour Guild should')
    before = root.provenance.read_bytes(), root.register.read_bytes()
    result = anchor(root.path, SLUG, BASE)
    assert [f.code for f in result.findings] == ["anchor"]
    assert (root.provenance.read_bytes(), root.register.read_bytes()) == before


def test_another_statement_with_a_bad_quote_is_not_in_the_way(root: Root) -> None:
    other = root.home.with_name("2001-03-05-morrow")
    other.mkdir()
    (other / "text-1.txt").write_text("The pier stood.")
    quote = '[ <http://www.w3.org/ns/oa#exact> "fell" ]'
    (other / "content.ttl").write_text(f"<statement/x> <http://a.example/p> {quote} .")
    assert anchor(root.path, SLUG, BASE).findings == ()
    assert len(anchor(root.path, "2001-03-05-morrow", BASE).findings) == 1


def test_an_unknown_statement(root: Root) -> None:
    with pytest.raises(CannotReadError, match="no statement “nowhere”") as caught:
        anchor(root.path, "nowhere", BASE)
    assert SLUG in caught.value.hint


def test_without_writing_it_says_what_it_would_do(root: Root) -> None:
    root.provenance.unlink()
    root.edit(root.register, "agent/ada-moss\n", "")
    before = root.register.read_bytes()
    result = anchor(root.path, SLUG, BASE, write=False)
    assert (result.changed, result.issued) == (True, ("agent/ada-moss",))
    assert not root.provenance.exists()
    assert root.register.read_bytes() == before


def test_new_iris_are_added_after_the_old_ones(root: Root) -> None:
    before = root.register.read_text()
    root.edit(root.content, "call:repair a", "call:a-first a")
    result = anchor(root.path, SLUG, BASE)
    assert result.issued == (f"statement/{SLUG}/call/a-first",)
    assert root.register.read_text() == before
    issue(root.path, result.issued)
    assert root.register.read_text() == f"{before}statement/{SLUG}/call/a-first\n"


def test_neither_graphs_nor_quotes_nor_the_vocabulary_are_registered(root: Root) -> None:
    issued = root.register.read_text().split()
    assert not [i for i in issued if "#" in i or "/graph/" in i or i == "ns"]
    assert f"statement/{SLUG}/text/1" in issued
    assert f"statement/{SLUG}/nanopub" in issued
    assert "concept/killed" not in issued


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")

    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CannotReadError, match="no space left"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_is_a_new_one_with_the_old_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o640)
    with path.open() as reader:
        write_atomically(path, "new\n")
        assert reader.read() == "old"
    assert path.read_bytes() == b"new\n"
    assert path.stat().st_mode & 0o777 == 0o640
