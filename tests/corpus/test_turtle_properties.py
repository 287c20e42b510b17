import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from statementgraph.corpus.turtle import format_turtle

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    "e": "http://e.example/",
    "x": XSD,
    "deep": "http://e.example/a/",
    "here": "https://h.example/k/",
}

nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ab\"'\\\n\r\t.#<>{}@^ \x00\x7f\x85\u200d\u202e\u2028\ufeff\uffff\U0001d4a2\u030c"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
local = st.text(alphabet="ab1.-_:%/#\u00e9\u00b7\U00010000", max_size=4).filter(
    lambda s: "%" not in s
)
iris = (
    st.builds("{}{}".format, st.sampled_from([*PREFIXES.values()]), local)
    .filter(lambda iri: iri.count("#") < 2)
    .map(ox.NamedNode)
)
names = st.sampled_from(["a", "b1", "b2", "x.y", "z"]).map(ox.BlankNode)
lexical = st.one_of(
    nasty, st.sampled_from(["1", "+01", "1.", ".5", "1e0", "true", "True", "-1.5E-3", ""])
)
literals = st.one_of(
    st.builds(ox.Literal, nasty),
    st.builds(lambda v, t: ox.Literal(v, language=t), nasty, st.sampled_from(["en", "az-latn"])),
    st.builds(
        lambda v, d: ox.Literal(v, datatype=ox.NamedNode(d)),
        lexical,
        st.sampled_from([f"{XSD}{n}" for n in ("integer", "decimal", "double", "boolean", "date")]),
    ),
)
lists = st.sampled_from([ox.NamedNode(f"{RDF}nil")])
predicates = st.one_of(
    iris, st.sampled_from([ox.NamedNode(RDF + n) for n in ("type", "first", "rest")])
)
triples = st.builds(
    ox.Triple, st.one_of(iris, names), predicates, st.one_of(iris, names, names, literals, lists)
)


def parsed(text: str) -> ox.Dataset:
    quads = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    dataset = ox.Dataset(ox.Quad(*q.triple) for q in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@given(st.lists(triples, max_size=12))
def test_any_graph_stays_the_same_and_formats_only_once(graph: list[ox.Triple]) -> None:
    written = ox.serialize(graph, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    assert written is not None
    text = format_turtle(written.decode())
    assert parsed(text) == parsed(written.decode())
    assert format_turtle(text) == text


@given(st.lists(nasty, min_size=1, max_size=3))
def test_another_parser_reads_the_same_strings(values: list[str]) -> None:
    clean = [v.replace("\x00", "") for v in values]
    node = ox.NamedNode("http://e.example/s")
    graph = [ox.Triple(node, node, ox.Literal(v)) for v in clean]
    written = ox.serialize(graph, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    text = format_turtle(written.decode())
    read = {str(o) for o in rdflib.Graph().parse(data=text, format="turtle").objects()}
    assert read == set(clean)
    other = rdflib.Graph().parse(data=written, format="nt")
    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), other)


comments = st.lists(
    st.text(alphabet="ab #\"'<[.;", max_size=6).map(lambda s: f"#{s}".rstrip()), max_size=3
)


@given(
    st.lists(st.tuples(comments, st.sampled_from(["", "\n"])), min_size=1, max_size=5),
    comments,
    st.booleans(),
)
def test_every_comment_stays_above_its_subject(
    blocks: list[tuple[list[str], str]], top: list[str], prefixed: bool
) -> None:
    parts = ["\n".join(top), "PREFIX e: <http://e.example/>" if prefixed else ""]
    for number, (lines, gap) in enumerate(blocks):
        above = "".join(f"{line}\n" for line in lines)
        parts.append(f"{above}{gap if lines else ''}<s{number}> <p> {number} .")
    content = "\n\n".join(part for part in parts if part) + "\n"
    text = format_turtle(content)
    assert [x for x in text.split("\n") if x.startswith(("#", "<s"))] == [
        x for x in content.split("\n") if x.startswith(("#", "<s"))
    ]
    assert format_turtle(text) == text
