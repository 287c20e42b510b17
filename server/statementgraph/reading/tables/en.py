"""English words that make figures."""

from statementgraph.reading.tables.base import Table, counted

_SINGLE = {"half": "half", "third": "third", "quarter": "quarter", "fifth": "fifth"}
_SINGLE |= {f"{word}th": f"{word}th" for word in ("six", "seven", "eigh", "ten")}
_SEVERAL = {f"{w}s": u for w, u in _SINGLE.items() if w != "half"} | {"halves": "half"}
_COUNT = dict(
    zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine"], range(2, 10), strict=True
    )
)

TABLE = Table(
    numerals={"nought": 0, "nil": 0},
    scales={"bn": 10**9, "mn": 10**6, "m": 10**6, "k": 1000, "tn": 10**12},
    hundred=frozenset({"hundred"}),
    bare_hundred=False,
    articles=frozenset({"a", "an"}),
    joins=frozenset({"and"}),
    collectives={"dozen": 12},
    halves={"half a": "0.5", "half": "0.5", "a half": "0.5", "one and a half": "1.5"},
    and_a_half=frozenset({"and a half"}),
    shares={
        **counted(_COUNT, _SEVERAL),
        **counted({"one": 1}, _SINGLE),
        "half": (1, "half"),
        "a half": (1, "half"),
        "a third of": (1, "third"),
        "a quarter": (1, "quarter"),
        "a fifth of": (1, "fifth"),
        "a tenth of": (1, "tenth"),
    },
    units={
        **dict.fromkeys(("%", "percent", "per cent", "pct"), "percent"),
        **dict.fromkeys(("percentage points", "percentage point"), "percentage-point"),
        **dict.fromkeys(("euro", "euros"), "euro"),
        **dict.fromkeys(("us dollars", "us dollar", "dollars", "dollar", "usd"), "us-dollar"),
        **dict.fromkeys(("pounds sterling", "gbp"), "pound-sterling"),
        **dict.fromkeys(("roubles", "rubles", "rouble", "ruble"), "russian-rouble"),
        **dict.fromkeys(("manats", "manat", "azn"), "azerbaijani-manat"),
        **dict.fromkeys(("drams", "dram", "amd"), "armenian-dram"),
    },
    vague={
        "dozens": "dozens",
        "several dozen": "several-dozen",
        "dozens and dozens": "dozens",
        "hundreds": "hundreds",
        "many hundreds": "hundreds",
        "several hundred": "several-hundred",
        "a few hundred": "several-hundred",
        "thousands": "thousands",
        "many thousands": "thousands",
        "several thousand": "several-thousand",
        "a few thousand": "several-thousand",
        "tens of thousands": "tens-of-thousands",
        "hundreds of thousands": "hundreds-of-thousands",
        "millions": "millions",
        "several": "several",
        "many": "many",
        "numerous": "many",
        "most of": "most",
        "the majority": "most",
        "a majority": "most",
        "all": "all",
    },
    nobody=frozenset({"none", "nobody", "no one", "not one", "not a single", "no"}),
    not_vague=frozenset(
        {
            *("at all", "above all", "after all", "first of all", "all over", "all along"),
            *("not all", "all the more", "how many", "as many", "so many", "too many"),
            *("no more", "no less", "no fewer", "no longer", "no later", "no doubt", "no matter"),
            "not least",
        }
    ),
    ranges=(
        ("between", "and", ""),
        ("from", "to", ""),
        ("from", "up to", ""),
        ("", "to", ""),
    ),
    up_to=frozenset({"up to"}),
    ordinal_suffix="st|nd|rd|th",
)
