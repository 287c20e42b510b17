"""Reading CSV strictly (RFC 4180): UTF-8, with or without byte order mark, CRLF or LF."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statementgraph.review.reading import Fault

_SAVE = "Save it again as CSV, UTF-8, with commas between the columns."


class CsvError(Exception):
    """The file cannot be read as a table; `faults` say where and why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table: its first line in the file, and its cells by column."""

    line: int
    cells: dict[str, str]


def read(data: bytes, columns: Sequence[str]) -> list[Record]:
    """Read a table whose header is `columns`; cells are trimmed and in Unicode form NFC.

    A record with empty cells only is left out. Raises CsvError.
    """
    found: list[Record] = []
    faults: list[Fault] = []
    table = _records(_decode(data))
    _require_header(next(table, (1, [])), columns)
    for line, cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            faults.append(
                Fault(
                    line,
                    f"The record has {len(cells)} cells, the header {len(columns)} columns.",
                    "Put a cell that holds a comma or a quotation mark in quotation marks.",
                )
            )
            continue
        clean = (unicodedata.normalize("NFC", cell.strip()) for cell in cells)
        found.append(Record(line, dict(zip(columns, clean, strict=True))))
    if faults:
        raise CsvError(*faults)
    return found


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CsvError(Fault(line, f"Byte {error.start} is not UTF-8.", _SAVE)) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CsvError(Fault(line, "The file holds a zero byte: it is not UTF-8 text.", _SAVE))
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its first line. Raises CsvError at the first that is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CsvError(
                Fault(
                    line,
                    f"The record is not CSV: {error}.",
                    'Close each quotation mark; write one inside a cell twice: "".',
                )
            ) from error
        yield line, cells


def _require_header(first: tuple[int, list[str]], columns: Sequence[str]) -> None:
    line, cells = first
    header = [cell.strip() for cell in cells]
    if header == list(columns):
        return
    mend = f"Make the first line: {','.join(columns)}"
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        raise CsvError(Fault(line, "The columns are not separated by commas.", _SAVE))
    at = next((n for n, (a, b) in enumerate(zip(header, columns, strict=False)) if a != b), None)
    if at is None:
        message = f"The header has {len(header)} columns, not {len(columns)}."
    else:
        message = f"Column {at + 1} of the header is “{header[at]}”, not “{columns[at]}”."
    raise CsvError(Fault(line, message, mend))
