"""review.csv, read strictly: what is tolerated, and what each wrong cell is called."""

from dataclasses import replace
from pathlib import Path

import pytest

from statementgraph.review.comparison import compare_files
from statementgraph.review.csv_file import CsvError, read
from tests.review.readings import SAME, compared, data, files, row


def records(data: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(r.line, r.cells) for r in read(data, ("a", "b"))]


@pytest.mark.parametrize(
    "written",
    [
        b"a,b\n1,2\n",
        b"a,b\r\n1,2\r\n",
        b"\xef\xbb\xbfa,b\n1,2",
        b'"a","b"\n"1","2"\n',
        b"a,b\n1 , 2\n,\n",
    ],
)
def test_what_spreadsheets_write_is_read(written: bytes) -> None:
    assert records(written) == [(2, {"a": "1", "b": "2"})]


def test_a_record_counts_from_its_first_line() -> None:
    data = b'a,b\n"1\n2","say ""x"", y"\n3,4\n'
    assert records(data) == [(2, {"a": "1\n2", "b": 'say "x", y'}), (4, {"a": "3", "b": "4"})]


def test_words_are_read_in_form_nfc() -> None:
    assert records("a,b\ne\u0301,\n".encode())[0][1]["a"] == "\u00e9"


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        (b"", 1, "The header has"),
        (b"a;b\n1;2\n", 1, "The columns are not separated by commas."),
        (b"a,c\n", 1, "Column 2 of the header is “c”, not “b”."),
        (b"a,b\n1,2\n1,2,3\n", 3, "The record has 3 cells, the header 2 columns."),
        (b"a,b\n1,\xff\n", 2, "Byte 6 is not UTF-8."),
        (b'a,b\n1,2\n"1,2\n', 3, "The record is not CSV"),
        (b'a,b\n"1"x,2\n', 2, "The record is not CSV"),
        (b"a,b\n1,\0\n", 2, "The file holds a zero byte"),
    ],
)
def test_what_is_no_table_is_named_with_its_line(written: bytes, line: int, message: str) -> None:
    with pytest.raises(CsvError) as error:
        read(written, ("a", "b"))
    (fault,) = error.value.faults
    assert fault.line == line
    assert fault.message.startswith(message)
    assert fault.mend


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"sentence": 0}, "Column sentence: “0” is no number of a sentence."),
        ({"sentence": 6}, "Column sentence: “6” is no number of a sentence."),
        ({"kind": "Rumour"}, "Column kind: “Rumour” is no kind of utterance."),
        ({"kind": ""}, "Column kind: the cell is empty."),
        (
            {"words": "the pier stood"},
            "Column words: “the pier stood” does not stand in sentence 1.",
        ),
        ({"words": ""}, "Column words: the cell is empty."),
        ({"stance": "denies"}, "Column stance: “denies” is unknown."),
        ({"polarity": ""}, "Column polarity: the cell is empty."),
        ({"certainty": "sure"}, "Column certainty: “sure” is unknown."),
        ({"value": "1,275"}, "Column value: “1,275” is not a number."),
        ({"lower": "ten"}, "Column lower: “ten” is not a number."),
        ({"value": "1|2"}, "Column value: “1|2” holds 2 values."),
        ({"actor": "gild"}, "Column actor: “gild” is the slug of nothing in the data."),
        ({"reader": ""}, "Column reader: the cell is empty."),
        ({"reader": "guild"}, "Column reader: “guild” is the slug of no agent in the data."),
    ],
)
def test_a_wrong_cell_is_named_with_its_column(
    tmp_path: Path, cells: dict[str, object], message: str
) -> None:
    told = {
        "sentence": 1,
        "kind": "OccurrenceClaim",
        "words": "pier at Eastwick fell",
        "stance": "asserts",
    }
    axes = {"polarity": "affirmed", "certainty": "unqualified"}
    bad = row(**{**told, **axes, **cells})  # type: ignore[arg-type]
    (name, fault), *more = compared(tmp_path, (*SAME, bad)).faults
    assert (name, fault.line, more) == ("review.csv", 8, [])
    assert fault.message == message
    assert fault.mend


def test_a_thing_that_the_data_does_not_have_may_be_named(tmp_path: Path) -> None:
    rows = (*SAME[:-1], row(5, "Call", "must mend it", act="mend", actor="?night-watch"))
    assert compared(tmp_path, rows).faults == ()


def test_a_fifth_of_the_sentences_must_be_read(tmp_path: Path) -> None:
    rows = (row(9, reader="reader-two"),)
    assert "no number of a sentence" in compared(tmp_path, rows).faults[0][1].message
    assert not compared(tmp_path, SAME[:1]).faults  # one of five


def test_less_than_a_fifth_is_a_fault(tmp_path: Path) -> None:

    source = files(tmp_path, SAME[:1])
    longer = replace(source, text=source.text + " It was night.")
    found = compare_files(longer, data())
    assert found is not None
    assert [f.message for _, f in found.faults] == [
        "It covers 1 of 6 sentences, less than a fifth."
    ]


def test_the_first_reader_is_no_second_reader(tmp_path: Path) -> None:
    rows = tuple(line.replace("reader-two", "reader-one") for line in SAME)
    assert [f.message for _, f in compared(tmp_path, rows).faults] == [
        "reader-one did the first reading too."
    ]


def test_decisions_without_a_second_reading_are_a_fault(tmp_path: Path) -> None:
    source = files(tmp_path, SAME, ("claim/fall,act,fall,mend,first,why",))
    (tmp_path / "review.csv").unlink()
    found = compare_files(source, data())
    assert found is not None
    assert found.faults[0][0] == "review-decisions.csv"
