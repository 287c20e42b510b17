import pytest

from statementgraph import wording


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("613", [613]),
        ("1,275", [1275]),
        ("1275", [1275]),
        ("Eight", [8]),
        ("nearly four thousand", [4000]),
        ("A total of 613", [613]),
        ("two hundred and five", [205]),
        ("One hundred and fifty", [150]),
        ("two thousand and one", [2001]),
        ("one million two hundred thousand", [1_200_000]),
        ("17 countries", [17]),
        ("24 states", [24]),
        ("twenty-five", [25]),
        ("twenty-\nfive", [25]),
        ("a hundred", [100]),
        ("12 hundred", [1200]),
        ("3 thousand", [3000]),
        ("2.5 million", [2_500_000]),
        ("a dozen", [12]),
        ("half a dozen", [6]),
        ("two dozen", [24]),
        ("2 dozen", [24]),
        ("two, three", [2, 3]),
        ("five to six", [5, 6]),
        ("63 children, 106 women", [63, 106]),
        ("between 500 and 600", [500, 600]),
        ("between five hundred and six hundred", [500, 600]),
        ("130 children lost at least one parent", [130, 1]),
        ("no children", [0]),
        ("none", [0]),
        ("no one", [0]),
        ("no more than 300", [300]),
        ("No. 366", [366]),
        ("several", []),
        ("dozens", []),
        ("hundreds of people", []),
        ("first", []),
        ("the 20th century", []),
        ("1.275", []),
        ("half", []),
        ("", []),
    ],
)
def test_numbers_are_read_from_words(words: str, found: list[int]) -> None:
    assert wording.numbers(words) == found


@pytest.mark.parametrize(
    ("words", "value", "agrees"),
    [
        ("A total of 613", 613, True),
        ("A total of 613", 631, False),
        ("nearly four thousand", 4000, True),
        ("130 children lost at least one parent", 130, True),
        ("130 children lost at least one parent", 1, False),
        ("several", 7, False),
    ],
)
def test_a_value_agrees_with_the_first_number_of_its_words(
    words: str, value: int, agrees: bool
) -> None:
    assert wording.agrees(words, value) is agrees


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("613", None),
        ("nearly four thousand", "nearly"),
        ("Almost 40", "nearly"),
        ("about 70", "about"),
        ("some\nfifty people", "about"),
        ("some of the 12", None),
        ("a dozen or so", "about"),
        ("more than a hundred", "more-than"),
        ("no more than 300", "at-most"),
        ("not more than 300", "at-most"),
        ("up to 30", "at-most"),
        ("at least a total of 12", "at-least"),
        ("500 or more", "at-least"),
        ("fewer than 20", "fewer-than"),
        ("130 children lost at least one parent", None),
        ("at least, he said, 12", None),
        ("several", None),
    ],
)
def test_only_a_hedge_that_touches_the_first_number_counts(words: str, hedge: str | None) -> None:
    assert wording.hedge(words) == hedge


def test_a_number_knows_its_place_in_code_points() -> None:
    text = "🛳 nearly forty passengers"
    assert [text[n.start : n.end] for n in wording.located_numbers(text)] == ["forty"]


def test_the_words_of_a_hedge_can_be_given() -> None:
    assert wording.hedge("quite 40", {"https://data.example/concept/about": ["quite"]}) == (
        "https://data.example/concept/about"
    )
    assert wording.hedge("nearly 40", {"x": ["quite"]}) is None
