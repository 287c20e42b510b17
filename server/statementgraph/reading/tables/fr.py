"""French words that make figures."""

from statementgraph.reading.tables.base import Table, counted

_FRACTIONS = {"tiers": "third", "quart": "quarter", "quarts": "quarter"}
for _word, _unit in (
    ("cinquième", "fifth"),
    ("sixième", "sixth"),
    ("septième", "seventh"),
    ("huitième", "eighth"),
    ("dixième", "tenth"),
):
    _FRACTIONS |= {_word: _unit, f"{_word}s": _unit}
_COUNT = dict(
    zip(
        ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
        range(1, 10),
        strict=True,
    )
)

TABLE = Table(
    numerals={
        "septante": 70,
        "huitante": 80,
        "octante": 80,
        "nonante": 90,
        "vingt et un": 21,
        "vingt et une": 21,
    },
    scales={"md": 10**9, "mds": 10**9, "mrd": 10**9, "m": 10**6},
    wholes={"mille": 1000},
    hundred=frozenset({"cent", "cents"}),
    not_alone=frozenset({"un", "une"}),
    collectives={
        "dizaine": 10,
        "douzaine": 12,
        "quinzaine": 15,
        "vingtaine": 20,
        "trentaine": 30,
        "quarantaine": 40,
        "cinquantaine": 50,
        "soixantaine": 60,
        "centaine": 100,
        "millier": 1000,
        "demi douzaine": 6,
    },
    halves={"un demi": "0.5"},
    and_a_half=frozenset({"et demi", "et demie"}),
    shares={
        **counted(_COUNT, _FRACTIONS),
        "la moitié": (1, "half"),
        "moitié": (1, "half"),
        "un demi": (1, "half"),
    },
    units={
        **dict.fromkeys(("%", "pour cent", "p. 100"), "percent"),
        **dict.fromkeys(("euro", "euros", "d'euro", "d'euros"), "euro"),
        **dict.fromkeys(
            ("dollar", "dollars", "de dollars", "dollars américains", "de dollars américains"),
            "us-dollar",
        ),
        **dict.fromkeys(("livres sterling", "de livres sterling"), "pound-sterling"),
        **dict.fromkeys(("roubles", "de roubles"), "russian-rouble"),
        **dict.fromkeys(("manats", "de manats"), "azerbaijani-manat"),
        **dict.fromkeys(("drams", "de drams"), "armenian-dram"),
    },
    vague={
        "dizaines": "dozens",
        "douzaines": "dozens",
        "quelques dizaines": "several-dozen",
        "plusieurs dizaines": "several-dozen",
        "centaines": "hundreds",
        "quelques centaines": "several-hundred",
        "plusieurs centaines": "several-hundred",
        "milliers": "thousands",
        "quelques milliers": "several-thousand",
        "plusieurs milliers": "several-thousand",
        "dizaines de milliers": "tens-of-thousands",
        "plusieurs dizaines de milliers": "tens-of-thousands",
        "centaines de milliers": "hundreds-of-thousands",
        "plusieurs centaines de milliers": "hundreds-of-thousands",
        "millions": "millions",
        "plusieurs": "several",
        "de nombreux": "many",
        "de nombreuses": "many",
        "beaucoup de": "many",
        "la plupart": "most",
        "la majorité": "most",
        "tous les": "all",
        "toutes les": "all",
    },
    nobody=frozenset({"aucun", "aucune", "personne n'", "nul", "nulle"}),
    not_vague=frozenset({"nulle part", "aucun doute"}),
    ranges=(("entre", "et", ""), ("de", "à", ""), ("", "à", "")),
    up_to=frozenset({"jusqu'à"}),
    ordinal_suffix="ers?|res?|ère|es?|èmes?|emes?|nde?",
)
