"""`/search` over HTTP: the page, JSON, suggestions, OpenSearch, and what is refused."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from statementgraph.release import search_index
from statementgraph.sparql import LocalEngine
from tests.conftest import SLUG, site_over

JSON = {"Accept": "application/json"}


def test_a_hit_is_marked_in_its_context_with_who_said_it(client: FlaskClient) -> None:
    page = client.get("/search?q=repair&kind=quote").text
    assert "without <mark>repair</mark></bdi></q>" in page
    assert "Ferry Office of Northmarsh</bdi></a> said" in page
    assert '<time datetime="2001-03-04">4 March 2001</time>' in page
    assert f'href="/statement/{SLUG}.html#char=327,384"' in page


def test_a_program_gets_the_same_in_json(client: FlaskClient) -> None:
    for answer in (
        client.get("/search?q=repair&kind=quote", headers=JSON),
        client.get("/search?q=repair&kind=quote&_mediatype=json"),
    ):
        assert answer.content_type == "application/json"
        found = answer.json
        assert found is not None
        assert (found["query"], found["total"], found["kind"]) == ("repair", 2, "quote")
        first = found["hits"][0]
        (start, end) = first["quotes"][0]["marks"][0]
        assert first["quotes"][0]["text"][start:end] == "repair"
        assert first["speaker"]["name"] == "Ferry Office of Northmarsh"
        assert found["kinds"][0].keys() == {"kind", "title", "count", "more", "href"}


def test_json_has_all_kinds_in_pages(client: FlaskClient) -> None:
    first = client.get("/search?q=the", headers=JSON).json
    assert first is not None
    assert first["pages"] > 1
    seen, following = list(first["hits"]), first["next"]
    while following:
        page = client.get(following, headers=JSON).json
        assert page is not None
        seen, following = seen + page["hits"], page["next"]
    assert len({(hit["kind"], hit["iri"]) for hit in seen}) == first["total"] == len(seen)


def test_the_page_links_to_each_kind_and_works_without_scripts(client: FlaskClient) -> None:
    page = client.get("/search?q=Eastwick").text
    assert "Nothing" not in page
    for href in re.findall(r'href="(/search\?[^"]+)"', page):
        assert client.get(href.replace("&amp;", "&")).status_code == 200
    assert '<a href="/search?q=Eastwick" aria-current="true">All kinds</a>' in page


def test_the_empty_page_says_what_there_is(client: FlaskClient) -> None:
    page = client.get("/search").text
    assert "Examples from the data" in page
    assert 'href="/search"' in client.get("/search?kind=claim").text
    assert ">Eastwick</bdi></a>" in page
    assert 'href="/search?kind=claim"' in page
    assert (
        "Northmarsh 2001: “A total of 12 passengers … were killed”"
        in client.get("/search?kind=claim").text
    )


def test_the_title_says_how_many_there_are(client: FlaskClient) -> None:
    page = client.get("/search?q=falling").text
    assert "<title>falling: 1 result \N{EN DASH} Search" in page


def test_where_nothing_is_found_the_page_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/search?q=eastwikc").text
    assert "Nothing found for" in page
    assert 'Did you mean <a href="/search?q=Eastwick"><bdi>Eastwick</bdi></a>?' in page
    assert "What to do next" in page


def test_the_title_a_speaker_gave_stands_in_quotation_marks(client: FlaskClient) -> None:
    page = client.get("/search?kind=statement").text
    assert re.search(r"Titled by its speaker: <q[^>]*><bdi>[^<]+</bdi></q>", page)
    assert "Other names in the data" not in page


def test_text_from_the_client_stays_text(client: FlaskClient) -> None:
    page = client.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=x").text
    assert "<script>" not in page
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;&#34;onfocus=x"' in page


@pytest.mark.parametrize(
    "query",
    [
        "%00",
        "%FF%FE",
        "%22",
        "a" * 10_000,
        "%E2%80%AEpier",
        "(((",
        "NEAR(",
        "%F0%9F%9B%B3",
        "+",
        "%",
    ],
)
def test_no_search_is_an_error(client: FlaskClient, query: str) -> None:
    for path in ("/search?q=", "/search/suggest?q=", "/search?_mediatype=json&q="):
        answer = client.get(path + query)
        assert answer.status_code == 200
        assert "\0" not in answer.text
        if "suggest" not in path:
            assert "\u202e" not in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "1.5", "\u0663", ""])
def test_a_page_that_is_none_is_the_first_or_the_last(client: FlaskClient, page: str) -> None:
    answer = client.get("/search", query_string={"q": "pier", "kind": "claim", "page": page})
    assert answer.status_code == 200
    assert "<mark>" in answer.text


def test_an_unknown_kind_is_every_kind(client: FlaskClient) -> None:
    found = client.get("/search?q=Eastwick&kind=nosuch", headers=JSON).json
    assert found is not None
    assert found["kind"] is None
    assert found["total"]


def test_suggestions_are_opensearch_suggestions(client: FlaskClient) -> None:
    answer = client.get("/search/suggest?q=eas")
    assert answer.content_type == "application/x-suggestions+json"
    typed, names, notes, addresses = answer.json  # type: ignore[misc]
    assert typed == "eas"
    assert (names[0], notes[0], addresses[0]) == ("Eastwick", "place", "/search?q=Eastwick")
    assert len(names) == len(notes) == len(addresses) <= 8
    assert client.get("/search/suggest").json == ["", [], [], []]


def test_browsers_find_the_search(client: FlaskClient) -> None:
    link = '<link rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml"'
    assert link in client.get("/").text
    answer = client.get("/opensearch.xml", headers={"Host": "data.example:8080"})
    assert answer.content_type == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.data)  # noqa: S314 - our own bytes
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{name}OpenSearchDescription"
    assert len(root.findtext(f"{name}ShortName") or "") <= 18
    templates = {u.get("type"): u.get("template") for u in root.findall(f"{name}Url")}
    assert templates["text/html"] == "http://data.example:8080/search?q={searchTerms}"
    assert templates["application/x-suggestions+json"] == (
        "http://data.example:8080/search/suggest?q={searchTerms}"
    )


def test_a_host_that_is_none_is_not_repeated(client: FlaskClient) -> None:
    for host in ('a"b', "<x>"):
        answer = client.get("/opensearch.xml", headers={"Host": host})
        assert host not in answer.text


def test_every_page_has_the_form_once(client: FlaskClient) -> None:
    for path in ("/", "/ns.html", "/search", "/search?q=pier", "/nosuch", "/place/eastwick.html"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert page.count('role="search"') == 1
        assert page.count('id="q"') == 1


def test_an_answer_is_kept_until_the_next_release(client: FlaskClient) -> None:
    for path in ("/search?q=pier", "/search/suggest?q=pier", "/opensearch.xml"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
    tags = {
        client.get(path, headers=headers).headers["ETag"]
        for path, headers in (
            *(("/search?q=pier", {}), ("/search?q=pier", JSON), ("/search?q=lamps", {})),
            *(("/search?q=pier&kind=claim", {}), ("/search?q=pier&kind=claim&page=2", {})),
        )
    }
    assert len(tags) == 5


def test_other_formats_are_refused(client: FlaskClient) -> None:
    assert client.get("/search?q=pier", headers={"Accept": "text/turtle"}).status_code == 406
    named = client.get("/search?q=pier&_mediatype=ttl", headers=JSON)
    assert named.headers["Content-Type"] == "application/json"
    assert client.post("/search").status_code == 405


def test_without_an_index_the_page_says_so(eastwick: LocalEngine, tmp_path: Path) -> None:
    with site_over(eastwick, tmp_path) as client:
        answer = client.get("/search?q=pier", headers={"Accept": "text/html"})
        assert answer.status_code == 503
        assert "no search index" in answer.text
        assert client.get("/search/suggest?q=pier").status_code == 503
        assert client.get("/").status_code == 200


def test_plain_data_have_no_search(eastwick: LocalEngine, index: bytes, tmp_path: Path) -> None:
    (tmp_path / search_index.INDEX).write_bytes(index)
    with site_over(eastwick, tmp_path, rdf=(Path("any.ttl"),)) as client:
        for path in ("/search", "/search/suggest", "/opensearch.xml"):
            assert client.get(path).status_code == 404
        assert "search" not in client.get("/").text.partition("</header>")[0]


def test_the_addresses_begin_where_the_server_is_mounted(client: FlaskClient) -> None:
    page = client.get("/search?q=pier", environ_overrides={"SCRIPT_NAME": "/kg"}).text
    assert 'action="/kg/search"' in page
    assert not re.findall(r'(?:href|action|src)="/(?!kg/)', page)
