import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.reading import edtf
from statementgraph.reading.lexical import RDF, XSD, problem

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

GOOD = {
    "integer": "613 -1 +5 007",
    "nonNegativeInteger": "5 0 -0 99999999999999999999999999",
    "positiveInteger": "1",
    "negativeInteger": "-1",
    "byte": "127 -128",
    "unsignedLong": "18446744073709551615",
    "decimal": "6.13 .5 5. -0.1",
    "double": "1E3 INF -INF NaN 1",
    "boolean": "true 0",
    "date": "1992-02-29 1992-02-25Z 1992-02-25+14:00 -0043-03-15 12024-01-01 0000-01-01",
    "dateTime": "1992-02-25T24:00:00 1992-02-25T10:00:00.5-13:59",
    "dateTimeStamp": "1992-02-25T10:00:00Z",
    "time": "10:00:00",
    "gYear": "1992 -0043 12024Z",
    "gYearMonth": "1992-02",
    "gMonthDay": "--02-29 --12-31Z",
    "gMonth": "--02",
    "gDay": "---31",
    "duration": "P1Y2M3DT4H5M6.7S -P1D PT1S",
    "yearMonthDuration": "P1Y",
    "dayTimeDuration": "P1DT2H",
    "language": "en-GB",
    "hexBinary": "0aFF",
    "base64Binary": "YWI= YQ==",
    "NCName": "abc",
    "string": "a_b",
    "anyURI": "https://a.example/",
    "unheard-of": "anything",
}
BAD = {
    "integer": "6_13 ٦١٣ 1,000 6.5 0x10 --5 abc １２",
    "nonNegativeInteger": "-5",
    "positiveInteger": "0",
    "negativeInteger": "0",
    "byte": "128 -129",
    "unsignedLong": "18446744073709551616 99999999999999999999999999",
    "decimal": "1E3 . 1,5 INF",
    "double": "infinity 1e inf",
    "boolean": "True yes",
    "date": "1992-2-5 1992-02-30 1900-02-29 1992-02-25T00:00:00 1992-W08-2 1992-02-25+15:00"
    " 1992-02-25+04 1992-02-25+0400 1992-02-25z 25.02.1992 92-02-25 012024-01-01 1992-02-25-14:01",
    "dateTime": "1992-02-25 1992-02-25T24:00:01 1992-02-30T10:00:00 1992-02-25T10:60:00",
    "dateTimeStamp": "1992-02-25T10:00:00",
    "gMonthDay": "garbage --02-30 --13-01 02-25",
    "gYear": "92 19920101",
    "gMonth": "--13 --02--",
    "duration": "P PT P1S 1Y P1.5Y",
    "yearMonthDuration": "P P1D",
    "language": "english_GB",
    "hexBinary": "0 0g",
    "base64Binary": "YWI YQ=",
    "NCName": "a:b 1a",
}
BAD["gYear"] = "92 1992-01"


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, word) for name, words in table.items() for word in words.split(" ") if word]


@pytest.mark.parametrize(("name", "lexical"), cases(GOOD))
def test_what_a_datatype_allows(name: str, lexical: str) -> None:
    assert problem(lexical, XSD + name) is None


@pytest.mark.parametrize(("name", "lexical"), cases(BAD))
def test_what_a_datatype_refuses(name: str, lexical: str) -> None:
    assert problem(lexical, XSD + name)


@pytest.mark.parametrize("name", ["integer", "date", "decimal", "boolean", "gYear"])
@pytest.mark.parametrize("space", ["", " 5", "5 ", "5\n"])
def test_white_space_and_nothing_are_no_values(name: str, space: str) -> None:
    assert problem(space, XSD + name)


def test_types_of_rdf_and_others() -> None:
    assert "language tag" in str(problem("ship", f"{RDF}langString"))
    assert problem("<b>x</b> y", f"{RDF}XMLLiteral") is None
    assert "not well-formed" in str(problem("<b>", f"{RDF}XMLLiteral"))
    assert "document type" in str(problem("<!DOCTYPE x>", f"{RDF}XMLLiteral"))
    assert problem("anything", "https://a.example/type") is None
    assert "Extended Date" in str(problem("garbage", EDTF))


@pytest.mark.parametrize(
    "text",
    [
        *("1985", "-0043", "1985-04", "1985-04-12", "1985-04-12T23:20:30Z", "1964/2008"),
        *("1985-04-12T23:20:30+14:00", "2004-02-01/2005", "Y170000002", "Y-170000002"),
        *("2001-21", "1984?", "2004-06~", "2004-06-11%", "201X", "20XX", "2004-XX", "1985-04-XX"),
        *("1985-XX-XX", "1985-04-12/..", "../1985-04-12", "/1985-04", "1985/", "1984~/2004-06"),
        *("-1985", "Y-17E7", "1950S2", "Y171010000S3", "Y3388E2S3", "2001-34", "[1667,1668..1670]"),
        *("[..1760-12-03]", "[1760-12..]", "{1667,1668}", "{1960,1961-12}", "2004-06-~11"),
        *("?2004-06-~10", "2004?-06-11", "2004-06~-11", "156X-12-25", "15XX-12-25", "XXXX-12-XX"),
        *("1XXX-12", "1984-1X", "1992~", "1901/2000", "2000-02-29", "-0004-02-29"),
    ],
)
def test_edtf_of_three_levels(text: str) -> None:
    assert edtf.problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "garbage", "92", "12024", "1985-13", "1985-02-30", "1900-02-29", "1985-4-1", "Y1985"),
        *("1985-04-12T25:00:00", "1985-04T10:00:00", "1985-04-12T10:00:00+15:00", "1992/1990"),
        *("/", "../..", "1/2", "1985/1986/1987", "2001-21-01", "2001-20", "2001-42", "[1667"),
        *("[1667,..1668,1670]", "{}", "1985-04-12 ", " 1985", "١٩٨٥", "1985-X5-32", "X985-02-30"),
        *("1985??", "{1670..1667}", "Y17E7-01", "1985-04-12Z"),
    ],
)
def test_what_is_no_edtf(text: str) -> None:
    assert edtf.problem(text)


@given(st.text(alphabet="0129XY-/.[]{},?~%TES:Z+ ", max_size=20), st.sampled_from([*GOOD]))
def test_no_literal_is_too_strange(text: str, name: str) -> None:
    edtf.problem(text)
    problem(text, XSD + name)
