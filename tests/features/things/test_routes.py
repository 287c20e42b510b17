"""Things, their representations and their headers (docs/http.md)."""

import gzip
import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from statementgraph.rdf import DEFAULT_BASE, FORMATS
from statementgraph.sparql import LocalEngine
from tests.conftest import SLUG, site_over
from tests.paths import EASTWICK

STATEMENT = f"/statement/{SLUG}"
CLAIM = f"{STATEMENT}/claim/killed"
TEXT = f"{STATEMENT}/text/1"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
GRAPHS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
KEYS = ("html", "ttl", "jsonld", "nt", "nq", "trig", "rdf")

THINGS = [
    STATEMENT,
    CLAIM,
    f"{STATEMENT}/call/repair",
    f"{STATEMENT}/time/until-today",
    f"{STATEMENT}/nanopub",
    f"{STATEMENT}/graph/content",
    f"{STATEMENT}/activity/reading-1",
    "/event/eastwick-2001-03-01",
    "/place/eastwick",
    "/agent/ferry-office-of-northmarsh",
    "/group/ferry-people",
    "/cohort/eastwick-2001-03-01.killed",
    "/instrument/rule-of-safe-landings",
    "/population/passengers-at-eastwick",
    "/concept/asserts",
    "/concept/scheme/stances",
    "/graph/entities",
]


@pytest.mark.parametrize("path", THINGS)
def test_a_thing_redirects_to_what_fits(client: FlaskClient, path: str) -> None:
    for accept, key in [("", "ttl"), ("*/*", "ttl"), (FIREFOX, "html"), ("text/turtle", "ttl")] + [
        (FORMATS[k].media_type, k) for k in KEYS
    ]:
        answer = client.get(path, headers={"Accept": accept})
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"{path}.{key}"
        assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize("path", [*THINGS, TEXT])
def test_every_suffix_answers_whatever_the_accept(client: FlaskClient, path: str) -> None:
    for key in KEYS:
        answer = client.get(f"{path}.{key}", headers={"Accept": "image/png"})
        assert answer.status_code == 200, (path, key)
        assert answer.headers["Content-Type"] == FORMATS[key].content_type


# rdflib's own parsers use what rdflib calls deprecated.
@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("path", [*THINGS, TEXT])
def test_all_formats_hold_the_same_graph(client: FlaskClient, path: str) -> None:
    first = Graph().parse(data=client.get(f"{path}.nt").data, format="nt")
    assert len(first) > 0
    for key, name in GRAPHS.items():
        found = Graph().parse(data=client.get(f"{path}.{key}").data, format=name)
        assert isomorphic(first, found), key
    for key, name in {"trig": "trig", "nq": "nquads"}.items():
        data = client.get(f"{path}.{key}").data
        dataset = Dataset(default_union=True)
        dataset.parse(data=data, format=name)
        union = Graph()
        for s, p, o, _ in dataset.quads((None, None, None, None)):
            union.add((s, p, o))
        assert isomorphic(first, union), key
        assert list(ox.parse(data, format=ox.RdfFormat.from_extension(key)))


def test_the_datasets_keep_their_named_graphs(client: FlaskClient) -> None:
    quads = list(ox.parse(client.get(f"{CLAIM}.nq").data, format=ox.RdfFormat.N_QUADS))
    subject = ox.NamedNode(f"{DEFAULT_BASE}{CLAIM[1:]}")
    graphs = {str(q.graph_name) for q in quads if q.subject == subject}
    # A clause is computed, so it stands with the provenance.
    names = ("content", "provenance")
    assert graphs == {f"<{DEFAULT_BASE}{STATEMENT[1:]}/graph/{name}>" for name in names}
    assert not [q for q in quads if isinstance(q.graph_name, ox.DefaultGraph)]


def test_iris_stay_under_the_base(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get(f"{CLAIM}.ttl").data, format="turtle")
    assert {str(s) for s in graph.subjects()} >= {f"{DEFAULT_BASE}{CLAIM[1:]}"}
    assert b"localhost" not in client.get(f"{CLAIM}.ttl").data


def test_a_claim_carries_speaker_statement_and_quote(client: FlaskClient) -> None:
    found = client.get("/event/eastwick-2001-03-01.ttl").text
    for part in (
        "claim-2001-03-04-northmarsh:killed a sg:CountClaim",
        'oa:exact "A total of 12 passengers, including 3 children, were killed."',
        'rdfs:label "Ferry Office of Northmarsh"@en',
        'dcterms:issued "2001-03-04"',
    ):
        assert part in found


def test_json_ld_frames_claims_in_their_statement(client: FlaskClient) -> None:
    found = json.loads(client.get(f"{STATEMENT}.jsonld").data)
    assert found["id"] == f"{DEFAULT_BASE}{STATEMENT[1:]}"
    assert isinstance(found["@context"], dict)
    claims = {c["id"].rsplit("/", 1)[1]: c for c in found["utterances"]}
    killed = claims["killed"]
    assert killed["type"] == "CountClaim"
    assert killed["value"] == 12
    assert killed["speaker"]["label"] == {"en": "Ferry Office of Northmarsh"}
    assert killed["partOf"] == found["id"]
    selectors = {s["type"]: s for s in killed["derivedFrom"][0]["selectors"]}
    exact = selectors["TextQuoteSelector"]["exact"]
    assert exact == "A total of 12 passengers, including 3 children, were killed."
    position = selectors["TextPositionSelector"]
    assert position["end"] - position["start"] == len(exact)
    speakers = {c["speaker"]["id"] for c in claims.values() if "speaker" in c}
    assert speakers == {f"{DEFAULT_BASE}agent/ferry-office-of-northmarsh"}


def test_text_suffix_gives_the_same_bytes_as_text(client: FlaskClient) -> None:
    for key in ("ttl", "jsonld", "trig", "html"):
        plain = client.get(f"{CLAIM}.{key}.txt")
        assert plain.status_code == 200
        assert plain.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert plain.data == client.get(f"{CLAIM}.{key}").data


def test_the_text_is_served_byte_for_byte(client: FlaskClient) -> None:
    body = (EASTWICK / "data" / "statements" / SLUG / "text-1.txt").read_bytes()
    for path, accept in [(TEXT, "*/*"), (TEXT, FIREFOX), (TEXT, "text/plain"), (f"{TEXT}.txt", "")]:
        answer = client.get(path, headers={"Accept": accept, "Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.data == body
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["ETag"] == f'"{hashlib.sha256(body).hexdigest()}"'
        # The licence is that of our annotations; the text belongs to its author.
        assert 'rel="license"' not in answer.headers["Link"]
    turtle = client.get(TEXT, headers={"Accept": "text/turtle"})
    assert turtle.status_code == 303
    assert turtle.headers["Location"] == f"{TEXT}.ttl"


def test_a_query_parameter_beats_the_header(client: FlaskClient) -> None:
    for value in ("text/html", "html"):
        answer = client.get(f"{CLAIM}?_mediatype={value}", headers={"Accept": "text/turtle"})
        assert answer.headers["Location"] == f"{CLAIM}.html"
    answer = client.get(f"{CLAIM}?_mediatype=application/ld+json")
    assert answer.headers["Location"] == f"{CLAIM}.jsonld"
    for name in ("_mediatype=image/png", "format=srj", "output=nonsense"):
        answer = client.get(f"{CLAIM}?{name}", headers={"Accept": "application/trig"})
        assert answer.headers["Location"] == f"{CLAIM}.trig"


def test_nothing_fits(client: FlaskClient) -> None:
    answer = client.get(CLAIM, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "text/turtle" in answer.get_json()["hint"]


def test_profiles(client: FlaskClient) -> None:
    sizes = {}
    for profile in ("plain", "claims", "prov"):
        answer = client.get(f"{STATEMENT}.nt?_profile={profile}")
        assert answer.status_code == 200
        assert f'{DEFAULT_BASE}profiles#{profile}>; rel="profile"' in answer.headers["Link"]
        sizes[profile] = len(answer.data.splitlines())
    assert sizes["plain"] < sizes["claims"]
    assert b"wasGeneratedBy" in client.get(f"{STATEMENT}.nt?_profile=prov").data
    redirect = client.get(f"{STATEMENT}?_profile=prov", headers={"Accept": "text/turtle"})
    assert redirect.headers["Location"] == f"{STATEMENT}.ttl?_profile=prov"
    header = {"Accept-Profile": f"<{DEFAULT_BASE}profiles#plain>"}
    assert client.get(STATEMENT, headers=header).headers["Location"].endswith("?_profile=plain")
    both = client.get(f"{STATEMENT}?_profile=prov", headers=header)
    assert both.headers["Location"].endswith("?_profile=prov")
    assert client.get(f"{STATEMENT}.ttl?_profile=nothing").status_code == 400


def test_the_nanopublication_is_the_four_graphs(client: FlaskClient) -> None:
    answer = client.get(f"{STATEMENT}?_profile=nanopub")
    assert answer.headers["Location"] == f"{STATEMENT}.trig?_profile=nanopub"
    found = list(ox.parse(client.get(answer.headers["Location"]).data, format=ox.RdfFormat.TRIG))
    home = f"{DEFAULT_BASE}{STATEMENT[1:]}/graph/"
    graphs = {q.graph_name.value for q in found if isinstance(q.graph_name, ox.NamedNode)}
    assert graphs == {home + n for n in ("head", "content", "provenance", "pubinfo")}
    assert client.get(f"{STATEMENT}.ttl?_profile=nanopub").status_code == 406
    assert client.get("/place/eastwick.trig?_profile=nanopub").status_code == 406
    assert client.get("/place/eastwick?_profile=nanopub").status_code == 406
    assert "nanopub" not in client.get("/place/eastwick.ttl?_profile=alt").text
    assert "nanopub" in client.get(f"{STATEMENT}.ttl?_profile=alt").text


def test_rdf12_claims_are_reifiers_of_what_nobody_asserts(client: FlaskClient) -> None:
    data = client.get(f"{CLAIM}.nt?_profile=rdf12").data
    found = list(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    said = [q.object for q in found if isinstance(q.object, ox.Triple)]
    assert [str(t.object) for t in said] == ['"12"^^<http://www.w3.org/2001/XMLSchema#integer>']
    asserted = {(q.subject, q.predicate, q.object) for q in found}
    assert all((t.subject, t.predicate, t.object) not in asserted for t in said)


def test_the_list_of_representations(client: FlaskClient) -> None:
    answer = client.get(f"{CLAIM}?_profile=alt")
    assert answer.status_code == 200
    assert b"hasRepresentation" in answer.data
    page = client.get(f"{CLAIM}?_profile=alt", headers={"Accept": "text/html"})
    assert f'href="{CLAIM}.trig?_profile=rdf12"' in page.text


def test_links_of_a_data_document(client: FlaskClient) -> None:
    links = client.get(f"{CLAIM}.ttl").headers["Link"]
    assert f'<{CLAIM}.jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert f'<{CLAIM}.html>; rel="alternate"; type="text/html"' in links
    assert f'<{CLAIM}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert '</void>; rel="describedby"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links


def test_tags_and_conditions(client: FlaskClient) -> None:
    tags = set()
    for key in KEYS:
        for coding in ("identity", "gzip"):
            answer = client.get(f"{CLAIM}.{key}", headers={"Accept-Encoding": coding})
            tag = answer.headers["ETag"]
            assert tag.startswith('"')
            tags.add(tag)
            for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                headers = {"If-None-Match": value, "Accept-Encoding": coding}
                again = client.get(f"{CLAIM}.{key}", headers=headers)
                assert again.status_code == 304
                assert again.data == b""
                assert again.headers["ETag"] == tag
                assert "Vary" in again.headers
                assert "Content-Type" not in again.headers
            other = {"If-None-Match": '"other"', "Accept-Encoding": coding}
            assert client.get(f"{CLAIM}.{key}", headers=other).status_code == 200
    assert len(tags) == 2 * len(KEYS)
    assert client.get("/nothing.ttl", headers={"If-None-Match": "*"}).status_code == 404


def test_gzip(client: FlaskClient) -> None:
    plain = client.get(f"{STATEMENT}.ttl")
    packed = client.get(f"{STATEMENT}.ttl", headers={"Accept-Encoding": "deflate, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"].split(", ")
        assert answer.headers["Cache-Control"].startswith("public")


def test_head_and_options(client: FlaskClient) -> None:
    for path in (CLAIM, f"{CLAIM}.ttl", f"{CLAIM}.html", "/sparql", "/", "/ns", TEXT):
        get, head = client.get(path), client.head(path)
        assert head.data == b""
        assert head.status_code == get.status_code
        for name in ("ETag", "Content-Type", "Location", "Content-Length"):
            assert head.headers.get(name) == get.headers.get(name), (path, name)
        options = client.options(path, headers={"Origin": "https://reader.example"})
        assert options.status_code == 204
        assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))
        assert options.headers["Access-Control-Allow-Methods"] == options.headers["Allow"]
        assert "Accept" in options.headers["Access-Control-Allow-Headers"]


def test_any_origin_may_read_without_credentials(client: FlaskClient) -> None:
    for path in (CLAIM, f"{CLAIM}.ttl", "/nothing", "/sparql?query=x"):
        headers = client.get(path, headers={"Origin": "https://reader.example"}).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    ("path", "accept", "content_type"),
    [
        ("/nothing", "", "application/problem+json"),
        ("/nothing", "*/*", "application/problem+json"),
        ("/nothing", FIREFOX, "text/html; charset=utf-8"),
        ("/nothing", "text/plain", "text/plain; charset=utf-8"),
        ("/nothing", "text/turtle", "text/turtle; charset=utf-8"),
        ("/nothing", "application/ld+json", "application/problem+json"),
        ("/nothing", "application/rdf+xml", "application/rdf+xml"),
        ("/nothing.html", "", "text/html; charset=utf-8"),
        ("/nothing.ttl", FIREFOX, "text/turtle; charset=utf-8"),
        ("/nothing.nq", "", "application/n-quads"),
        ("/nothing.jsonld", "", "application/problem+json"),
        ("/nothing.txt", "", "text/plain; charset=utf-8"),
        ("/statement", "", "application/problem+json"),
        ("/place/eastwick.txt", "", "text/plain; charset=utf-8"),
    ],
)
def test_an_unknown_thing_is_missing_in_the_asked_format(
    client: FlaskClient, path: str, accept: str, content_type: str
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == content_type
    assert "Not found" in answer.text
    if content_type.startswith("text/turtle"):
        assert list(ox.parse(answer.data, format=ox.RdfFormat.TURTLE)) == []
    if content_type == "application/rdf+xml":
        assert list(ox.parse(answer.data, format=ox.RdfFormat.RDF_XML)) == []


def test_equal_tags_mean_equal_bytes(eastwick: LocalEngine, tmp_path: Path) -> None:
    sites = [site_over(eastwick, tmp_path) for _ in range(6)]
    for key in (*KEYS, "ttl?_profile=prov", "trig?_profile=nanopub"):
        answers = [site.get(f"{STATEMENT}.{key}") for site in sites]
        bodies = {answer.data for answer in answers}
        tags = {answer.headers["ETag"] for answer in answers}
        assert (len(bodies), len(tags)) == (1, 1), key
    assert b"xmlns:sg=" in sites[0].get(f"{STATEMENT}.rdf").data


def test_a_suffix_does_not_look_at_headers(client: FlaskClient) -> None:
    header = {"Accept-Profile": f"<{DEFAULT_BASE}profiles#plain>", "Accept": "text/html"}
    assert client.get(f"{CLAIM}.nt", headers=header).data == client.get(f"{CLAIM}.nt").data
