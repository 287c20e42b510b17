"""Words and their keys: what finds what."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.corpus.model import Corpus
from statementgraph.release.search_keys import fold, keys, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EASTWICK", "eastwick"),
        ("M\u030coss", "Moss"),
        ("caf\u00e9", "cafe\u0301"),
        ("Ha\ufb03", "haffi"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Brien", "OBrien"),
        ("Armenia's", "Armenia"),
        ("\u0130stanbul", "istanbul"),
        ("1,275", "1275"),
        ("4\u00a0000", "4000"),
        ("\u0666\u0661\u0663", "613"),
        ("\u202eEastwick\u202c", "Eastwick"),
        ("East\u00adwick", "Eastwick"),
        # Azerbaijani, as it is spelt, as it is typed without its letters, as English has it.
        ("Xocal\u0131", "Xocali"),
        ("Xocal\u0131", "Khojaly"),
        ("Xocal\u0131", "Khojali"),
        ("\u015eu\u015fa", "Susa"),
        ("\u015eu\u015fa", "Shusha"),
        ("A\u011fdam", "Agdam"),
        ("A\u011fdam", "Aghdam"),
        ("K\u0259lb\u0259c\u0259r", "Kelbecer"),
        ("K\u0259lb\u0259c\u0259r", "Kalbajar"),
        ("\u018fliyeva", "Aliyeva"),
        ("La\u00e7\u0131n", "Lachin"),
    ],
)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("car", "jar"),
        ("ax", "akh"),
        ("say", "sai"),
        ("ship", "sip"),
        ("quit", "guit"),
        ("12", "120"),
    ],
)
def test_words_without_those_letters_stay_what_they_are(one: str, other: str) -> None:
    assert not set(keys(one)) & set(keys(other))


def test_no_two_words_of_the_published_data_become_one(published: Corpus) -> None:
    """Only case, marks and apostrophes are lost: nothing else makes two words the same."""
    spelt: dict[str, set[str]] = defaultdict(set)
    for quad in published.quads:
        value = str(getattr(quad.object, "value", ""))
        for word in words(value):
            shown = value[word.start : word.end]
            if shown.isascii():
                plain = shown.lower().removesuffix("'").removesuffix("'s").replace("'", "")
                spelt[word.keys[0]].add(plain.replace(",", ""))
                assert len(word.keys) == 1
    assert len(spelt) > 1000
    assert {key: some for key, some in spelt.items() if len(some) > 1} == {}


def test_words_say_where_they_stand() -> None:
    text = "On 1,275 piers \N{EM DASH} the G\u0303annet's lamps"
    assert [text[w.start : w.end] for w in words(text)] == [
        *("On", "1,275", "piers", "the", "G\u0303annet's", "lamps")
    ]
    assert fold(text) == "on 1275 piers the gannet lamps"


def test_scripts_without_spaces_are_cut_into_signs() -> None:
    assert fold("\u6f22\u5b57 pier") == "\u6f22 \u5b57 pier"


@given(st.text(max_size=60))
def test_a_key_never_holds_what_a_query_could_be_broken_with(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        for key in word.keys:
            assert key
            assert not set(key) & set("\"'*^:()+-{}\0 ,.\n")


@given(st.text(max_size=60))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
