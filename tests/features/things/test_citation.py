"""References: each cites the speaker by their exact words, and can be read back."""

import json
import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statementgraph.corpus.loader import load_corpus
from statementgraph.features.things import citation, citation_formats, profiles
from statementgraph.features.things.citation import Citation
from statementgraph.features.things.profiles import Profile
from statementgraph.features.things.view import utterances
from statementgraph.rdf import DEFAULT_BASE, PROLOGUE
from statementgraph.sparql import LocalEngine, from_quads, select
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Reader
from tests.paths import EASTWICK

HOME = "statement/2001-03-04-northmarsh"
KILLED = "A total of 12 passengers, including 3 children, were killed."
_QUOTE = "SELECT ?quote ?exact WHERE { ?quote oa:hasSelector/oa:exact ?exact }"
# What csl-data.json (CSL 1.0.2) lets an item hold, as far as we use it.
CSL_FIELDS = {
    *("id", "type", "author", "title", "container-title", "issued", "publisher", "source"),
    *("version", "language", "abstract", "note", "URL"),
}
MADE = Citation(
    key="k",
    # Letters of Azerbaijani, and every mark that BibTeX reads.
    author="Ədalə Şuşağ and the “Pier” {Office}",
    office="Keeper",
    title="“50 % of #1 & a_b ^ ~ \\ $ {”",
    container="“Notice”",
    issued="2001-03-04",
    words='“He said "it is so"”',
    note="n",
    language="en",
    database="Statements as data",
    release="0123456789ab",
    url="https://data.example/x#char=1,2",
)


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    return from_quads(load_corpus(EASTWICK, DEFAULT_BASE).quads)


def cited(engine: LocalEngine, path: str) -> Citation:
    thing = ox.NamedNode(DEFAULT_BASE + path)
    document = profiles.load_document(engine, thing, Profile.CLAIMS)
    reader = Reader(document.graph, Addresses(DEFAULT_BASE))
    own = (reader.utterance(thing),) if document.kind == "utterance" else utterances(reader, thing)
    return citation.cite(reader, document, own, "0123456789ab")


def test_a_quote_is_cited_as_its_speakers_words(engine: LocalEngine) -> None:
    (row,) = select(engine, PROLOGUE + _QUOTE, exact=ox.Literal(KILLED))
    result = cited(engine, row["quote"].value.removeprefix(DEFAULT_BASE))  # type: ignore[union-attr]
    assert (result.author, result.title) == ("Ferry Office of Northmarsh", f"“{KILLED}”")
    assert result.url.endswith(f"text/1#char={result.url.rpartition('=')[2]}")
    assert re.match(r"Characters \d+ to \d+ of the text\.", result.note)


def test_a_claim_is_cited_as_its_speakers_words(engine: LocalEngine) -> None:
    result = cited(engine, f"{HOME}/claim/killed")
    assert result.author == "Ferry Office of Northmarsh"
    assert result.title == f"“{KILLED}”" == result.words
    assert (
        result.container == "“Statement of the Ferry Office of Northmarsh on the pier at Eastwick”"
    )
    assert result.issued == "2001-03-04"
    assert "never that it is so" in result.note
    assert citation_formats.plain_text(result) == (
        f"Ferry Office of Northmarsh: “{KILLED}” "
        "In: “Statement of the Ferry Office of Northmarsh on the pier at Eastwick”. "
        "4 March 2001. Statements as data, release 0123456789ab. "
        f"{DEFAULT_BASE}{HOME}/claim/killed"
    )


def test_a_statement_and_its_text_are_cited_as_the_speakers(engine: LocalEngine) -> None:
    for path in (HOME, f"{HOME}/text/1"):
        result = cited(engine, path)
        assert result.cites_words
        assert result.author == "Ferry Office of Northmarsh"
        assert result.title.startswith("“Statement of the Ferry Office")
        assert result.issued == "2001-03-04"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("place/eastwick", "Eastwick (place)"),
        ("concept/asserts", "“asserts” (concept)"),
        ("cohort/eastwick-2001-03-01.killed", "Passengers said to have been killed at Eastwick"),
    ],
)
def test_a_record_is_nobodys_word(engine: LocalEngine, path: str, title: str) -> None:
    result = cited(engine, path)
    assert result.title.startswith(title)
    assert (result.cites_words, result.author, result.issued) == (False, "", "")
    assert "author" not in citation_formats.bibtex(result)
    assert citation_formats.ris(result).startswith("TY  - DBASE\r\n")
    assert json.loads(citation_formats.csl(result))[0]["type"] == "entry"


def test_several_quotes_are_cited_once_each(engine: LocalEngine) -> None:
    assert cited(engine, f"{HOME}/claim/lamps").words == (
        "“On the evening of 1 March 2001 the pier at Eastwick fell while the ferry \U0001d4a2annet"
        " \U0001f6f3 was landing. […] The lamps were dark.”"
    )
    # A line break in the words is a space in a reference.
    assert cited(engine, f"{HOME}/claim/needless-wreck").words == (
        "“the ferry people call this a needless wreck.”"
    )


def test_a_long_title_is_cut_and_the_words_stand_whole() -> None:
    whole = "word " * 100
    assert len(citation._shortened(whole.strip())) < 190
    assert citation._shortened(whole.strip()).endswith("word […]")
    assert citation._shortened("short") == "short"


def bibtex_fields(text: str) -> dict[str, str]:
    """Read one entry by BibTeX's own rules: a value ends where its braces balance."""
    head, _, rest = text.partition(",\n")
    assert re.fullmatch(r"@misc\{[A-Za-z0-9-]+", head)
    fields = {}
    while match := re.match(r"\s*([a-z]+) = ", rest):
        rest = rest[match.end() :]
        depth = end = 0
        while depth or rest[end] != ",":
            depth += (rest[end] == "{") - (rest[end] == "}")
            end += 1
        fields[match[1]] = rest[:end]
        rest = rest[end + 1 :]
    assert rest.strip() == "}"
    return fields


def test_bibtex_escapes_what_latex_reads() -> None:
    fields = bibtex_fields(citation_formats.bibtex(MADE))
    # Whole in braces: "and" would split a name, and a title would lose its case.
    assert fields["author"] == (
        r"{{Ədalə Şuşağ and the “Pier” \textbraceleft{}Office\textbraceright{}}}"
    )
    assert fields["title"] == (
        r"{{“50 \% of \#1 \& a\_b \textasciicircum{} \textasciitilde{} "
        r"\textbackslash{} \$ \textbraceleft{}”}}"
    )
    assert fields["abstract"] == '{“He said "it is so"”}'
    assert (fields["year"], fields["month"], fields["day"]) == ("{2001}", "mar", "{4}")
    assert fields["url"] == "{https://data.example/x#char=1,2}"


@example("one\x00two\x1b\x85three\u2028four")
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_words_stay_inside_their_field(text: str) -> None:
    output = replace(MADE, title=text or "x", words=text, url=f"https://data.example/{text}")
    fields = bibtex_fields(citation_formats.bibtex(output))
    assert {"author", "url", "note"} <= set(fields)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", fields.get("title", ""))
    lines = citation_formats.ris(output).split("\r\n")
    assert lines[-1] == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines[:-1])
    assert json.loads(citation_formats.csl(output))[0]["title"] == (text or "x")


def test_ris_has_a_tag_on_each_line_and_an_end() -> None:
    lines = citation_formats.ris(MADE).split("\r\n")
    assert lines[0] == "TY  - GEN"
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2001/03/04/" in lines
    assert "AU  - Ədalə Şuşağ and the “Pier” {Office}" in lines


def test_csl_json_holds_only_what_its_schema_knows() -> None:
    (item,) = json.loads(citation_formats.csl(MADE))
    assert set(item) <= CSL_FIELDS
    assert item["type"] in {"document", "entry"}
    assert item["author"] == [{"literal": MADE.author}]
    assert item["issued"] == {"date-parts": [[2001, 3, 4]]}
    assert item["abstract"] == MADE.words


@pytest.mark.parametrize(
    ("issued", "year", "ris"),
    [
        ("2001", "{2001}", "2001///"),
        ("2001-03", "{2001}", "2001/03//"),
        ("", None, None),
        ("soon", None, None),
    ],
)
def test_a_date_is_as_exact_as_in_the_data(issued: str, year: str | None, ris: str | None) -> None:
    output = replace(MADE, issued=issued)
    assert bibtex_fields(citation_formats.bibtex(output)).get("year") == year
    assert (f"DA  - {ris}" in citation_formats.ris(output).split("\r\n")) == (ris is not None)
    assert ("issued" in json.loads(citation_formats.csl(output))[0]) == (year is not None)
