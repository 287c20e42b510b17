from pathlib import Path

import pyoxigraph as ox
import pytest

from statementgraph.corpus.source import UnreadableError
from statementgraph.corpus.turtle import (
    CannotFormatError,
    canonical,
    format_file,
    format_turtle,
    turtle_files,
)
from statementgraph.errors import CannotReadError
from tests.corpus.eastwick import FIXTURE

EX = "PREFIX e: <http://e.example/>\n"


def body(content: str) -> str:
    """Format Turtle that uses the prefix e: and drop that line again."""
    return format_turtle(EX + content).replace(EX + "\n", "").removesuffix("\n")


@pytest.mark.parametrize("path", turtle_files([FIXTURE]), ids=lambda p: p.name)
def test_the_fixture_is_in_canonical_form(path: Path) -> None:
    assert not format_file(path).changed


def test_predicates_and_objects_have_one_order() -> None:
    written = (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        + EX
        + 'e:s e:z e:b, "x", e:a, 3 ; e:b [ e:q 1 ] ; rdfs:label "S"@en ; a e:T .'
    )
    assert format_turtle(written) == (
        EX + "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\n"
        'e:s a e:T ;\n    rdfs:label "S"@en ;\n    e:b [ e:q 1 ] ;\n    e:z e:a , e:b , "x" , 3 .\n'
    )


def test_subjects_keep_their_order_and_are_joined() -> None:
    assert body("e:b e:p 1 . e:a e:p 1 . e:b e:q 1 .") == (
        "e:b e:p 1 ;\n    e:q 1 .\n\ne:a e:p 1 ."
    )


def test_prefixes_are_sorted_unused_ones_dropped_relative_ones_stay_relative() -> None:
    content = (
        "@prefix z: <http://z.example/> .\nprefix claim: <statement/x/claim/>\n"
        "PREFIX a: <http://a.example/>\nclaim:one z:p <agent/two> , <statement/x/text/1#char=1,2> ."
    )
    assert format_turtle(content) == (
        "PREFIX claim: <statement/x/claim/>\nPREFIX z: <http://z.example/>\n\n"
        "claim:one z:p <agent/two> , <statement/x/text/1#char=1,2> .\n"
    )


def test_a_declared_base_is_kept() -> None:
    content = "BASE <http://b.example/x/>\n\n<s> <p> <http://b.example/x/o> .\n"
    assert format_turtle(content) == content.replace("http://b.example/x/o", "o")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("007", "007"),
        ("+5", "+5"),
        ("-.5", "-.5"),
        ("1E3", "1E3"),
        ("1.e5", "1.e5"),
        ("true", "true"),
        (
            '"x"^^<http://www.w3.org/2001/XMLSchema#integer>',
            '"x"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        (
            '"1 "^^<http://www.w3.org/2001/XMLSchema#integer>',
            '"1 "^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "5"),
        (
            '"1."^^<http://www.w3.org/2001/XMLSchema#decimal>',
            '"1."^^<http://www.w3.org/2001/XMLSchema#decimal>',
        ),
        (
            '"TRUE"^^<http://www.w3.org/2001/XMLSchema#boolean>',
            '"TRUE"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        ),
        ('"s"^^<http://www.w3.org/2001/XMLSchema#string>', '"s"'),
        ("'it''s'".replace("''", "\\'"), '"it\'s"'),
        ('"x"@en-gb', '"x"@en-gb'),
        ('"x"@ar--rtl', '"x"@ar--rtl'),
        ('"a\\"b"', '"a\\"b"'),
        ('"a\\\\"', '"a\\\\"'),
        ('"a\\tb\\rc\\bd\\fe"', '"a\\tb\\rc\\bd\\fe"'),
        ('"""a\nb"""', '"""a\nb"""'),
        ('"a\\nb"', '"""a\nb"""'),
        ('"""a\n"b\\""""', '"""a\n"b\\""""'),
        ('"""a\n\\"\\"\\"b"""', '"""a\n\\"\\""b"""'),
        ('"""\n\\\\"""', '"""\n\\\\"""'),
        ('"""a\\r\nb"""', '"""a\\r\nb"""'),
        ('"\U0001d4a2 M\u030c \U0001f6f3"', '"\U0001d4a2 M\u030c \U0001f6f3"'),
        ('"a\u202eb\u2066c"', '"a\\u202Eb\\u2066c"'),
        ('"\\u0000\\u0085\\u2028\\uFEFF"', '"\\u0000\\u0085\\u2028\\uFEFF"'),
        ("()", "()"),
        ("( 1 [ e:q 2 ] () ( 3 ) )", "( 1 [ e:q 2 ] () ( 3 ) )"),
        ("[]", "[]"),
        ("_:x", "[]"),
        ("e:a.b", "e:a.b"),
        ("e:a%20b", "e:a%20b"),
        ("e:a\\/b", "<http://e.example/a/b>"),
        ("e:", "e:"),
        ("e:1", "e:1"),
        ("<http://e.example/x.>", "<http://e.example/x.>"),
        ("<http://e.example/\u00e9>", "e:\u00e9"),
        ("<./a:b>", "<./a:b>"),
        ("<>", "<>"),
        ("<#x>", "<#x>"),
        ("<?q=1>", "<?q=1>"),
    ],
)
def test_terms(written: str, canonical: str) -> None:
    assert body(f"e:s e:p {written} .") == f"e:s e:p {canonical} ."


def test_a_blank_node_used_once_stands_where_it_is_used() -> None:
    assert body("e:s e:p _:x . _:x e:q 1 .") == "e:s e:p [ e:q 1 ] ."


def test_a_blank_node_used_twice_keeps_the_editors_name() -> None:
    written = "e:s e:p _:fall ;\n    e:q _:fall .\n\n_:fall e:r 1 ."
    assert body(written) == written


def test_blank_nodes_in_a_circle() -> None:
    written = "e:s e:p 1 .\n\n_:a e:p [ e:p _:a ] ."
    assert body("e:s e:p 1 . _:a e:p _:b . _:b e:p _:a .") == written
    assert body(written) == written
    assert body("_:a e:p _:a .") == "_:a e:p _:a ."


def test_a_blank_node_used_nowhere_keeps_its_name_if_it_has_one() -> None:
    assert body("_:a e:p 1 . [ e:p 2 ] .") == "_:a e:p 1 .\n\n[] e:p 2 ."


def test_broken_lists_are_written_out() -> None:
    rdf = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    text = format_turtle(f"{EX}{rdf}e:s e:p [ rdf:first 1 , 2 ; rdf:rest () ] .")
    assert "[ rdf:first 1 , 2 ; rdf:rest () ]" in text
    text = format_turtle(f"{EX}{rdf}e:s e:p _:l ; e:q _:l . _:l rdf:first 1 ; rdf:rest ( 2 ) .")
    assert "_:l rdf:first 1 ;\n    rdf:rest ( 2 ) ." in text


def test_long_lines_are_broken() -> None:
    many = " , ".join(f"e:agent-number-{n:02}" for n in range(12))
    text = body(f"e:s e:p {many} .")
    assert text.split("\n")[:3] == [
        "e:s e:p",
        "        e:agent-number-00 ,",
        "        e:agent-number-01 ,",
    ]
    text = body(f'e:s e:p [ e:a "{"x" * 60}" ; e:b "{"y" * 60}" ] .')
    assert text.split("\n")[0] == "e:s e:p ["
    assert text.split("\n")[-1] == "    ] ."


COMMENTED = """\
# At the top.
#
# Still at the top.

PREFIX e: <http://e.example/>

# A part of the file.

# About s: "#" is not a comment in "# text" or <http://x#y>.
e:s e:p <http://x.example/#y> , "# no comment" .

# About t.
# More about t.
e:t e:p \"\"\"long # text
# no comment either\"\"\" .

# About a quote.
_:q e:p 1 .

# At the end.
"""


def test_comments_above_subjects_stay_there() -> None:
    assert format_turtle(COMMENTED) == COMMENTED


def test_comments_without_any_prefix() -> None:
    content = "# Top.\n\n# About s.\n<s> <p> <o> .\n"
    assert format_turtle(content) == content
    assert format_turtle("# Only a comment.\n") == "# Only a comment.\n"
    assert format_turtle("") == ""


def test_a_blank_node_with_a_comment_is_not_moved_away_from_it() -> None:
    written = "e:s e:p _:q .\n\n# Why.\n_:q e:r 1 ."
    assert body(written) == written


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("e:s e:p 1 ; # inside\n  e:q 2 .", 2),
        ("e:s e:p 1 .\ne:t e:p\n  # inside\n  2 .", 4),
        ("e:s e:p 1 . # after\n", 2),
        ("# among\nPREFIX f: <http://f.example/>\ne:s f:p 1 .", 2),
        ("# first\ne:s e:p 1 .\n\n# second\ne:s e:q 2 .", 6),
    ],
)
def test_a_comment_elsewhere_is_refused_by_its_line(content: str, line: int) -> None:
    with pytest.raises(CannotFormatError, match=f"line {line} ") as caught:
        format_turtle(EX + content, "x.ttl")
    assert caught.value.line == line
    assert caught.value.exit_code == 1
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<s> <p> <../up> .", "climbs above the base"),
        ("PREFIX x: </up/>\n<s> x:p 1 .", "climbs above the base"),
        (
            "BASE <http://a.example/>\nBASE <http://b.example/>\n<s> <p> 1 .",
            "a base IRI is kept only",
        ),
        ("BASE <http://a.example/x>\n<s> <p> 1 .", "a base IRI is kept only"),
        (f"{EX}PREFIX e: <http://f.example/>\ne:s e:p 1 .", "“e:” is declared twice"),
        (f"{EX}e:s e:p <<( e:a e:b e:c )>> .", "Triple terms"),
        (f"{EX}e:s e:p 1 {{| e:q 2 |}} .", "RDF 1.2"),
        (f"{EX}e:s e:p " + "[ e:p " * 3000 + "1" + " ]" * 3000 + " .", "too deeply"),
    ],
)
def test_what_has_no_canonical_form(content: str, said: str) -> None:
    with pytest.raises(CannotFormatError) as caught:
        format_turtle(content)
    assert said in str(caught.value)


def test_what_is_no_turtle() -> None:
    with pytest.raises(UnreadableError, match=r"x.ttl:2: the RDF cannot be read"):
        format_turtle("<s> <p> <o> .\n<s> <p", "x.ttl")


def test_a_layout_that_would_change_the_graph_is_never_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(canonical, "write", lambda *_: "<s> <p> 2 .")
    with pytest.raises(CannotFormatError, match="would change the graph"):
        format_turtle("<s> <p> 1 .")


def test_formatting_twice_is_formatting_once_also_where_a_comment_becomes_the_first() -> None:
    text = format_turtle(f"{EX}\n# Why.\n\n_:x <p> 1 .\n<s> <q> _:x .")
    assert format_turtle(text) == text
    assert text.startswith("# Why.\n\n")


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="no file or folder"):
        turtle_files([tmp_path / "x.ttl"])


def test_deep_and_wide_nesting_takes_no_exponential_time() -> None:
    nested = "1"
    for _ in range(40):
        nested = f"[ e:p {nested} , 2 ; e:q 3 ]"
    text = format_turtle(f"{EX}e:s e:p {nested} .")
    parsed = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    assert len(parsed) == 1 + 40 * 3
