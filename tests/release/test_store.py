import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus
from statementgraph.errors import CannotReadError
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.release import CurrentRelease, ReleaseDir, current, directory, home, store
from statementgraph.release.build import build, publish
from statementgraph.release.rdf_mode import build_plain
from statementgraph.settings import Settings
from tests.corpus.eastwick import SLUG, Root
from tests.release.reading import by_pyoxigraph, canonical

TEXT = f"{DEFAULT_BASE}statement/{SLUG}/text/1"


def _visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != ".lock"}


def _other(corpus: Corpus, number: int = 1) -> Corpus:
    """The same corpus with one more quad."""
    node = ox.NamedNode(f"{DEFAULT_BASE}place/pier-{number}")
    return replace(corpus, quads=(*corpus.quads, ox.Quad(node, node, node, node)))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "releases"


def test_a_release_holds_all_that_a_server_needs(eastwick: Corpus, target: Path) -> None:
    made = build(eastwick, target)
    assert len(made.id) == 12
    assert int(made.id, 16) >= 0
    assert made.path == target / made.id
    data = by_pyoxigraph(made.data.read_bytes(), "nq")
    assert set(eastwick.quads) < set(data)
    assert canonical(data) == canonical(by_pyoxigraph(made.dumps["all.nq"].read_bytes(), "nq"))
    assert made.counts["quads"] == len(data)
    assert sum(made.counts["graphs"].values()) == len(data)
    (text,) = eastwick.statements[0].texts.values()
    assert made.texts[TEXT].path.read_bytes() == text.path.read_bytes()
    assert made.texts[TEXT].characters == len(text.content)
    assert (made.statements[0].slug, made.statements[0].issued) == (SLUG, "2001-03-04")
    assert made.statements[0].label.startswith("Statement")
    assert b"sg:Utterance a owl:Class" in made.ontology.read_bytes()
    assert b"a sh:NodeShape" in made.shapes.read_bytes()
    assert b'"@context"' in made.context.read_bytes()
    assert made.base == DEFAULT_BASE
    assert not made.plain
    assert made.intact()


def test_the_same_data_make_the_same_bytes(eastwick: Corpus, tmp_path: Path) -> None:
    one, two = build(eastwick, tmp_path / "one"), build(eastwick, tmp_path / "two")
    assert one.id == two.id
    assert one.checksums == two.checksums
    assert (one.path / "meta.json").read_bytes() == (two.path / "meta.json").read_bytes()


def test_loading_the_files_again_makes_the_same_release(tmp_path: Path) -> None:
    root = Root(tmp_path).path
    ids = {build(load_corpus(root, DEFAULT_BASE), tmp_path / "cache").id for _ in range(2)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    "change",
    [
        _other,
        lambda c: replace(c, base="https://data.example/"),
        lambda c: replace(
            c,
            statements=tuple(
                replace(
                    s, texts={i: replace(t, content=t.content + "!") for i, t in s.texts.items()}
                )
                for s in c.statements
            ),
        ),
    ],
    ids=["quad", "base", "text"],
)
def test_another_content_is_another_release(
    eastwick: Corpus, target: Path, change: Callable[[Corpus], Corpus]
) -> None:
    assert build(change(eastwick), target).id != build(eastwick, target).id


@pytest.mark.parametrize(("name", "value"), [("__version__", "99.0"), ("software", lambda: "x")])
def test_another_version_of_the_software_is_another_release(
    eastwick: Corpus, target: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    before = build(eastwick, target).id
    monkeypatch.setattr(store, name, value)
    assert build(eastwick, target).id != before


def test_a_release_that_is_there_is_not_built_again(
    eastwick: Corpus, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(eastwick, target)
    monkeypatch.setattr(store, "_write", lambda *_: pytest.fail("built again"))
    assert build(eastwick, target) == before


@pytest.mark.parametrize("damage", ["changed", "missing", "no meta"])
def test_a_damaged_release_is_built_again(eastwick: Corpus, target: Path, damage: str) -> None:
    made = build(eastwick, target)
    before = made.checksums
    if damage == "changed":
        made.dumps["all.ttl"].write_bytes(b"")
    elif damage == "missing":
        made.data.unlink()
    else:
        (made.path / "meta.json").unlink()
    again = build(eastwick, target)
    assert again.intact()
    assert again.checksums == before
    assert _visible(target) == {made.id}


def test_a_crash_while_writing_leaves_the_old_release(
    eastwick: Corpus, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = publish(target, build(eastwick, target).id)
    write, left = Path.write_bytes, [5]

    def dying(path: Path, body: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return write(path, body)

    monkeypatch.setattr(Path, "write_bytes", dying)
    with pytest.raises(KeyboardInterrupt):
        build(_other(eastwick), target)
    monkeypatch.undo()
    assert current(target).id == old.id
    assert current(target).intact()
    assert len(_visible(target)) == 3, "the old one, current, and what is unfinished"
    new = build(_other(eastwick), target)
    assert _visible(target) == {"current", old.id, new.id}


def test_current_follows_what_is_published(eastwick: Corpus, target: Path) -> None:
    one, two = build(eastwick, target), build(_other(eastwick), target)
    served = CurrentRelease(target)
    publish(target, one.id)
    assert (served.id, served.path, served.meta) == (one.id, one.path, one.meta)
    assert served.dumps == one.dumps
    publish(target, two.id)
    assert served.id == two.id
    assert served.now == current(target) == ReleaseDir.open(target / two.id)


def test_current_is_never_missing_while_it_is_swapped(
    eastwick: Corpus, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = build(eastwick, target), build(_other(eastwick), target)
    publish(target, one.id)
    seen = []
    replace_ = Path.replace

    def watching(path: Path, to: Path) -> Path:
        seen.append(current(target).id)
        return replace_(path, to)

    monkeypatch.setattr(Path, "replace", watching)
    publish(target, two.id)
    assert seen == [one.id]
    assert current(target).id == two.id


def test_only_the_latest_releases_are_kept(eastwick: Corpus, target: Path) -> None:
    made = [build(_other(eastwick, n), target).id for n in range(4)]
    for number, release in enumerate(made):
        os.utime(target / release, (number, number))
    publish(target, made[1], keep=2)
    assert _visible(target) == {"current", made[1], made[3]}


def test_publishing_what_was_not_built_is_refused(eastwick: Corpus, target: Path) -> None:
    made = publish(target, build(eastwick, target).id)
    with pytest.raises(CannotReadError):
        publish(target, "000000000000")
    assert current(target).id == made.id


def test_a_folder_with_no_release_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="No release is published"):
        current(tmp_path)


@pytest.mark.parametrize("meta", ["", "[]", "{}", '{"release": 1}'])
def test_a_broken_meta_file_is_told_in_one_sentence(tmp_path: Path, meta: str) -> None:
    (tmp_path / "meta.json").write_text(meta)
    with pytest.raises(CannotReadError, match="cannot be read"):
        ReleaseDir.open(tmp_path)


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(
    eastwick: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotReadError, match="Releases cannot be kept"):
        build(eastwick, tmp_path / "file")


def test_two_roots_do_not_share_a_current(tmp_path: Path) -> None:
    one = Settings(root=tmp_path / "one", cache=tmp_path)
    assert home(one) == home(replace(one, port=9000))
    others = [
        replace(one, root=tmp_path / "two"),
        replace(one, base="https://data.example/"),
        replace(one, rdf=("ferries.ttl",)),
    ]
    assert len({home(s) for s in (one, *others)}) == 4


def test_a_plain_release_holds_the_quads_and_nothing_else(target: Path) -> None:
    node = ox.NamedNode("https://ferries.example/pier")
    blank = ox.BlankNode("b")
    quads = [ox.Quad(node, node, blank), ox.Quad(node, node, ox.Literal("x\ny"), node)]
    made = build_plain(quads, DEFAULT_BASE, target)
    assert made.plain
    assert set(by_pyoxigraph(made.data.read_bytes(), "nq")) == set(quads)
    assert made.counts == {"quads": 2, "graphs": {node.value: 1}}
    assert (made.dumps, made.statements) == ({}, ())
    assert {p.name for p in made.path.iterdir()} == {"data.nq", "meta.json"}
    assert build_plain(quads, DEFAULT_BASE, target) == made
    assert build_plain(quads[:1], DEFAULT_BASE, target).id != made.id


def test_looking_at_current_reads_no_file_twice(
    eastwick: Corpus, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(target, build(eastwick, target).id)
    first = current(target)
    monkeypatch.delattr(ReleaseDir, "open")
    assert current(target) is first


def test_reading_a_release_does_not_load_the_validators() -> None:
    source = Path(directory.__file__).read_text()
    assert "pyoxigraph" not in source
    assert "validation" not in source


def test_checksums_are_those_of_the_files(eastwick: Corpus, target: Path) -> None:
    made = build(eastwick, target)
    files = {str(p.relative_to(made.path)): p for p in made.path.rglob("*") if p.is_file()}
    assert set(files) == {*made.checksums, "meta.json"}
    for name, checksum in made.checksums.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == checksum
