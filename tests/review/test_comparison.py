"""Two readings side by side: what is paired, what differs, and what a decision must match."""

from pathlib import Path

import pytest

from statementgraph.rdf import NS
from statementgraph.review.alignment import align
from statementgraph.review.measures import Measure
from statementgraph.review.reading import Row
from tests.review.readings import BASE, SAME, STATEMENT, Data, compared, data, row, said

WOUNDED = SAME[2]
LINE = SAME.index(WOUNDED) + 2


def second(**cells: str) -> tuple[str, ...]:
    """Let the second reading differ in the row of the wounded."""
    told = {"value": "40", "qualifier": "nearly", "group": "wounded", **cells}
    changed = row(2, "CountClaim", told.pop("words", "nearly forty"), **told)
    return tuple(changed if line == WOUNDED else line for line in SAME)


def held(**fields: str) -> Data:
    """Let the data have other values for the wounded."""
    found = data()
    for name, value in fields.items():
        text = value if not value or value[0].isdigit() else f"{BASE}concept/{value}"
        found[f"{STATEMENT}/claim/wounded"][NS + name] = [text] if text else []
    return found


def differences(tmp_path: Path, rows: tuple[str, ...], found: Data | None = None) -> list[object]:
    them = compared(tmp_path, rows, held=found)
    assert them.faults == ()
    return [(d.name, d.field, d.first, d.second, d.line) for d in them.undecided]


def test_readings_that_agree_have_no_difference(tmp_path: Path) -> None:
    them = compared(tmp_path, SAME)
    assert them.holds
    assert (them.agreed, len(them.items), them.differences) == (5, 5, ())


@pytest.mark.parametrize(
    ("cells", "field", "first", "other"),
    [
        ({"value": "14"}, "value", "40", "14"),
        ({"value": "", "lower": "40"}, "value", "40", ""),
        ({"qualifier": "about"}, "qualifier", "nearly", "about"),
        ({"group": "killed"}, "group", "wounded", "killed"),
        ({"polarity": "denied"}, "polarity", "affirmed", "denied"),
        ({"certainty": "alleged"}, "certainty", "unqualified", "alleged"),
        ({"stance": "reports"}, "stance", "asserts", "reports"),
        ({"actor": "guild|council"}, "actor", "", "council|guild"),
        ({"words": "forty were wounded"}, "words", "nearly forty", "forty were wounded"),
    ],
)
def test_each_field_that_differs_is_a_difference(
    tmp_path: Path, cells: dict[str, str], field: str, first: str, other: str
) -> None:
    found = differences(tmp_path, second(**cells))
    assert ("claim/wounded", field, first, other, LINE) in found


@pytest.mark.parametrize(
    "change",
    [
        {"value": "41"},
        {"qualifier": "about"},
        {"cohort": "killed"},
        {"stance": "reports"},
        {"polarity": "denied"},
        {"certainty": "likely"},
        {"actor": "guild"},
        {"place": "guild"},
        {"norm": "guild"},
    ],
)
def test_a_wrong_edit_of_data_that_were_agreed_is_a_difference(
    tmp_path: Path, change: dict[str, str]
) -> None:
    assert differences(tmp_path, SAME, held(**change))


def test_the_order_in_a_list_and_zeros_are_no_difference(tmp_path: Path) -> None:
    found = data()
    found[f"{STATEMENT}/claim/mend"][f"{NS}actor"] += [f"{BASE}concept/council"]
    rows = tuple(line.replace("guild", "guild|council") for line in SAME)
    assert differences(tmp_path, rows, found) == []
    assert differences(tmp_path, second(value="040.0")) == []


def test_what_only_one_reading_has_is_a_difference(tmp_path: Path) -> None:
    assert differences(tmp_path, (*SAME[1:], row(1))) == [
        ("claim/fall", "present", "1 OccurrenceClaim", "", 0)
    ]
    more = row(4, "OccurrenceClaim", "Lamps were dark")
    assert differences(tmp_path, (*SAME, more)) == [
        ("review.csv:8", "present", "", "4 OccurrenceClaim", 8)
    ]


def test_sentences_that_the_second_reader_did_not_read_count_for_nothing(tmp_path: Path) -> None:
    assert differences(tmp_path, SAME[1:4]) == []
    assert len(compared(tmp_path, SAME[1:4]).items) == 3


def decided(
    tmp_path: Path, line: str, rows: tuple[str, ...] = SAME, found: Data | None = None
) -> list[str]:
    them = compared(tmp_path, rows, (line,), found)
    faults = [fault.message for _, fault in them.faults]
    assert all(name == "review-decisions.csv" for name, _ in them.faults)
    assert them.holds is (not faults and not them.undecided)
    return faults


@pytest.mark.parametrize(
    ("decision", "held_now"),
    [("first", "40"), ("second", "14"), ("neither", ""), ("new", "44")],
)
def test_a_decision_must_be_what_the_data_have(
    tmp_path: Path, decision: str, held_now: str
) -> None:
    line = f"claim/wounded,value,40,14,{decision},the words were read again"
    rows = second(value="14")
    assert decided(tmp_path, line, rows, held(value=held_now)) == []
    for other in {"40", "14", "44", ""} - {held_now}:
        (fault,) = decided(tmp_path, line, rows, held(value=other))
        assert fault.startswith(f"It was decided “{decision}”, but the data have “{other}”")


def test_both_is_for_lists(tmp_path: Path) -> None:
    line = "claim/mend,actor,guild,council,both,the sentence names two"
    rows = tuple(line.replace("guild", "council") for line in SAME)
    found = data()
    assert len(decided(tmp_path, line, rows, found)) == 1
    found[f"{STATEMENT}/claim/mend"][f"{NS}actor"] += [f"{BASE}concept/council"]
    assert decided(tmp_path, line, rows, found) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("claim/wounded,value,40,14,first,why", "Column second: it says “14”"),
        ("claim/wounded,value,40,40,first,why", "The readings do not differ in value"),
        ("claim/nothing,value,40,14,first,why", "The readings do not differ in value"),
        ("claim/wounded,colour,40,14,first,why", "Column field: “colour” is no field"),
        ("claim/wounded,value,40,14,third,why", "Column decision: “third” is no decision."),
        ("claim/wounded,value,40,14,,why", "Column decision: nothing is decided."),
        ("claim/wounded,value,40,14,first,", "Column reason: the cell is empty."),
        ("review.csv:4,present,,2 CountClaim,first,why", "It was decided “first”"),
    ],
)
def test_a_decision_on_nothing_is_a_fault(tmp_path: Path, line: str, message: str) -> None:
    (fault,) = decided(tmp_path, line)
    assert fault.startswith(message)


def test_a_difference_is_decided_once(tmp_path: Path) -> None:
    line = "claim/wounded,value,40,14,first,why"
    (fault,) = compared(tmp_path, second(value="14"), (line, line)).faults
    assert fault[1].line == 3
    assert fault[1].message == "value of claim/wounded is decided in line 2 already."


def test_the_reading_before_the_discussion_is_what_is_measured(tmp_path: Path) -> None:
    line = "claim/wounded,value,40,14,second,the words were read again"
    them = compared(tmp_path, second(value="14"), (line,), held(value="14"))
    assert them.holds
    assert (them.agreed, len(them.items)) == (4, 5)
    assert measure(tmp_path, "Numbers", them.measures).value == 0.5


def test_what_was_added_or_removed_after_discussion_counts(tmp_path: Path) -> None:
    more = (*SAME, row(4, "OccurrenceClaim", "Lamps were dark"))
    line = "review.csv:8,present,,4 OccurrenceClaim,{},why"
    found = data()
    assert decided(tmp_path, line.format("first"), more) == []
    assert len(decided(tmp_path, line.format("second"), more)) == 1
    found[f"{STATEMENT}/claim/dark"] = said("OccurrenceClaim", "Lamps were dark")
    assert decided(tmp_path, line.format("second"), more, found) == []
    assert len(decided(tmp_path, line.format("neither"), more, found)) == 1


def test_what_the_second_reader_did_not_see_stays_or_goes_as_decided(tmp_path: Path) -> None:
    less = (*SAME[1:], row(1))
    line = "claim/fall,present,1 OccurrenceClaim,,{},why"
    assert decided(tmp_path, line.format("first"), less) == []
    assert len(decided(tmp_path, line.format("second"), less)) == 1
    found = data()
    del found[f"{STATEMENT}/claim/fall"]
    assert decided(tmp_path, line.format("second"), less, found) == []
    assert len(decided(tmp_path, line.format("first"), less, found)) == 1


def measure(tmp_path: Path, name: str, found: tuple[Measure, ...] = ()) -> Measure:
    return next(m for m in found or compared(tmp_path, SAME).measures if m.name == name)


def test_the_figures_of_readings_that_agree(tmp_path: Path) -> None:
    for name, count in (("Numbers", 2), ("Group counted", 2), ("Polarity", 5), ("Actor", 1)):
        assert measure(tmp_path, name).count == count
    assert measure(tmp_path, "Polarity").value == 1
    assert measure(tmp_path, "Numbers").value == 1
    assert measure(tmp_path, "Stance").value is None  # one value only: nothing told apart
    assert measure(tmp_path, "Dates").value is None
    present = measure(tmp_path, "Things said, per sentence and kind")
    assert (present.value, present.count) == (1, 5 * 4)
    words = measure(tmp_path, "Words quoted")
    assert words.value == pytest.approx(2 * 16 / (18 + 16))


def test_figures_fall_where_the_readings_differ(tmp_path: Path) -> None:
    them = compared(tmp_path, second(value="14", polarity="denied"))
    assert measure(tmp_path, "Numbers", them.measures).value == 0.5
    assert (measure(tmp_path, "Polarity", them.measures).value or 0) < 1
    ends = measure(tmp_path, "Numbers", them.measures).interval
    assert ends is None or ends[0] <= 0.5 <= ends[1]


def test_rows_are_paired_by_their_words_whatever_their_order() -> None:
    def one(name: str, words: str, kind: str = "Claim", sentence: int = 1) -> Row:
        return Row(name, 0, sentence, kind, {"words": (words,)})

    first = [one("a", "the old pier"), one("b", "the pier"), one("c", "a lamp")]
    others = [one("x", "the pier"), one("y", "old pier"), one("z", "a lamp", "Call")]
    found = align(first, others)
    assert [(p.name, q.name) for p, q in found.pairs] == [("a", "y"), ("b", "x")]
    assert [r.name for r in found.only_first + found.only_second] == ["c", "z"]
    assert align(first, others[::-1]).pairs == found.pairs
    assert not align([one("a", "pier")], [one("x", "pier", sentence=2)]).pairs
