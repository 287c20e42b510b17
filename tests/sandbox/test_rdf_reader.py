"""RDF from strangers: what is read, what is refused, and where it says the mistake is."""

import json
import time

import pytest

from statementgraph.errors import RdfSyntaxError
from statementgraph.sandbox.rdf_reader import read

BASE = "https://data.example/"
TERMS = {"Ferry": "https://data.example/Ferry", "name": "https://data.example/name"}
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">'
    '<rdf:Description rdf:about="http://a.example/"><e:p>%s</e:p></rdf:Description></rdf:RDF>'
)
LEVELS = [f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)]
BOMB = f"<!DOCTYPE lolz [<!ENTITY a0 'lol'>{''.join(LEVELS)}]>"


def quads(body: str | bytes, key: str = "ttl") -> list[str]:
    raw = body if isinstance(body, bytes) else body.encode()
    return [str(quad.triple) for quad in read(raw, key, BASE, TERMS)[0]]


def refused(body: str | bytes, key: str = "ttl") -> RdfSyntaxError:
    with pytest.raises(RdfSyntaxError) as caught:
        quads(body, key)
    return caught.value


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("ttl", "<pier> <p> 'x' ."),
        ("ttl", "\ufeff<pier> <p> 'x' ."),
        ("trig", "<g> { <pier> <p> 'x' }"),
        ("nt", '<https://data.example/pier> <https://data.example/p> "x" .'),
        ("nq", '<https://data.example/pier> <https://data.example/p> "x" <urn:g> .'),
        ("jsonld", '{"@id": "pier", "https://data.example/p": "x"}'),
        ("rdf", XML.replace("http://e.example/", BASE).replace("http://a.example/", "pier") % "x"),
    ],
)
def test_each_format_is_read_with_relative_iris_under_the_base(key: str, body: str) -> None:
    assert quads(body, key) == ['<https://data.example/pier> <https://data.example/p> "x"']


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_entity_bomb_is_refused_before_it_is_parsed(quote: str) -> None:
    start = time.process_time()
    error = refused(BOMB.replace("'", quote) + XML % "&a9;", "rdf")
    assert "document type" in error.message
    assert (error.line, error.column) == (1, 1)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML % "&x;",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">' + XML % "x",
        '<?xml version="1.0"?><!-- <a> -->\n<!DOCTYPE a>' + XML % "x",
        (XML % "&x;").replace("<rdf:D", "<!--x--><![CDATA[<!--]]><!DOCTYPE a []><rdf:D"),
        "<!doctype a>" + XML % "x",
        XML % "<!ENTITY x 'y'>",
    ],
)
def test_a_document_type_is_refused_wherever_it_stands(body: str) -> None:
    assert "document type" in refused(body, "rdf").message


def test_what_only_looks_like_a_document_type_is_read() -> None:
    body = XML % "<![CDATA[<!DOCTYPE a>]]>"
    assert quads("<!-- <!DOCTYPE a> -->" + body, "rdf")[0].endswith('"<!DOCTYPE a>"')


@pytest.mark.parametrize("part", ["<!--", "<?", "<![CDATA[", "<!-- -->", "<![CDATA[]]>", "<!"])
def test_the_search_for_document_types_takes_linear_time(part: str) -> None:
    start = time.process_time()
    refused(part * 200_000, "rdf")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("key", "body", "line", "column", "hint"),
    [
        ("ttl", "<a> <p>\n  'x", 2, 3, "ends too early"),
        ("ttl", "\n ex:a <p> 1 .", 2, 2, "Declare the prefix"),
        ("nt", "<a> <b> <c> .", 1, 1, "in full"),
        ("ttl", b"<a> <p>\n '\xe4\xff' .", 2, 3, "UTF-8"),
        ("jsonld", '{"@id":\n "a", x}', 2, 14 - 7, ""),
        ("jsonld", '{\n "@context": "http://127.0.0.1:9/c",\n "@id": "a"}', 2, 2, "context"),
        ("rdf", XML % "x</e:p>\n <e:p rdf:resource='http://['>", 2, 2, ""),
        ("rdf", "<a>\n</b>", 2, 3, ""),
        ("rdf", "", 1, 1, ""),
    ],
)
def test_an_error_names_its_place(
    key: str, body: str | bytes, line: int, column: int, hint: str
) -> None:
    error = refused(body, key)
    assert (error.line, error.column) == (line, column)
    assert hint in error.hint


def test_nothing_that_was_sent_is_repeated() -> None:
    for key in ("ttl", "nt", "rdf", "jsonld", "trig", "nq"):
        assert "sECREt" not in str(refused("sECREt:sECREt <sECREt", key))


@pytest.mark.parametrize("name", ["context.jsonld", "/context.jsonld", f"{BASE}context.jsonld"])
def test_our_own_json_ld_context_stands_in_for_its_name(name: str) -> None:
    body = {"@context": [name, {"@base": BASE}], "@id": "pier", "@type": "Ferry", "name": "Pier"}
    assert any('"Pier"' in triple for triple in quads(json.dumps(body), "jsonld"))


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/c",
        ["context.jsonld", "http://127.0.0.1:9/c"],
        {"@import": "http://127.0.0.1:9/c"},
        {"x": {"@id": "urn:x", "@context": "http://127.0.0.1:9/c"}},
    ],
)
def test_no_other_context_is_fetched(context: object) -> None:
    body = {"@context": context, "@id": "urn:a", "x": {"x": 1}, "urn:p": 1}
    assert refused(json.dumps(body), "jsonld")


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_deep_json_is_refused(depth: int) -> None:
    assert "deep" in refused('{"urn:p":' * depth + "1" + "}" * depth, "jsonld").hint


def test_deep_turtle_is_read() -> None:
    assert len(quads("<a> <b> " + "[<b> " * 50_000 + "1" + "]" * 50_000 + " .")) == 50_001
