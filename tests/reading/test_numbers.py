import json
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.reading.languages import SUPPORTED, language_tag
from statementgraph.reading.numbers import Figure, figures

SPELT = json.loads(files("statementgraph.reading").joinpath("number_words.json").read_text("utf-8"))


def short(figure: Figure) -> str:
    """Write a figure in one line: 12, 12..20, ..20, dozens, 2 third, 20th, ?."""
    if figure.unreadable:
        return "?"
    bounds = (figure.lower, figure.upper)
    parts = [str(figure.value) if figure.value is not None else ""]
    if bounds != (None, None):
        parts = ["..".join(str(b) if b is not None else "" for b in bounds)]
    parts += [figure.vague or "", figure.unit or ""]
    return " ".join(p for p in parts if p) + ("th" if figure.ordinal else "")


CASES = {
    "en": [
        ("Between 12 and 20 people", ["12..20"]),
        ("12–20", ["12..20"]),
        ("from 12 to 20", ["12..20"]),
        ("from 20 to 12", ["20", "12"]),
        ("five to six boats", ["5..6"]),
        ("between five hundred and six hundred", ["500..600"]),
        ("between 5% and 10%", ["5..10 percent"]),
        ("2 to 3 million", ["2000000..3000000"]),
        ("up to 1,000", ["..1000"]),
        ("82%", ["82 percent"]),
        ("five per cent", ["5 percent"]),
        ("Two-thirds of them", ["2 third"]),
        ("half of them", ["1 half"]),
        ("a quarter", ["1 quarter"]),
        ("a third of the crew", ["1 third"]),
        ("a third sailor", ["3th"]),
        ("3/4 and ½", ["3 quarter", "1 half"]),
        ("tens of thousands", ["tens-of-thousands"]),
        ("hundreds of people", ["hundreds"]),
        ("several hundred", ["several-hundred"]),
        ("dozens", ["dozens"]),
        ("several", ["several"]),
        ("most of them, all of them", ["most", "all"]),
        ("not at all", []),
        ("no children, none", ["none", "none"]),
        ("no one", ["none"]),
        ("no more than 300", ["300"]),
        ("No. 366", ["366"]),
        ("€3bn", ["3000000000 euro"]),
        ("$2.5 million", ["2500000 us-dollar"]),
        ("A$5", ["5"]),
        ("200 hundred", ["?"]),
        ("two hundred hundred", ["?"]),
        ("1,27,5", ["?"]),
        ("1,000 thousand", ["?"]),
        ("1,275", ["1275"]),
        ("1.275", ["1.275"]),
        ("12 hundred", ["1200"]),
        ("a dozen, two dozen, half a dozen", ["12", "24", "6"]),
        ("half a million", ["500000"]),
        ("two and a half million", ["2500000"]),
        ("a hundred", ["100"]),
        ("a boat", []),
        ("nearly four thousand", ["4000"]),
        ("one million two hundred thousand", ["1200000"]),
        ("one hundred and twenty three thousand", ["123000"]),
        ("twenty-\nfive", ["25"]),
        ("63 children, 106 women", ["63", "106"]),
        ("two, three", ["2", "3"]),
        ("the 20th and the two hundred and fifth", ["20th", "205th"]),
        ("S/RES/822, T-72, COVID-19", []),
        ("on 1992-02-25 at 10:30", []),
        ("130 children lost at least one parent", ["130", "1"]),
    ],
    "fr": [
        ("Au moins 1\u00a0275", ["1275"]),
        ("Au moins 1\u202f275", ["1275"]),
        ("Au moins 1 275 bateaux", ["1275"]),
        ("1,5", ["1.5"]),
        ("1.275", ["?"]),
        ("3 milliards d’euros", ["3000000000 euro"]),
        ("2,5 millions de dollars", ["2500000 us-dollar"]),
        ("entre 12 et 20", ["12..20"]),
        ("de 12 à 20", ["12..20"]),
        ("jusqu’à 1 000", ["..1000"]),
        ("82 %", ["82 percent"]),
        ("la moitié, deux tiers, trois quarts", ["1 half", "2 third", "3 quarter"]),
        ("une douzaine, une centaine", ["12", "100"]),
        ("un bateau, une barque", []),
        ("un million", ["1000000"]),
        ("des dizaines de milliers", ["tens-of-thousands"]),
        ("plusieurs centaines", ["several-hundred"]),
        ("quatre-vingt-dix-neuf", ["99"]),
        ("mille deux cent trois", ["1203"]),
        ("le 20e siècle", ["20th"]),
        ("aucun", ["none"]),
    ],
    "ru": [
        ("1 275 человек", ["1275"]),
        ("от 12 до 20", ["12..20"]),
        ("между 12 и 20", ["12..20"]),
        ("до 1000", ["..1000"]),
        ("82 процента", ["82 percent"]),
        ("две трети, половина", ["2 third", "1 half"]),
        ("3 млрд евро", ["3000000000 euro"]),
        ("полтора миллиона", ["1500000"]),
        ("десятки тысяч", ["tens-of-thousands"]),
        ("тысячи людей", ["thousands"]),
        ("тысяча людей", ["1000"]),
        ("двухсот трёх", ["203"]),
        ("пяти тысячам", ["5000"]),
        ("5-й, третий", ["5th", "3th"]),
        ("никто", ["none"]),
    ],
    "az": [
        ("1.275 nəfər, 1 275 nəfər", ["1275", "1275"]),
        ("iki yüz on beş", ["215"]),
        ("İKİ YÜZ", ["200"]),
        ("500-dən 600-dək", ["500..600"]),
        ("12 ilə 20 arasında", ["12..20"]),
        ("1000-ə qədər", ["..1000"]),
        ("üçdə iki", ["2 third"]),
        ("82 faiz", ["82 percent"]),
        ("on minlərlə", ["tens-of-thousands"]),
        ("bir neçə yüz", ["several-hundred"]),
        ("bir qayıq", []),
        ("20-ci, birinci", ["20th", "1th"]),
    ],
    "hy": [
        ("1\u00a0275", ["1275"]),
        ("քսանմեկ", ["21"]),
        ("երկու հարյուր հինգ", ["205"]),
        ("12-ից 20", ["12..20"]),
        ("12-ից մինչև 20", ["12..20"]),
        ("մինչև 1000", ["..1000"]),
        ("երկու երրորդը, կեսը", ["2 third", "1 half"]),
        ("82 տոկոս", ["82 percent"]),
        ("3 միլիարդ եվրո", ["3000000000 euro"]),
        ("տասնյակ հազարավոր", ["tens-of-thousands"]),
        ("մի քանի հարյուր", ["several-hundred"]),
        ("20-րդ", ["20th"]),
    ],
    "ar": [
        ("١٬٢٧٥ و٦١٣", ["1275", "613"]),
        ("٢٫٥", ["2.5"]),
        ("خمسة وأربعون", ["45"]),
        ("ثلاثمائة وخمسة وعشرين", ["325"]),
        ("ألفين وخمسمائة", ["2500"]),
        ("بين 12 و20", ["12..20"]),
        ("من 12 إلى 20", ["12..20"]),
        ("ما يصل إلى 1000", ["..1000"]),
        ("ثلثي", ["2 third"]),
        ("82٪", ["82 percent"]),
        ("3 مليارات يورو", ["3000000000 euro"]),
        ("عشرات الآلاف", ["tens-of-thousands"]),
        ("عدة مئات", ["several-hundred"]),
    ],
    "de": [("1275 oder ٦١٣", ["1275", "613"])],
}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [(language, *case) for language, cases in CASES.items() for case in cases],
)
def test_figures(language: str, text: str, found: list[str]) -> None:
    assert [short(f) for f in figures(text, language)] == found


# What ICU's rules write and other readers take for a list or an article.
ALONE = {"fr": {"un", "une"}, "az": {"bir"}}


@pytest.mark.parametrize("language", sorted(SPELT))
@pytest.mark.parametrize("part", ["units", "hundreds", "ordinals"])
def test_every_word_of_the_table_is_read_back(language: str, part: str) -> None:
    for words, number in SPELT[language][part].items():
        if words not in ALONE.get(language, ()):
            found = [(f.value, f.ordinal) for f in figures(words, language)]
            # ICU writes the Arabic ordinals of round hundreds as it does the cardinals.
            assert found == [(number, part == "ordinals")], words


@pytest.mark.parametrize("language", sorted(SPELT))
def test_larger_numbers_are_read_back(language: str) -> None:
    words = {number: text for text, number in SPELT[language]["units"].items()}
    scales = {number: text for text, number in SPELT[language]["scales"].items()}
    for number in (3, 7, 12, 21, 45, 71, 99):
        for scale in (10**3, 10**6, 10**9):
            text = f"{words[number]} {scales[scale]}"
            assert [f.value for f in figures(text, language)] == [number * scale], text
            joined = f"{text} {'و' if language == 'ar' else ''}{words[18]}"
            assert [f.value for f in figures(joined, language)] == [number * scale + 18], joined


def test_a_figure_knows_its_place_in_code_points() -> None:
    text = "🛳 nearly forty passengers"
    assert [text[f.start : f.end] for f in figures(text, "en")] == ["forty"]
    text = "About 5 % to 10 % of €3bn"
    assert [text[f.start : f.end] for f in figures(text, "en")] == ["5 % to 10 %", "€3bn"]


@given(
    st.text(alphabet="0123456789 ,.-–/%€$½aonedzhufrtbw'\u00a0\n٣و", max_size=40),
    st.sampled_from([*SUPPORTED, "xx"]),
)
def test_no_text_is_too_strange(text: str, language: str) -> None:
    for figure in figures(text, language):
        assert 0 <= figure.start < figure.end <= len(text)
        told = (figure.value, figure.lower, figure.upper, figure.vague)
        assert figure.unreadable is all(t is None for t in told)
        assert all(isinstance(t, Decimal) for t in told[:3] if t is not None)


@pytest.mark.parametrize(
    ("given_", "tag"),
    [
        ("en-GB", "en"),
        ("http://id.loc.gov/vocabulary/iso639-1/hy", "hy"),
        ("AZ", "az"),
        ("ru_RU", "ru"),
        ("", ""),
    ],
)
def test_a_language_is_named_by_tag_or_iri(given_: str, tag: str) -> None:
    assert language_tag(given_) == tag
