"""Write the number words of each language, spelled out by ICU's rules, as a JSON table.

    pip install icu4py
    python tools/number_words.py > server/statementgraph/reading/number_words.json

The package reads the table; ICU itself is needed only here.
"""

import json
import sys
from itertools import product

from icu4py.messageformat import MessageFormat

LANGUAGES = ("ar", "az", "en", "fr", "hy", "ru")
GENDERS = ("", "-masculine", "-feminine", "-neuter", "-plural")
CASES = ("", "-genitive", "-dative", "-accusative", "-locative", "-instrumental", "-plural")
SCALES = (10**3, 10**6, 10**9, 10**12)
MULTIPLES = (3, 5, 11, 21, 100)


def spelled(language: str, rules: str, number: int) -> str:
    """Spell out `number`; rules that ICU does not have give its default."""
    words = MessageFormat(f"{{n,spellout,%{rules}}}", language).format({"n": number})
    return " ".join(words.replace("-", " ").replace("\u2011", " ").casefold().split())


def rule_sets(language: str, kind: str) -> list[str]:
    """Return the rule sets of `kind` that ICU has for the language."""
    names = [f"spellout-{kind}-verbose"]
    names += [f"spellout-{kind}{g}{c}" for g, c in product(GENDERS, CASES)]
    default = [spelled(language, "no-such-rules", n) for n in (1, 2, 21, 123)]
    found = [n for n in names if [spelled(language, n, k) for k in (1, 2, 21, 123)] != default]
    return [*(["spellout-cardinal"] if kind == "cardinal" else []), *found]


def forms(language: str, kind: str, numbers: list[int]) -> dict[str, int]:
    """Map the words of `numbers` to them; a soft hyphen is given as a space and as nothing."""
    found: dict[str, int] = {}
    for rules, number in product(rule_sets(language, kind), numbers):
        words = spelled(language, rules, number)
        if not any(c.isdigit() for c in words):
            found.setdefault(words.replace("\u00ad", " "), number)
            found.setdefault(words.replace("\u00ad", ""), number)
    return dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def scales(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return the words of each scale, and the single words that are one or two of it."""
    words: dict[str, int] = {}
    whole: dict[str, int] = {}
    for rules, scale in product(rule_sets(language, "cardinal"), SCALES):
        for multiple in (1, 2, *MULTIPLES):
            parts = spelled(language, rules, multiple * scale).split()
            if multiple == 2 and len(parts) == 1:
                whole[parts[0]] = 2 * scale
            elif not any(c.isdigit() for c in parts[-1]):
                words[parts[-1]] = scale
    return words, whole


def table(language: str) -> dict[str, dict[str, int]]:
    """Return every table of one language."""
    words, whole = scales(language)
    below_hundred, hundreds = list(range(100)), list(range(100, 1000, 100))
    ordinals = [*range(1, 100), *hundreds, *SCALES[:2]]
    cardinals = forms(language, "cardinal", below_hundred)
    whole_hundreds = forms(language, "cardinal", hundreds)
    known = {**cardinals, **whole_hundreds}
    return {
        "units": cardinals,
        "hundreds": whole_hundreds,
        "scales": words,
        "wholes": whole,
        "ordinals": {
            w: n for w, n in forms(language, "ordinal", ordinals).items() if w not in known
        },
    }


if __name__ == "__main__":
    json.dump({tag: table(tag) for tag in LANGUAGES}, sys.stdout, ensure_ascii=False, indent=0)
    sys.stdout.write("\n")
