"""What the head of a page tells machines."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.things import profiles
from statementgraph.features.things.head_metadata import HeadMetadata, clip_line, describe
from statementgraph.features.things.profiles import Profile
from statementgraph.features.things.view import build_thing
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.release.catalogue import catalogue
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader
from tests.paths import EASTWICK

HOME = "statement/2001-03-04-northmarsh"


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


def meta(engine: LocalEngine, path: str) -> HeadMetadata:
    here = Addresses(DEFAULT_BASE)
    document = profiles.load_document(engine, ox.NamedNode(DEFAULT_BASE + path), Profile.CLAIMS)
    page = build_thing(engine, here, document)
    return describe(page, Reader(document.graph, here), path, "0123456789ab")


def test_a_claim_is_described_by_who_said_it_and_in_which_words(engine: LocalEngine) -> None:
    result = meta(engine, f"{HOME}/claim/boards")
    assert result.description == (
        "Ferry Office of Northmarsh said, reporting others "
        "(view reported of Lighthouse Keepers) (4 March 2001): "
        "“According to the Lighthouse Keepers” … “the boards were rotten”"
    )
    quotations = result.jsonld["citation"]
    assert isinstance(quotations, list)
    event, quotation = quotations
    assert isinstance(event, dict)
    assert isinstance(quotation, dict)
    assert str(event["text"]).startswith("On the evening of 1 March 2001 the pier at Eastwick fell")
    assert quotation["@type"] == "Quotation"
    assert quotation["text"] == 'According to the Lighthouse Keepers, "the boards were rotten".'
    assert quotation["creator"] == {
        "@type": "Organization",
        "@id": f"{DEFAULT_BASE}agent/ferry-office-of-northmarsh",
        "name": "Ferry Office of Northmarsh",
    }
    statement = quotation["isPartOf"]
    assert (statement["@id"], statement["datePublished"]) == (DEFAULT_BASE + HOME, "2001-03-04")


@pytest.mark.parametrize(
    "path", [HOME, f"{HOME}/claim/killed", "event/eastwick-2001-03-01", "concept/asserts"]
)
def test_the_record_is_a_work_about_the_thing_and_no_claim_is_judged(
    engine: LocalEngine, path: str
) -> None:
    result = meta(engine, path).jsonld
    assert result["@type"] == "CreativeWork"
    assert result["@id"] == f"{DEFAULT_BASE}{path}.html"
    about = result["about"]
    assert isinstance(about, dict)
    assert about["@id"] == DEFAULT_BASE + path
    assert result["version"] == "0123456789ab"
    # schema.org's Claim, ClaimReview and Rating would say what is true.
    assert not any(word in str(result) for word in ("'Claim", "Review", "Rating", "Fact"))


def test_a_description_is_one_line_that_says_where_it_is_cut() -> None:
    assert clip_line("two\n\nlines") == "two lines"
    assert clip_line("word " * 100).endswith("word […]")
    assert len(clip_line("word " * 100)) < 210


@pytest.fixture(scope="module")
def catalogued() -> LocalEngine:
    quads = load_corpus(EASTWICK, DEFAULT_BASE).quads
    return from_quads([*quads, *catalogue(quads, DEFAULT_BASE, "0123456789ab")])


def test_the_page_of_the_dataset_is_a_dataset_for_search_engines(catalogued: LocalEngine) -> None:
    """Google asks for name and description; 50 to 5,000 characters, and never cut short."""
    told = meta(catalogued, "dataset").jsonld
    assert (told["@type"], told["@id"]) == ("Dataset", f"{DEFAULT_BASE}dataset")
    assert told["name"] == "Public statements as attributed data"
    assert 50 <= len(str(told["description"])) <= 5000
    assert "[…]" not in str(told["description"])
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["datePublished"] == "2001-03-05"
    assert told["publisher"] == {
        "@type": "Person",
        "@id": f"{DEFAULT_BASE}agent/reader-one",
        "name": "Reader One",
    }
    files = told["distribution"]
    assert isinstance(files, list)
    types = {str(file["contentUrl"]).rpartition("/")[2]: file["encodingFormat"] for file in files}
    assert len(types) == 18
    assert types["all.ttl"] == "text/turtle"
    assert types["all.jsonld.gz"] == "application/gzip"
    assert types["all.nq.zst"] == "application/zstd"


def _datasets(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if value.get("@type") == "Dataset":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _datasets(part)


@pytest.mark.parametrize("path", [HOME, "event/eastwick-2001-03-01", "dataset", "catalogue"])
def test_every_dataset_that_a_page_names_has_name_description_and_licence(
    catalogued: LocalEngine, path: str
) -> None:
    found = list(_datasets(meta(catalogued, path).jsonld))
    assert len(found) == 1
    assert 50 <= len(str(found[0]["description"])) <= 5000
    assert {"name", "license", "url"} <= found[0].keys()
