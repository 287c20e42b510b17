"""Armenian words that make figures."""

from statementgraph.reading.tables.base import Table, counted

_FRACTIONS = {"երրորդ": "third", "երրորդը": "third", "երրորդի": "third"}
_FRACTIONS |= {"քառորդ": "quarter", "քառորդը": "quarter", "հինգերորդ": "fifth"}
_FRACTIONS |= {"հինգերորդը": "fifth", "տասներորդը": "tenth", "տասներորդ": "tenth"}
_COUNT = {"մեկ": 1, "երկու": 2, "երեք": 3, "չորս": 4}

TABLE = Table(
    numerals={"երկուսը": 2, "երկուսն": 2, "զրո": 0, "տասը": 10},
    scales={
        "հազ": 1000,
        "մլն": 10**6,
        "մլրդ": 10**9,
        "միլիոն": 10**6,
        "միլիարդ": 10**9,
        "տրիլիոն": 10**12,
    },
    wholes={"հազար": 1000, "միլիոն": 10**6, "միլիարդ": 10**9},
    hundred=frozenset({"հարյուր"}),
    joins=frozenset(),
    collectives={"դյուժին": 12},
    halves={"կես": "0.5", "մեկուկես": "1.5"},
    shares={
        **counted(_COUNT, _FRACTIONS),
        **dict.fromkeys(("կեսը", "կեսն", "կեսի", "կեսին", "կեսից"), (1, "half")),
        **dict.fromkeys(("քառորդը", "քառորդի"), (1, "quarter")),
    },
    units={
        **dict.fromkeys(("%", "տոկոս", "տոկոսը", "տոկոսի", "տոկոսով", "տոկոսն"), "percent"),
        "եվրո": "euro",
        **dict.fromkeys(("դոլար", "ամն դոլար", "դոլարի"), "us-dollar"),
        "ռուբլի": "russian-rouble",
        "մանաթ": "azerbaijani-manat",
        **dict.fromkeys(("դրամ", "դրամի"), "armenian-dram"),
    },
    vague={
        "տասնյակ": "dozens",
        "տասնյակներ": "dozens",
        "մի քանի տասնյակ": "several-dozen",
        "հարյուրավոր": "hundreds",
        "հարյուրներ": "hundreds",
        "մի քանի հարյուր": "several-hundred",
        "հազարավոր": "thousands",
        "հազարներ": "thousands",
        "մի քանի հազար": "several-thousand",
        "տասնյակ հազարավոր": "tens-of-thousands",
        "տասնյակ հազարներ": "tens-of-thousands",
        "հարյուր հազարավոր": "hundreds-of-thousands",
        "հարյուրավոր հազարներ": "hundreds-of-thousands",
        "միլիոնավոր": "millions",
        "մի քանի": "several",
        "շատ": "many",
        "բազմաթիվ": "many",
        "մեծ մասը": "most",
        "մեծամասնությունը": "most",
        "բոլոր": "all",
        "բոլորը": "all",
    },
    nobody=frozenset({"ոչ ոք", "ոչ մի", "ոչ մեկը", "ոչ մեկ"}),
    ranges=(("", "և", "միջև"), ("", "և", "միջեւ")),
    from_suffix="-?ից",
    up_to=frozenset({"մինչև", "մինչեւ"}),
    ordinal_suffix="-?(?:րդ|ին|երորդ)",
    case_suffix="-?(?:ից|ի|ը|ն|ով|ում)",
)
