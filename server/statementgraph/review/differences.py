"""Where two readings differ, and whether each difference was decided as the data now stand.

The data hold what was decided. What the first reader had before is in the column
`first` of the decision; where there is none, it is what the data hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from statementgraph.review.alignment import align
from statementgraph.review.decisions import PRESENT, Decision
from statementgraph.review.reading import FIELDS, KINDS, SINGLE, Fault, Row, overlap, split
from statementgraph.review.second_reading import SecondReading

SAME_WORDS = 0.5
"""The overlap (F1) from which two choices of words count as the same choice."""

Decisions = Mapping[tuple[str, str], Decision]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the readings differ; `line` is that of review.csv, 0 for none."""

    name: str
    field: str
    first: str
    second: str
    line: int
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said, as each reader recorded it; `current` is what the data hold now."""

    first: Row | None
    second: Row | None
    current: Row | None
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Comparing:
    decisions: Decisions
    faults: list[Fault]
    used: set[tuple[str, str]]

    def decision(self, name: str, field: str) -> Decision | None:
        found = self.decisions.get((name, field))
        if found:
            self.used.add((name, field))
        return found


def compare(
    current: list[Row], second: SecondReading, decisions: Decisions
) -> tuple[tuple[Item, ...], list[Fault]]:
    """Compare the readings in the sentences that the second reader read.

    Returns what either of them has, and the faults of the decisions.
    """
    work = _Comparing(decisions, [], set())
    sides = align([row for row in current if row.sentence in second.sentences], second.rows)
    items = [_pair(work, *pair) for pair in sides.pairs]
    items += [_only(work, row, None) for row in sides.only_first]
    items += [_only(work, None, row) for row in sides.only_second]
    items += _removed(work, {row.name for row in current}, second.sentences)
    for key in sorted(decisions.keys() - work.used):
        one = decisions[key]
        work.faults.append(
            Fault(
                one.line,
                f"The readings do not differ in {one.field} of {one.utterance}.",
                "Remove the line, or correct its utterance and field;"
                " `statementgraph review SLUG` lists the differences.",
            )
        )
    return tuple(items), sorted(work.faults)


def _pair(work: _Comparing, current: Row, second: Row) -> Item:
    found: list[Difference] = []
    before = current
    added = work.decision(second.name, PRESENT)
    if added:
        found.append(_presence(work, None, second, current, added))
    for field in ("words", *FIELDS):
        decision = work.decision(current.name, field)
        held, other = current.text(field), second.text(field)
        was = decision.first if decision else held
        before = replace(before, cells={**before.cells, field: split(was)})
        if decision:
            work.faults += _mismatches(decision, held, other, before, second)
        elif not _differ(field, before, second):
            continue
        found.append(Difference(current.name, field, was, other, second.line, decision))
    return Item(None if added else before, second, current, tuple(found))


def _differ(field: str, first: Row, second: Row) -> bool:
    if field == "words":
        return overlap(first, second) < SAME_WORDS
    return first.text(field) != second.text(field)


def _mismatches(one: Decision, held: str, other: str, before: Row, second: Row) -> Iterator[Fault]:
    """Yield what is wrong with the decision on a field, as both readings and the data stand."""
    if one.second != other:
        yield Fault(
            one.line,
            f"Column second: it says “{one.second}”, but review.csv line {second.line} “{other}”.",
            "Copy the cell of review.csv.",
        )
    elif not _differ(one.field, before, second):
        yield Fault(
            one.line,
            f"The readings do not differ in {one.field} of {one.utterance}.",
            "Remove the line, or write into column first what the first reader had.",
        )
    elif not _holds(one, held):
        yield Fault(
            one.line,
            f"It was decided “{one.decision}”, but the data have “{held}” as {one.field}"
            f" of {one.utterance}.",
            "Change the data to what was decided, or the decision to what the data have.",
        )


def _holds(one: Decision, held: str) -> bool:
    """Say whether the data hold what was decided."""
    together = set(split(one.first)) | set(split(one.second))
    return {
        "first": held == one.first,
        "second": held == one.second,
        "both": one.field not in SINGLE and set(split(held)) == together,
        "neither": not held,
        "new": held not in {"", one.first, one.second},
    }[one.decision]


def presence(row: Row | None) -> str:
    """Write what a reading has of a thing said: sentence and kind, "" for nothing."""
    return f"{row.sentence} {row.kind}" if row else ""


def _only(work: _Comparing, first: Row | None, second: Row | None) -> Item:
    """Make the item of a row that the other reading, and the data, have no match for."""
    row = first or second
    assert row is not None  # noqa: S101 - one of the two is given
    found = _presence(work, first, second, first, work.decision(row.name, PRESENT))
    return Item(first, second, first, (found,))


def _presence(
    work: _Comparing,
    first: Row | None,
    second: Row | None,
    current: Row | None,
    decision: Decision | None,
) -> Difference:
    """Make the difference of a thing that one reading has; hold its decision to the data."""
    had, has = presence(first), presence(second)
    row = first or second or current
    name = row.name if row else ""
    if decision and (decision.first, decision.second) != (had, has):
        work.faults.append(
            Fault(
                decision.line,
                f"The first reading has “{had}” here and the second “{has}”.",
                "Write these into the columns first and second; leave empty what is empty.",
            )
        )
    elif decision and _stays(decision) != (current is not None):
        now = f"the data have {current.name}" if current else "the data have nothing of the kind"
        work.faults.append(
            Fault(
                decision.line,
                f"It was decided “{decision.decision}” on {name}, but {now}.",
                "Change the data to what was decided, or the decision to what the data have.",
            )
        )
    return Difference(name, PRESENT, had, has, second.line if second else 0, decision)


def _stays(one: Decision) -> bool:
    """Say whether, by the decision, the data record the thing said."""
    return one.decision == "both" or bool(
        {"first": one.first, "second": one.second}.get(one.decision)
    )


def _removed(work: _Comparing, known: set[str], sentences: frozenset[int]) -> Iterator[Item]:
    """Yield what the first reading had and the data, as decided, have no more."""
    for (name, field), one in work.decisions.items():
        number, _, kind = one.first.partition(" ")
        fits = number.isdecimal() and int(number) in sentences and kind in KINDS
        if field != PRESENT or name in known or one.second or not fits:
            continue
        if (name, field) in work.used:
            continue
        work.used.add((name, field))
        row = Row(name, 0, int(number), kind, {})
        yield Item(row, None, None, (_presence(work, row, None, None, one),))
