"""What a page says of where a text comes from, and of the paragraphs its notes stand under."""

import pyoxigraph as ox
import pytest

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.statement.origin import Origin, load_origin
from statementgraph.features.statement.view import TextView, build_statement
from statementgraph.features.things import profiles
from statementgraph.features.things.profiles import Profile
from statementgraph.quotes import Span, paragraphs
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.view.addresses import Addresses
from tests.paths import EASTWICK

HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
STATEMENT = "statement/2001-03-04-northmarsh"
THING = ox.NamedNode(DEFAULT_BASE + STATEMENT)
HERE = Addresses(DEFAULT_BASE)


def origin(turtle: str) -> Origin:
    store = ox.Store()
    text = f"<{STATEMENT}/text/1> dcterms:isFormatOf <{STATEMENT}> . "
    data = ox.parse(HEAD + text + turtle, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    store.extend(data)
    return load_origin(LocalEngine(store, "0123456789ab"), HERE, THING)


def test_what_the_data_does_not_say_is_not_known() -> None:
    assert origin("") == Origin((), (), (), "", ())


def test_where_a_text_was_published_and_who_took_it_up() -> None:
    found = origin(
        f"""<{STATEMENT}/text/1> dcterms:source <https://news.example/fall> , "Box 4" ;
          prov:wasGeneratedBy [ prov:endedAtTime "2001-03-05T10:00:00Z"^^xsd:dateTime ;
            prov:wasAssociatedWith <agent/reader> ] .
        <agent/reader> rdfs:label "A reader"@en ; foaf:homepage <https://readers.example/> .
        <{STATEMENT}/graph/content> prov:wasGeneratedBy [
            prov:endedAtTime "2001-03-06T10:00:00Z"^^xsd:dateTime ;
            prov:wasAssociatedWith <agent/reader> ] ."""
    )
    (address,) = found.addresses
    assert (address.href, address.external) == ("https://news.example/fall", True)
    assert [ref.text for ref in found.remarks] == ["Box 4"]
    assert found.retrieved == ("5 March 2001",)
    assert [ref.text for ref in found.by] == ["A reader"]
    assert found.read == "6 March 2001"
    assert [ref.href for ref in found.sites] == ["https://readers.example/"]


def test_an_address_that_is_a_script_is_no_link() -> None:
    found = origin(f"<{STATEMENT}/text/1> dcterms:source <javascript:alert(1)> .")
    assert found.addresses == ()
    assert [ref.text for ref in found.remarks] == ["javascript:alert(1)"]


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


def made_up(engine: LocalEngine, *kinds: str) -> TextView:
    document = profiles.load_document(engine, THING, Profile.CLAIMS)
    return build_statement(engine, HERE, document, kinds).texts[0]


def test_every_note_stands_under_one_paragraph_in_its_order(engine: LocalEngine) -> None:
    text = made_up(engine)
    assert tuple(note for group in text.groups for note in group.notes) == text.notes
    assert [group.number for group in text.groups] == list(range(1, len(text.groups) + 1))
    assert text.groups[0].range.startswith("1")
    assert not any(group.opened or group.hidden for group in text.groups)


def test_only_paragraphs_with_chosen_kinds_are_open(engine: LocalEngine) -> None:
    groups = made_up(engine, "law").groups
    assert any(group.hidden for group in groups)
    assert all(group.opened is not group.hidden for group in groups)


def test_a_page_that_broke_a_sentence_breaks_no_paragraph() -> None:
    text = "A ferry\n\nfell over.\n\nIt rose."
    assert [span.of(text) for span in paragraphs(text)] == ["A ferry\n\nfell over.", "It rose."]
    assert paragraphs(" \n") == []
    assert paragraphs("x") == [Span(0, 1)]
