"""Dates of the data: parsed from their lexical form, and written in English."""

from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def parse_date(iso: str) -> date | None:
    """Return the date of an `xsd:date`, None for any other text."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def date_in_words(iso: str) -> str:
    """Return an `xsd:date` as 22 February 2024, any other text unchanged."""
    day = parse_date(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else iso


def day_of_year_in_words(text: str) -> str:
    """Return an `xsd:gMonthDay` such as `--02-26` as 26 February, any other text unchanged."""
    # 2000 is a leap year, so it has every day of a year.
    day = parse_date(f"2000-{text[2:7]}") if text.startswith("--") else None
    return f"{day.day} {_MONTHS[day.month - 1]}" if day else text
