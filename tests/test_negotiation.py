"""Negotiation as a table: header in, choice out (RFC 9110 section 12.5)."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph import negotiation
from statementgraph.rdf import FORMATS

THING = [FORMATS[k] for k in ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "html")]
RESULTS = [FORMATS[k] for k in ("srj", "srx", "csv", "tsv")]
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
    "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
COMPACTED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'


@pytest.mark.parametrize(
    ("header", "key"),
    [
        # nothing said
        ("", "ttl"),
        ("*/*", "ttl"),
        ("*", "ttl"),
        ("text/*", "ttl"),
        # browsers
        (FIREFOX, "html"),
        (CHROME, "html"),
        ("application/xhtml+xml", "html"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),
        # one type
        ("text/turtle", "ttl"),
        ("TEXT/Turtle", "ttl"),
        ("  text/turtle  ", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/n-quads", "nq"),
        ("application/trig", "trig"),
        ("application/rdf+xml", "rdf"),
        ("text/html", "html"),
        # other names of a type
        ("application/json", "jsonld"),
        ("application/xml", "rdf"),
        ("application/x-turtle", "ttl"),
        ("application/*", "jsonld"),
        # q-values
        ("text/turtle;q=0.2, application/rdf+xml;q=0.9", "rdf"),
        ("text/turtle;q=0.2,application/rdf+xml;q=.9", "rdf"),
        ("text/turtle ; q=0.2 , application/rdf+xml ; q=0.9", "rdf"),
        ("text/turtle;Q=0.2, application/rdf+xml;Q=0.9", "rdf"),
        ("text/turtle;q=0.001, image/png", "ttl"),
        ("text/turtle;q=1.000, text/html;q=0.999", "ttl"),
        # q=0 rules out
        ("text/turtle;q=0, */*", "jsonld"),
        ("text/turtle;q=0", None),
        ("text/turtle;q=0.0, text/*", "html"),
        ("*/*;q=0", None),
        ("*/*;q=0, text/turtle", "ttl"),
        ("text/*;q=0, */*;q=0.1", "jsonld"),
        ("application/ld+json;q=0, application/json", None),
        # the more exact range decides, wherever it stands
        ("*/*;q=1, text/turtle;q=0.1, application/rdf+xml;q=0.2", "jsonld"),
        ("text/*;q=0.3, text/html;q=0.7, application/trig;q=0.5", "html"),
        ("text/*, text/turtle;q=0.1", "html"),
        ("text/html, */*", "html"),
        ("application/json;q=0.9, */*;q=0.1", "jsonld"),
        # equal: our own order
        ("text/html, text/turtle", "ttl"),
        ("application/rdf+xml, application/ld+json", "jsonld"),
        # parameters
        ("text/turtle; charset=utf-8", "ttl"),
        ('text/turtle;charset="UTF-8"', "ttl"),
        ("text/turtle;charset=iso-8859-1", "ttl"),
        ("text/turtle;version=1.2;q=0, text/turtle", "ttl"),
        ("text/turtle;charset=utf-8;q=0.1, text/turtle;q=0.9, application/trig;q=0.5", "trig"),
        (COMPACTED, "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "jsonld"),
        (COMPACTED + ";q=0.4, text/turtle;q=0.3", "jsonld"),
        ('application/ld+json;profile="a, b;q=0";q=0.9, text/turtle;q=0.8', "jsonld"),
        ('application/ld+json;profile="a \\" b";q=0.9, text/turtle;q=0.8', "jsonld"),
        ("text/turtle;q=0.5;level=1, application/trig;q=0.4", "ttl"),
        ("text/html;level=1, text/turtle;q=0.5", "html"),
        # nothing fits
        ("image/png", None),
        ("application/pdf, image/*", None),
        ("text/turtlex", None),
        # what cannot be read counts as absent
        ("text/turtle;q=abc", "ttl"),
        ("text/html;q=abc, application/trig;q=0.1", "trig"),
        ("text/html;q=1.1, application/trig;q=0.1", "trig"),
        ("text/html;q=-1, application/trig;q=0.1", "trig"),
        ("text/html;q=nan, application/trig;q=0.1", "trig"),
        ("text/html;q=1e0, application/trig;q=0.1", "trig"),
        ("text/html;q=, application/trig;q=0.1", "trig"),
        (",,,", "ttl"),
        ("/", "ttl"),
        ("text", "ttl"),
        ("*/turtle", "ttl"),
        ("text//turtle", "ttl"),
        (";q=1", "ttl"),
        ('text/html;a="unclosed, text/turtle', "html"),
        ("text/turtle,", "ttl"),
        ("\x00\xff", "ttl"),
    ],
)
def test_a_thing_is_answered_in(header: str, key: str | None) -> None:
    chosen = negotiation.choose(header, THING)
    assert (chosen.key if chosen else None) == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("", "srj"),
        ("*/*", "srj"),
        ("application/json", "srj"),
        ("application/xml", "srx"),
        ("text/xml", "srx"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("application/sparql-results+xml, text/csv;q=0.5", "srx"),
        # Apache Jena's and rdflib's own headers
        ("application/sparql-results+json, application/sparql-results+xml;q=0.9", "srj"),
        ("text/turtle", None),
    ],
)
def test_results_are_answered_in(header: str, key: str | None) -> None:
    chosen = negotiation.choose(header, RESULTS)
    assert (chosen.key if chosen else None) == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("application/n-quads", "nq"),
        ("application/n-quads, application/n-triples;q=0.9", "nt"),
        ("application/n-quads, application/n-triples;q=0.7", "nq"),
        ("application/trig;q=0.9, application/n-quads;q=0.8, text/turtle;q=0.75", "ttl"),
        ("application/trig, */*;q=0.1", "trig"),
    ],
)
def test_a_client_that_takes_quads_and_triples_gets_triples_of_a_thing(
    header: str, key: str
) -> None:
    chosen = negotiation.choose(header, THING, quads=0.8)
    assert chosen is FORMATS[key]


def test_nothing_on_offer_is_nothing_chosen() -> None:
    assert negotiation.choose("*/*", []) is None
    assert negotiation.choose("", []) is None


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("text/turtle", "ttl"),
        ("ttl", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/ld json", "jsonld"),
        ("application/json", "jsonld"),
        ("text/turtle; charset=utf-8", "ttl"),
        ("", None),
        ("image/png", None),
    ],
)
def test_a_query_parameter_names(value: str, key: str | None) -> None:
    chosen = negotiation.by_name(value, THING)
    assert (chosen.key if chosen else None) == key


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate, gzip, br", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0", ""),
        ("gzip;q=0, *", ""),
        ("*;q=0", None),
        ("*;q=0, identity", ""),
        ("*;q=0.5", "gzip"),
        ("gzip;q=0.5, *;q=0", "gzip"),
        ("gzip;q=0, identity;q=0", None),
        ("identity;q=0, *", "gzip"),
        ("br", ""),
        ("identity", ""),
        ("identity, gzip", "gzip"),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip;q=0.9", "gzip"),
        ("identity;q=0", None),
        ("br, identity;q=0", None),
        ("gzip;q=x", ""),
    ],
)
def test_a_coding_is_chosen(header: str, coding: str | None) -> None:
    assert negotiation.encoding(header) == coding


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1, zstd;q=0.9, br;q=0.9", "gzip"),
        ("*", "zstd"),
        ("zstd;q=0, *;q=0.5", "br"),
    ],
)
def test_among_equal_codings_our_order_decides(header: str, coding: str) -> None:
    assert negotiation.encoding(header, ("zstd", "br", "gzip")) == coding


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("", ""),
        ("<https://data.example/profiles#plain>", "plain"),
        ("<urn:other>, <https://data.example/profiles#plain>;q=0.1", "plain"),
        (
            "<https://data.example/profiles#plain>;q=0.1,<https://data.example/profiles#prov>",
            "prov",
        ),
        ("<https://data.example/profiles#plain>;q=0", ""),
        ("https://data.example/profiles#plain", ""),
        ("<>", ""),
    ],
)
def test_a_profile_is_chosen(header: str, name: str) -> None:
    offers = {f"https://data.example/profiles#{n}": n for n in ("plain", "prov")}
    assert negotiation.profile(header, offers) == name


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ("", False),
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x",W/"abc"', True),
        ('"x"', False),
        ('"ABC"', False),
        ("abc", False),
        ('"abc', False),
        ("*", True),
        (" * ", True),
        ('"*"', False),
        ('"a,b", "abc"', True),
    ],
)
def test_a_version_is_held(header: str, held: bool) -> None:
    assert negotiation.has_version(header, "abc") is held


@pytest.mark.parametrize(
    ("header", "page"),
    [
        (FIREFOX, True),
        (CHROME, True),
        ("text/html", True),
        ("*/*", False),
        ("", False),
        ("text/turtle, text/html;q=0.5", False),
        ("text/html;q=0", False),
    ],
)
def test_a_browser_is_known_by_its_accept(header: str, page: bool) -> None:
    assert negotiation.wants_page(header) is page


HEADERS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet='text/urlaphm*;,q=01."\\ +-', max_size=120),
)


@given(HEADERS)
def test_no_header_raises_and_the_choice_is_on_offer(header: str) -> None:
    chosen = negotiation.choose(header, THING)
    assert chosen is None or chosen in THING
    assert negotiation.encoding(header) in {"", "gzip", None}
    assert negotiation.profile(header, {"urn:a": "a"}) in {"", "a"}
    assert negotiation.by_name(header, THING) in {None, *THING}
    assert negotiation.has_version(header, "t") in {True, False}


@given(HEADERS, st.sampled_from(THING))
def test_a_type_ruled_out_is_never_chosen(header: str, refused: object) -> None:
    media_type = next(f.media_type for f in THING if f is refused)
    others = ",".join(f"{f.media_type};q=0.5" for f in THING if f is not refused)
    chosen = negotiation.choose(f"{media_type};q=0,{others}", THING)
    assert chosen is not refused


@given(st.permutations([f"{f.media_type};q=0.{9 - i}" for i, f in enumerate(THING)]))
def test_the_order_of_elements_means_nothing(elements: list[str]) -> None:
    assert negotiation.choose(",".join(elements), THING) is FORMATS["ttl"]


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=999))
def test_the_higher_weight_wins(first: int, second: int) -> None:
    header = f"application/rdf+xml;q=0.{first:03d}, application/n-quads;q=0.{second:03d}"
    chosen = negotiation.choose(header, THING)
    assert chosen is FORMATS["rdf" if first > second else "nq"]


def test_a_long_header_is_not_remembered_whole() -> None:
    tracemalloc.start()
    try:
        for number in range(30):
            header = f"text/html,x/{number}," + "y" * 1_000_000
            assert negotiation.wants_page(header)
            assert negotiation.encoding(f"gzip,{header}") == "gzip"
        assert tracemalloc.get_traced_memory()[0] < 5_000_000
    finally:
        tracemalloc.stop()
