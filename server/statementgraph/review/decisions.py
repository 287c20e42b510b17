"""review-decisions.csv: what was decided on each difference between the readings, and why."""

from dataclasses import dataclass

from statementgraph.review import csv_file
from statementgraph.review.csv_file import CsvError
from statementgraph.review.reading import FIELDS, NUMBERS, Fault, joined, split
from statementgraph.review.second_reading import plain

FILE = "review-decisions.csv"
COLUMNS = ("utterance", "field", "first", "second", "decision", "reason")
PRESENT = "present"
"""The field of a thing said that only one reading has; its value is `SENTENCE KIND`."""
DECISIONS = ("first", "second", "both", "neither", "new")
_ALL = (PRESENT, "words", *FIELDS)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: on which field of which row, what both readers had, and what holds now."""

    line: int
    utterance: str
    field: str
    first: str
    second: str
    decision: str
    reason: str


def read(data: bytes) -> tuple[dict[tuple[str, str], Decision], list[Fault]]:
    """Read the file: decisions by row and field. One with a fault is left out."""
    try:
        records = csv_file.read(data, COLUMNS)
    except CsvError as error:
        return {}, list(error.faults)
    found: dict[tuple[str, str], Decision] = {}
    faults: list[Fault] = []
    for record in records:
        cells = {**record.cells, "line": record.line}
        one = Decision(**cells)  # type: ignore[arg-type]
        wrong = _fault(one, found.get((one.utterance, one.field)))
        if wrong:
            faults.append(wrong)
            continue
        values = (_clean(one.field, one.first), _clean(one.field, one.second))
        found[one.utterance, one.field] = Decision(
            one.line, one.utterance, one.field, *values, one.decision, one.reason
        )
    return found, faults


def _clean(field: str, cell: str) -> str:
    if field == PRESENT:
        return " ".join(cell.split())
    return joined(tuple(plain(v) if field in NUMBERS else v for v in split(cell)))


def _fault(one: Decision, before: Decision | None) -> Fault | None:
    if one.field not in _ALL:
        return Fault(
            one.line,
            f"Column field: “{one.field}” is no field that readings differ in.",
            f"Write one of {', '.join(_ALL)}.",
        )
    if one.decision not in DECISIONS:
        said = f"“{one.decision}” is no decision" if one.decision else "nothing is decided"
        return Fault(one.line, f"Column decision: {said}.", f"Write one of {', '.join(DECISIONS)}.")
    if not one.reason:
        return Fault(one.line, "Column reason: the cell is empty.", "Say why it was decided so.")
    if before:
        return Fault(
            one.line,
            f"{one.field} of {one.utterance} is decided in line {before.line} already.",
            "Keep one of the two lines.",
        )
    return None
