from pathlib import Path

# ruff: noqa: RUF001 - the letters are those of the languages
import pytest

from statementgraph.corpus.model import Text
from statementgraph.quotes import Span
from statementgraph.validation.words.matching import content_words, holds_all, same_word, words
from statementgraph.validation.words.relation_check import _leading as leading
from statementgraph.validation.words.view import Passage


@pytest.mark.parametrize(
    ("one", "other", "language", "same"),
    [
        ("armenia", "armenian", "en", True),
        ("state", "statement", "en", False),
        ("khojaly", "khojavend", "en", False),
        ("islander", "islanders", "en", True),
        ("ville", "villes", "fr", True),
        ("города", "городам", "ru", True),
        ("город", "горе", "ru", False),
        ("rayon", "rayonunda", "az", True),
        ("ափ", "ափերին", "hy", False),
        ("լապտեր", "լապտերների", "hy", True),
        ("الميناء", "ميناء", "ar", True),
        ("men", "women", "en", False),
    ],
)
def test_forms_of_one_word(one: str, other: str, language: str, *, same: bool) -> None:
    assert same_word(one, other, language) is same
    assert same_word(other, one, language) is same


def test_accents_and_case_make_no_other_word() -> None:
    assert words("M̌orrow’s Guild") == words("Morrow's guild") == ("morrow", "guild")


def test_function_words_carry_nothing() -> None:
    assert content_words("the Council of the Isles", "en") == ("council", "isles")
    assert content_words("of the", "en") == ("of", "the")


def test_every_word_that_carries_meaning_must_be_there() -> None:
    assert holds_all("Aghdam district", "Aghdam and Shusha districts", "en")
    assert not holds_all("Aghdam district", "Shusha district", "en")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("as a result of the flood", "en", (True, 0)),
        ("The flood was caused by", "en", (True, 14)),
        ("and consequently", "en", (False, 0)),
        ("Malgré les appels", "fr", (True, 0)),
        ("несмотря на призывы", "ru", (True, 0)),
        ("this proves", "en", (False, 0)),
    ],
)
def test_some_words_of_a_relation_come_before_its_premise(
    text: str, language: str, expected: tuple[bool, int]
) -> None:
    cue = Passage(Text("t", Path("t"), text, ""), Span(0, len(text)))
    assert leading(cue, language) == expected
