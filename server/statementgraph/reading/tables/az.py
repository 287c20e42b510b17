"""Azerbaijani words that make figures."""

from statementgraph.reading.tables.base import Table

_OF = {"ikidə": "half", "üçdə": "third", "dörddə": "quarter", "beşdə": "fifth", "altıda": "sixth"}
_OF |= {"yeddidə": "seventh", "səkkizdə": "eighth", "onda": "tenth"}
_COUNT = {"bir": 1, "biri": 1, "iki": 2, "ikisi": 2, "üç": 3, "üçü": 3, "dörd": 4, "dördü": 4}

TABLE = Table(
    scales={"mln": 10**6, "mlrd": 10**9},
    wholes={"min": 1000, "milyon": 10**6, "milyard": 10**9},
    hundred=frozenset({"yüz"}),
    not_alone=frozenset({"bir"}),
    halves={"yarım": "0.5"},
    and_a_half=frozenset({"yarım"}),
    shares={
        **{f"{of} {n}": (k, unit) for of, unit in _OF.items() for n, k in _COUNT.items()},
        **dict.fromkeys(("yarısı", "yarısını", "yarısının", "yarıdan"), (1, "half")),
    },
    units={
        **dict.fromkeys(("%", "faiz", "faizi", "faizini", "faizinin"), "percent"),
        **dict.fromkeys(("avro", "yevro"), "euro"),
        **dict.fromkeys(("abş dolları", "dollar"), "us-dollar"),
        "rubl": "russian-rouble",
        "manat": "azerbaijani-manat",
        "dram": "armenian-dram",
    },
    vague={
        "onlarla": "dozens",
        "onlarca": "dozens",
        "bir neçə on": "several-dozen",
        "yüzlərlə": "hundreds",
        "yüzlərcə": "hundreds",
        "bir neçə yüz": "several-hundred",
        "minlərlə": "thousands",
        "minlərcə": "thousands",
        "bir neçə min": "several-thousand",
        "on minlərlə": "tens-of-thousands",
        "yüz minlərlə": "hundreds-of-thousands",
        "milyonlarla": "millions",
        "bir neçə": "several",
        "çoxsaylı": "many",
        "bir çox": "many",
        "əksəriyyəti": "most",
        "çoxu": "most",
        "bütün": "all",
        "hamısı": "all",
    },
    nobody=frozenset({"heç kim", "heç kəs", "heç bir", "heç biri"}),
    not_vague=frozenset({"bütün dünya"}),
    ranges=(("", "ilə", "arasında"), ("", "və", "arasında")),
    from_suffix="-?d[aə]n",
    until_suffix=r"-?(?:d[aeə]k|[ny]?[aə]\s+(?:qədər|dək))",
    ordinal_suffix="-?(?:[ıiuü]?nc[ıiuü]|c[ıiuü])",
    case_suffix="-?(?:d[aə]n|d[aə]|[nyaə]|y[aə]|n[ıiuü]n|[ıiuü]|n[ıiuü])",
)
