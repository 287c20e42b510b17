"""Words made comparable: letter case, marks, quotation marks, spaces and hyphens."""

import re
import unicodedata
from functools import lru_cache

from statementgraph.reading.languages import language_tag

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂״", '"'),
        **dict.fromkeys("‘’‚‛ʼʻ`´′՚", "'"),
        **dict.fromkeys("‐‑‒–—―−֊", "-"),
        **dict.fromkeys("أإآٱ", "ا"),
        "ё": "е",
        "ى": "ي",
        "ـ": None,
        "\u00ad": None,
    }
)
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W_]+(?:['][^\W_]+)*")

# Endings that a word may take and remain the same word, the longest first.
_ENDINGS = {
    "en": ("'s", "es", "s"),
    "fr": ("es", "e", "s", "x"),
    "ru": (
        "иями",
        "ями",
        "ами",
        "ием",
        "иях",
        "ого",
        "его",
        "ому",
        "ему",
        "ыми",
        "ими",
        "ах",
        "ях",
        "ов",
        "ев",
        "ей",
        "ой",
        "ый",
        "ий",
        "ая",
        "яя",
        "ое",
        "ее",
        "ые",
        "ие",
        "ую",
        "юю",
        "ом",
        "ем",
        "ам",
        "ям",
        "ых",
        "их",
        "ью",
        "а",
        "я",
        "о",
        "е",
        "у",
        "ю",
        "ы",
        "и",
        "ь",
        "й",
    ),
    "az": (
        "larından",
        "lərindən",
        "larında",
        "lərində",
        "larının",
        "lərinin",
        "larına",
        "lərinə",
        "larını",
        "lərini",
        "ların",
        "lərin",
        "ları",
        "ləri",
        "lardan",
        "lərdən",
        "larda",
        "lərdə",
        "lara",
        "lərə",
        "lar",
        "lər",
        "ndan",
        "ndən",
        "nda",
        "ndə",
        "dan",
        "dən",
        "da",
        "də",
        "nın",
        "nin",
        "nun",
        "nün",
        "ın",
        "in",
        "un",
        "ün",
        "sı",
        "si",
        "su",
        "sü",
        "ya",
        "yə",
        "na",
        "nə",
        "nı",
        "ni",
        "a",
        "ə",
        "ı",
        "i",
        "u",
        "ü",
    ),
    "hy": (
        "ներին",
        "ներից",
        "ներով",
        "ների",
        "ները",
        "ներն",
        "ներ",
        "երի",
        "երը",
        "եր",
        "ից",
        "ով",
        "ին",
        "ում",
        "ի",
        "ը",
        "ն",
    ),
    "ar": ("ات", "ون", "ين", "ها", "هم", "ة", "ه"),
}
_ARABIC_PREFIX = re.compile(r"^(?:[وف])?(?:لل|[بكل]?ال|[بل](?=...))?")


def normal(text: str, language: str = "") -> str:
    """Return `text` in one form: NFC, case folded, one kind of quote, space and hyphen.

    `language` matters for Azerbaijani alone, whose capital I is that of ı.
    """
    if language_tag(language) == "az":
        text = text.replace("I", "ı")
    text = unicodedata.normalize("NFC", text.replace("İ", "i").casefold()).translate(_SAME)
    return " ".join(_ARABIC_MARKS.sub("", unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=4096)
def stem(word: str, language: str) -> str:
    """Cut one ending of `language` off a normal word; at least three letters remain."""
    if language == "ar":
        word = _ARABIC_PREFIX.sub("", word) if len(word) > 4 else word
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def occurs(words: str, text: str, language: str) -> bool:
    """Say whether `words` stand in `text` as whole words, whatever their endings.

    Stems are cut by a short list of endings: "soldiers" is found by "soldier", and now
    and then two words with one stem are taken for one. No words occur nowhere.
    """
    tag = language_tag(language)
    wanted = [{w, stem(w, tag)} for w in _WORD.findall(normal(words, tag))]
    there = [{w, stem(w, tag)} for w in _WORD.findall(normal(text, tag))]
    size = len(wanted)
    return size > 0 and any(
        all(a & b for a, b in zip(wanted, there[i : i + size], strict=True))
        for i in range(len(there) - size + 1)
    )
