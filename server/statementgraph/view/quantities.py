"""Quantities as speakers give them: a number, a range or a vague word, with hedge and unit.

Every page, table and drawing writes them here, so that a range is never shown as one of its ends.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from statementgraph.reading.hedges import UNHEDGED
from statementgraph.view import labels

# Units that are written alike for one and for many.
_UNCHANGED = frozenset({"percent", "pound sterling", "Azerbaijani manat"})
_NO_HEDGE = labels.CONCEPTS[UNHEDGED]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a claim gives: exactly one of `value`, the bounds (one or both) and `vague`.

    The numbers are texts as stored, "" for none. `hedge`, `unit` and `vague` are labels, and
    `whole` is the label of the group that a share is a share of.
    """

    value: str = ""
    lower: str = ""
    upper: str = ""
    vague: str = ""
    hedge: str = ""
    unit: str = ""
    whole: str = ""

    @property
    def text(self) -> str:
        """The quantity in one line: "nearly 4,000 persons"; "500 to 1,000 persons"; "" for none."""
        counted = self._counted()
        if not counted:
            return ""
        if self.hedge in {_NO_HEDGE, UNHEDGED}:
            # Of a range or a vague word nobody expects that it is exact.
            counted += f", {_NO_HEDGE}" if self.value else ""
        elif self.hedge:
            counted = f"{self.hedge} {counted}"
        return counted

    def _counted(self) -> str:
        if self.vague:
            counted = f"{self.vague} ({plural_unit(self.unit)})" if self.unit else self.vague
        elif self.lower or self.upper:
            counted = self._range()
        elif self.value:
            counted = _with_unit(digits(self.value), self.unit, one=self.value == "1")
        else:
            return ""
        return f"{counted} of “{self.whole}”" if self.whole else counted

    def _range(self) -> str:
        if self.lower and self.upper:
            return _with_unit(f"{digits(self.lower)} to {digits(self.upper)}", self.unit)
        if self.upper:
            return f"up to {_with_unit(digits(self.upper), self.unit, one=self.upper == '1')}"
        return f"from {_with_unit(digits(self.lower), self.unit, one=self.lower == '1')} on"


def digits(number: str) -> str:
    """Write a stored number with signs for thousands; any other text is left as it is."""
    parsed = parse_number(number)
    return number if parsed is None else f"{parsed:,f}"


def parse_number(text: str) -> Decimal | None:
    """Return a stored number of up to 39 characters, None for any other text."""
    try:
        number = Decimal(text) if text and len(text) < 40 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def plural_unit(unit: str) -> str:
    """Give the plural of a unit: persons, families; 82 percent stays as it is."""
    return unit if unit in _UNCHANGED else labels.plural(unit)


def _with_unit(counted: str, unit: str, *, one: bool = False) -> str:
    return f"{counted} {unit if one else plural_unit(unit)}" if unit else counted
