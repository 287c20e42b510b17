"""What a language's table of words holds, beside the number words spelled out by ICU."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Table:
    """The words of one language that make figures.

    Every phrase is written with plain spaces, in any letter case; a hyphen counts as a space.
    """

    numerals: Mapping[str, int] = field(default_factory=dict)
    """Numbers below 1,000 that ICU's rules do not spell so."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words and abbreviations of 1,000 and more that follow a number."""
    wholes: Mapping[str, int] = field(default_factory=dict)
    """Single words for 1,000 and more that stand alone ("mille") or hold their number."""
    hundred: frozenset[str] = frozenset()
    """Words for 100 that follow a number below 100 ("two hundred")."""
    bare_hundred: bool = True
    """Whether the word for 100 is a number without anything before it."""
    articles: frozenset[str] = frozenset()
    """Articles that stand for 1 before a word for 100, 1,000 or a dozen ("a hundred")."""
    not_alone: frozenset[str] = frozenset()
    """Words for 1 that are articles too, so that alone they give no figure."""
    joins: frozenset[str] = frozenset()
    """Words inside a number ("two hundred and five")."""
    collectives: Mapping[str, int] = field(default_factory=dict)
    """Words such as "dozen", with or without a number before them."""
    halves: Mapping[str, str] = field(default_factory=dict)
    """Phrases before a scale word and the factor they stand for ("half a": "0.5")."""
    and_a_half: frozenset[str] = frozenset()
    """Phrases behind a number that add a half ("two and a half million")."""
    shares: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Phrases of shares, as how many of which unit ("two thirds": 2, "third")."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units and currencies behind a number, by phrase."""
    vague: Mapping[str, str] = field(default_factory=dict)
    """Phrases of no certain number, with the name of the vague quantity."""
    nobody: frozenset[str] = frozenset()
    """Phrases for nobody and nothing, read as the vague quantity `none`."""
    not_vague: frozenset[str] = frozenset()
    """Phrases that hold a vague word and mean something else ("at all")."""
    ranges: tuple[tuple[str, str, str], ...] = ()
    """Words before, between and behind the two ends of a range; empty for none."""
    up_to: frozenset[str] = frozenset()
    """Phrases before the upper end of a range that has no lower one."""
    from_suffix: str = "(?!)"
    """A regular expression of what makes digits the lower end of a range ("500-dən")."""
    until_suffix: str = "(?!)"
    """A regular expression of what makes digits the upper end of one ("600-dək")."""
    ordinal_suffix: str = "(?!)"
    """A regular expression of what makes digits an ordinal."""
    case_suffix: str = "(?!)"
    """A regular expression of the endings that digits take without a change of meaning."""


def counted(numbers: Mapping[str, int], fractions: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """Return each number word before each fraction word: "two thirds" as 2, "third"."""
    return {f"{n} {f}": (k, unit) for n, k in numbers.items() for f, unit in fractions.items()}
