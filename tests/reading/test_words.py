import pytest

from statementgraph.reading.words import normal, occurs


@pytest.mark.parametrize(
    ("text", "language", "same"),
    [
        ("“Ship”\u00a0‘A’ – B", "", "\"ship\" 'a' - b"),
        ("Cafe\u0301", "fr", "café"),
        ("IRAN", "az", "ıran"),
        ("İRAN", "az", "iran"),
        ("Ёлка", "ru", "елка"),
        ("قُتِلَ", "ar", "قتل"),
    ],
)
def test_one_form(text: str, language: str, same: str) -> None:
    assert normal(text, language) == same


@pytest.mark.parametrize(
    ("words", "text", "language", "there"),
    [
        ("sailor", "Two sailors drowned", "en", True),
        ("sail", "Two sailors drowned", "en", False),
        ("sailors drowned", "Two sailors\ndrowned", "en", True),
        ("marin", "Les marins", "fr", True),
        ("моряк", "гибель моряков", "ru", True),
        ("gəmi", "gəmilərdə", "az", True),
        ("նավ", "նավերը", "hy", True),
        ("سفينة", "السفينة غرقت", "ar", True),
        ("", "anything", "en", False),
    ],
)
def test_words_occur_as_whole_words(words: str, text: str, language: str, there: bool) -> None:
    assert occurs(words, text, language) is there
