import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus import source
from statementgraph.corpus.anchoring import anchor
from statementgraph.corpus.findings import Severity
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.source import UnreadableError
from statementgraph.errors import CannotReadError
from statementgraph.quotes import split_quote_iri
from tests.corpus.eastwick import BASE, FIXTURE, SLUG, Root

OA = "http://www.w3.org/ns/oa#"
HOME = f"data/statements/{SLUG}"
TEXT = f"{BASE}statement/{SLUG}/text/1"


def test_the_fixture_has_no_problem() -> None:
    assert load_corpus(FIXTURE, BASE).problems == ()


def test_each_file_goes_to_its_graph() -> None:
    graphs = {str(q.graph_name) for q in load_corpus(FIXTURE, BASE).quads}
    mine = {
        f"<{BASE}statement/{SLUG}/graph/{n}>" for n in ("head", "content", "provenance", "pubinfo")
    }
    assert graphs == mine | {f"<{BASE}graph/{n}>" for n in ("vocabulary", "concepts", "entities")}


def test_quotes_become_places_in_the_text_and_leave_nothing_behind() -> None:
    corpus = load_corpus(FIXTURE, BASE)
    derived = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    content = ox.NamedNode(f"{BASE}statement/{SLUG}/graph/content")
    cited = [q.object for q in corpus.quads if q.predicate == derived and q.graph_name == content]
    text = corpus.text(TEXT)
    assert text is not None
    words = []
    for term in cited:
        assert isinstance(term, ox.NamedNode)
        found = split_quote_iri(term.value)
        assert found is not None
        words.append(found[1].of(text.content))
    assert "the ferry people call this a needless\n\nwreck." in words
    assert any("\U0001d4a2annet \U0001f6f3" in w for w in words)
    assert words.count("The lamps were dark.") == 2
    assert len({t.value for t in cited if isinstance(t, ox.NamedNode)}) < len(cited)
    left = [
        q for q in corpus.quads if q.graph_name == content and str(q.predicate).startswith(f"<{OA}")
    ]
    assert left == []


def test_what_else_is_said_of_a_quote_stays(root: Root) -> None:
    note = '\n[] oa:exact "12 passengers" ; skos:note "why"@en .\n'
    prefix = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nPREFIX oa: <http://www.w3.org/ns/oa#>\n"
    root.reading.write_text(prefix + root.reading.read_text() + note)
    quads = load_corpus(root.path, BASE).quads
    noted = [q for q in quads if str(q.object) == '"why"@en']
    start = root.text.read_bytes().decode().index("12 passengers")
    assert [str(q.subject) for q in noted] == [f"<{TEXT}#char={start},{start + 13}>"]
    assert str(noted[0].graph_name) == f"<{BASE}statement/{SLUG}/graph/provenance>"


def test_another_base_moves_every_minted_iri() -> None:
    base = "https://data.example/x/"
    quads = load_corpus(FIXTURE, base).quads
    terms = {str(t) for q in quads for t in (q.subject, q.predicate, q.object, q.graph_name)}
    assert not [t for t in terms if t.startswith(f"<{BASE}") and not t.startswith(f"<{BASE}ns")]
    assert f"<{base}statement/{SLUG}/claim/killed>" in terms


def test_a_run_in_another_process_gives_the_same_quads() -> None:
    script = (
        "from pathlib import Path; from statementgraph.corpus.loader import load_corpus;"
        f"c = load_corpus(Path({str(FIXTURE)!r}), {BASE!r});"
        "print('\\n'.join(map(str, c.quads)))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": s},
        ).stdout
        for s in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert "_:" in runs[0]


def test_blank_nodes_of_two_files_never_meet(root: Root) -> None:
    for name in ("one", "two"):
        path = root.entities.with_name(f"{name}.ttl")
        path.write_text(f'_:same <http://a.example/p> "{name}" .\n')
    quads = [
        q for q in load_corpus(root.path, BASE).quads if str(q.predicate) == "<http://a.example/p>"
    ]
    assert len({str(q.subject) for q in quads}) == 2


def test_links_have_a_graph_of_their_own_beside_the_entities(root: Root) -> None:
    for name in ("links", "names"):
        path = root.entities.with_name(f"{name}.ttl")
        path.write_text(f'<event/{name}> <http://a.example/p> "{name}" .\n')
    graphs = {
        str(q.object): str(q.graph_name)
        for q in load_corpus(root.path, BASE).quads
        if str(q.predicate) == "<http://a.example/p>"
    }
    assert graphs == {'"links"': f"<{BASE}graph/links>", '"names"': f"<{BASE}graph/entities>"}


def test_the_shipped_ontology_stands_in_only_where_a_root_has_none(root: Root) -> None:
    (root.path / "ontology").mkdir()
    graphs = {str(q.graph_name) for q in load_corpus(root.path, BASE).quads}
    assert f"<{BASE}graph/vocabulary>" not in graphs


def test_things_are_located_by_file_and_line() -> None:
    corpus = load_corpus(FIXTURE, BASE)
    content = (FIXTURE / HOME / "content.ttl").read_bytes().decode().split("\n")
    file, line = corpus.locate(f"{BASE}statement/{SLUG}/claim/killed-children")
    assert (file, content[line - 1][:22]) == (f"{HOME}/content.ttl", "claim:killed-children ")
    assert corpus.locate(f"{BASE}nowhere") == ("", 0)


Change = Callable[[Root], object]


def broken_turtle(root: Root) -> None:
    root.edit(
        root.content, "claim:lamps a sg:OccurrenceClaim ;", "claim:lamps a sg:OccurrenceClaim"
    )


def folder_for_a_file(root: Root) -> None:
    root.entities.unlink()
    root.entities.mkdir()


UNREADABLE: dict[str, tuple[Change, str, str]] = {
    "broken Turtle": (broken_turtle, f"{HOME}/content.ttl", "cannot be read"),
    "BOM in the text": (
        lambda r: r.text.write_bytes(b"\xef\xbb\xbf" + r.text.read_bytes()),
        f"{HOME}/text-1.txt:1",
        "byte order mark",
    ),
    "BOM in Turtle": (
        lambda r: r.reading.write_bytes(b"\xef\xbb\xbf" + r.reading.read_bytes()),
        f"{HOME}/reading.ttl:1",
        "byte order mark",
    ),
    "CRLF in the text": (
        lambda r: r.edit(r.text, "today.\n", "today.\r\n"),
        f"{HOME}/text-1.txt:3",
        "line ends",
    ),
    "CRLF in Turtle": (
        lambda r: r.edit(r.entities, "event.\n", "event.\r\n"),
        "data/entities/eastwick.ttl:1",
        "line ends",
    ),
    "not UTF-8": (
        lambda r: r.text.write_bytes(
            r.text.read_bytes().replace("M\u030coss".encode(), b"M\xecoss")
        ),
        f"{HOME}/text-1.txt:13",
        "not UTF-8",
    ),
    "not NFC": (
        lambda r: r.edit(r.text, "Ada M", "A\u0308da M"),
        f"{HOME}/text-1.txt:13",
        "NFC",
    ),
    "no text": (lambda r: r.text.unlink(), f"{HOME}/text-1.txt", "missing"),
    "no content": (lambda r: r.content.unlink(), f"{HOME}/content.ttl", "missing"),
    "a folder that is no slug": (
        lambda r: r.home.with_name("North Marsh").mkdir(),
        "data/statements/North Marsh",
        "not a slug",
    ),
    "a folder for a file": (
        folder_for_a_file,
        "data/entities/eastwick.ttl",
        "cannot be read",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_files_that_cannot_be_used(case: str, root: Root) -> None:
    change, place, said = UNREADABLE[case]
    change(root)
    with pytest.raises(UnreadableError) as caught:
        load_corpus(root.path, BASE)
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(f"{place}:")
    assert said in caught.value.message
    assert caught.value.hint


def test_broken_turtle_names_line_and_column(root: Root) -> None:
    broken_turtle(root)
    line = root.line_of(root.content, "claim:lamps a") + 1
    with pytest.raises(UnreadableError) as caught:
        load_corpus(root.path, BASE)
    (finding,) = caught.value.findings
    assert (finding.file, finding.line) == (f"{HOME}/content.ttl", line)
    assert "column" in finding.message


def test_all_unreadable_files_are_named_in_one_run(root: Root) -> None:
    broken_turtle(root)
    root.reading.write_bytes(b"\xff")
    root.text.unlink()
    with pytest.raises(UnreadableError, match="2 more cannot be read") as caught:
        load_corpus(root.path, BASE)
    assert [f.file.rsplit("/", 1)[1] for f in caught.value.findings] == [
        "content.ttl",
        "reading.ttl",
        "text-1.txt",
    ]


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="There is no folder"):
        load_corpus(tmp_path / "nowhere", BASE)


def problem(root: Root) -> str:
    """Load, and return the one problem."""
    problems = load_corpus(root.path, BASE).problems
    assert len(problems) == 1, [str(p) for p in problems]
    return str(problems[0])


def test_a_text_with_changed_bytes(root: Root) -> None:
    root.edit(root.text, "before the next tide", "before the next storm")
    problems = load_corpus(root.path, BASE).problems
    assert [p.code for p in problems] == ["hash"]
    assert str(problems[-1]).startswith(f"{HOME}/text-1.txt: {TEXT}: hash: The text is no longer")
    assert "text-2.txt" in problems[-1].mend


def test_a_changed_text_whose_quotes_all_still_stand(root: Root) -> None:
    root.text.write_bytes(root.text.read_bytes() + b"\n")
    assert ": hash: " in problem(root)


def test_a_quote_that_does_not_occur(root: Root) -> None:
    root.edit(root.content, '"A total of 12 passengers, ', '"A total of 13 passengers, ')
    line = root.line_of(root.content, "A total of 13 passengers")
    said = problem(root)
    claim = f"{BASE}statement/{SLUG}/claim/killed"
    assert said.startswith(f"{HOME}/content.ttl:{line}: {claim}: anchor: “A total of 13 passengers")
    assert "does not occur" in said
    assert "first 12 characters agree" in said


def test_a_quote_that_occurs_twice(root: Root) -> None:
    root.edit(root.content, ' ; oa:prefix "rotten\\". "', "")
    assert "occurs 2 times" in problem(root)


def test_a_shared_file_must_name_the_text(root: Root) -> None:
    named = f'oa:exact "1 March 2001" ;\n            oa:hasSource <statement/{SLUG}/text/1> ;'
    root.edit(root.entities, named, 'oa:exact "1 March 2001" ;')
    said = problem(root)
    line = root.line_of(root.entities, 'oa:exact "1 March 2001"')
    place = f"data/entities/eastwick.ttl:{line}: {BASE}event/eastwick-2001-03-01"
    assert said.startswith(f"{place}: anchor: The quote “1 March 2001” does not say")


def test_a_source_that_is_no_text(root: Root) -> None:
    root.edit(root.entities, "text/1>", "text/9>")
    assert "text/9>, which is no text here" in problem(root)


def test_a_quote_with_two_wordings(root: Root) -> None:
    root.edit(root.content, '[ oa:exact "4 March 2001" ]', '[ oa:exact "4 March 2001" , "March" ]')
    assert "2 values for oa:exact" in problem(root)


def test_with_two_texts_each_quote_must_choose(root: Root) -> None:
    root.text.with_name("text-2.txt").write_bytes(root.text.read_bytes())
    problems = load_corpus(root.path, BASE).problems
    assert any("which of 2 texts" in p.message for p in problems)


BY_HAND = {
    "a selector": "oa:start 3",
    "an object": f"prov:wasDerivedFrom <{TEXT}#char=1,2>",
    "a subject": f'sg:value 1 . <{TEXT}#char=1,2> oa:exact "t" . claim:lamps sg:value 2',
}


@pytest.mark.parametrize("added", BY_HAND)
def test_positions_counted_by_hand_are_refused(added: str, root: Root) -> None:
    root.edit(root.content, "claim:lamps a", f"claim:lamps {BY_HAND[added]} ; a")
    assert "by hand" in problem(root)


def test_provenance_not_written_yet(root: Root) -> None:
    root.provenance.unlink()
    said = problem(root)
    assert said.startswith(f"{HOME}/provenance.ttl: ")
    assert f"statementgraph anchor {SLUG}" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("oa:end 67", "oa:end 66", "differs"),
        ('"Quote, characters 0-67"@en', '"The title"@en', "differs"),
        ("#char=0,67> a", "#char=0,66> a", "is missing here"),
        ("#char=0,67> a", "#char=0,66> a", "not used in any other file"),
        (
            "@en ;\n    dcterms:isFormatOf",
            "@en ;\n    rdf:type dctype:Image ;\n    dcterms:isFormatOf",
            "differs",
        ),
    ],
)
def test_provenance_changed_by_hand(before: str, after: str, said: str, root: Root) -> None:
    root.edit(root.provenance, before, after)
    problems = load_corpus(root.path, BASE).problems
    assert any(said in p.message for p in problems)
    assert {(p.code, p.file) for p in problems} == {("anchor", f"{HOME}/provenance.ttl")}


def test_a_new_quote_makes_provenance_stale_and_names_the_command(root: Root) -> None:
    root.edit(root.content, '[ oa:exact "4 March 2001" ]', '[ oa:exact "4 March" ]')
    problems = load_corpus(root.path, BASE).problems
    assert [p.message.split(" ")[-2:] for p in problems] == [
        ["missing", "here."],
        ["other", "file."],
    ]
    assert all(p.mend == f"Run `statementgraph anchor {SLUG}`." for p in problems)


def test_layout_and_comments_of_provenance_do_not_matter(root: Root) -> None:
    content = root.provenance.read_bytes().decode()
    root.provenance.write_bytes(content.replace(" ;\n", " ;\n\n # so\n").encode())
    root.edit(root.provenance, "# so", "# indeed")
    assert load_corpus(root.path, BASE).problems == ()


def test_a_file_that_is_not_read_is_named(root: Root) -> None:
    (root.home / "notes.ttl").write_text("<s> <p> <o> .")
    (root.home / "text-01.txt").write_text("The pier fell.")
    (root.home / ".content.ttl.swp").write_text("")
    problems = load_corpus(root.path, BASE).problems
    assert [(p.file, p.severity) for p in problems] == [
        (f"{HOME}/notes.ttl", Severity.WARNING),
        (f"{HOME}/text-01.txt", Severity.WARNING),
    ]


def test_an_issued_iri_that_vanished(root: Root) -> None:
    root.edit(root.content, "call:repair a", "call:mend a")
    anchor(root.path, SLUG, BASE)
    problems = load_corpus(root.path, BASE).problems
    assert [p.code for p in problems] == ["register", "register"]
    assert "not registered" in problems[0].message
    line = root.line_of(root.register, "/call/repair")
    assert str(problems[1]).startswith(f"data/issued-iris.txt:{line}: ")


def test_each_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(path: Path, name: str) -> bytes:
        read.append(name)
        return path.read_bytes()

    monkeypatch.setattr(source, "read_bytes", reading)
    load_corpus(FIXTURE, BASE)
    assert f"{HOME}/content.ttl" in read
    assert sorted(read) == sorted(set(read))
