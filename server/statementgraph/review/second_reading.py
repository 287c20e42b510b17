"""review.csv: the rows of the second reader, every cell held against what it may hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statementgraph.review import csv_file
from statementgraph.review.csv_file import CsvError, Record
from statementgraph.review.reading import (
    COLUMNS,
    FIELDS,
    KINDS,
    NUMBERS,
    SINGLE,
    Fault,
    Row,
    said_in,
    split,
)

FILE = "review.csv"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NEEDED = ("kind", "words", "stance", "polarity", "certainty")
_CLOSED = {
    "stance": ("asserts", "reports"),
    "polarity": ("affirmed", "denied"),
    "certainty": ("unqualified", "likely", "possible", "alleged", "questioned"),
}
_SLUGS = frozenset(
    {
        *("unit", "qualifier", "group", "actor", "patient", "act", "norm", "place", "about"),
        *("premise", "conclusion"),
    }
)


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A second reading: its readers, the sentences they read, and what they found there."""

    readers: tuple[str, ...]
    sentences: frozenset[int]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the cells are held against: the sentences of the text, and the slugs of the data."""

    sentences: tuple[str, ...]
    slugs: frozenset[str]
    agents: frozenset[str]


def read(data: bytes, known: Known) -> tuple[SecondReading, list[Fault]]:
    """Read the file; a row with a fault is left out of the reading.

    A row with a sentence and a reader alone says that nothing is said in that sentence.
    """
    try:
        records = csv_file.read(data, COLUMNS)
    except CsvError as error:
        return SecondReading((), frozenset(), ()), list(error.faults)
    faults: list[Fault] = []
    rows: list[Row] = []
    readers, sentences = set(), set()
    for record in records:
        wrong = [_fault(record, *w) for w in _faults(record.cells, known)]
        faults += wrong
        if wrong:
            continue
        number = int(record.cells["sentence"])
        readers.add(record.cells["reader"])
        sentences.add(number)
        if record.cells["kind"]:
            rows.append(_row(record, number))
    if not records:
        faults.append(Fault(1, "The file has no record.", "Add one for each thing said."))
    return SecondReading(tuple(sorted(readers)), frozenset(sentences), tuple(rows)), faults


def _row(record: Record, sentence: int) -> Row:
    cells = {field: split(record.cells[field]) for field in ("words", *FIELDS)}
    for field in NUMBERS:
        cells[field] = tuple(plain(value) for value in cells[field])
    for field in _SLUGS:
        cells[field] = tuple(_in_order(value) for value in cells[field])
    return Row(f"{FILE}:{record.line}", record.line, sentence, record.cells["kind"], cells)


def _in_order(value: str) -> str:
    """Write the words of another utterance as the first reading does, in whatever order."""
    return said_in(value.strip("“”").split(" … ")) if value.startswith("“") else value


def plain(number: str) -> str:
    """Write a decimal number without zeros that say nothing: 12.50 as 12.5, 012 as 12.

    What is no number, such as the slug of a vague quantity, is returned as it is.
    """
    if not _NUMBER.fullmatch(number):
        return number
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number.lstrip("+"))
    whole, _, rest = digits.partition(".")
    whole, rest = whole.lstrip("0") or "0", rest.rstrip("0")
    return sign + whole + (f".{rest}" if rest else "")


def _fault(record: Record, column: str, message: str, mend: str) -> Fault:
    return Fault(record.line, f"Column {column}: {message}", mend)


_Wrong = tuple[str, str, str]


def _faults(cells: dict[str, str], known: Known) -> Iterator[_Wrong]:
    """Yield the column, what is wrong with its cell, and how to mend it."""
    yield from _wrong_place(cells, known)
    reader = cells["reader"]
    if reader not in known.agents:
        yield (
            "reader",
            f"“{reader}” is the slug of no agent in the data." if reader else "the cell is empty.",
            "Describe the reader in data/entities and write the last part of the address here.",
        )
    said = [name for name in COLUMNS[1:-1] if cells[name]]
    if not said:
        return
    for name in (name for name in _NEEDED if not cells[name]):
        yield name, "the cell is empty.", "Fill it, or leave all cells but the reader's empty."
    if cells["kind"] and cells["kind"] not in KINDS:
        yield (
            "kind",
            f"“{cells['kind']}” is no kind of utterance.",
            f"Write one of {', '.join(sorted(KINDS))}.",
        )
    for field in FIELDS:
        yield from _wrong_values(field, cells[field], known)


def _wrong_place(cells: dict[str, str], known: Known) -> Iterator[_Wrong]:
    """Hold the number of the sentence against the text, and the words against the sentence."""
    count, number = len(known.sentences), cells["sentence"]
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= count):
        yield (
            "sentence",
            f"“{number}” is no number of a sentence.",
            f"Write 1 to {count}; `statementgraph review SLUG --sentences` lists them.",
        )
        return
    there = " ".join(known.sentences[int(number) - 1].split())
    for words in split(cells["words"]):
        if " ".join(words.split()) not in there:
            yield (
                "words",
                f"“{words}” does not stand in sentence {number}.",
                "Copy the exact words from the sentence; separate words that are apart by |.",
            )


def _wrong_values(field: str, cell: str, known: Known) -> Iterator[_Wrong]:
    values = split(cell)
    if field in SINGLE and len(values) > 1:
        yield field, f"“{cell}” holds {len(values)} values.", "Write one, or a row for each."
    for value in values:
        vague = field == "value" and value in known.slugs
        if field in NUMBERS and not vague and not _NUMBER.fullmatch(value):
            mend = "Write digits, with a point before decimals: 1275 or 12.5; or a word of the list"
            mend += " of vague quantities, such as dozens."
            yield field, f"“{value}” is not a number.", mend
        if field in _CLOSED and value not in _CLOSED[field]:
            yield field, f"“{value}” is unknown.", f"Write one of {', '.join(_CLOSED[field])}."
        if field in _SLUGS and not value.startswith(("?", "“")) and value not in known.slugs:
            yield (
                field,
                f"“{value}” is the slug of nothing in the data.",
                "Correct it; where the data has no such thing, write ? and a short name for it.",
            )
