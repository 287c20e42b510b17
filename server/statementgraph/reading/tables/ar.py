"""Arabic words that make figures."""

from statementgraph.reading.tables.base import Table

_SHORT = {"ثلاث": 3, "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثمان": 8, "ثماني": 8, "تسع": 9}
_TENS = {"عشرين": 20, "ثلاثين": 30, "أربعين": 40, "خمسين": 50, "ستين": 60, "سبعين": 70}
_TENS |= {"ثمانين": 80, "تسعين": 90}

TABLE = Table(
    numerals={
        **_SHORT,
        **_TENS,
        "عشر": 10,
        "اثنان": 2,
        "اثنين": 2,
        "اثنتين": 2,
        "إثنين": 2,
        **{f"{k} عشرة": v + 10 for k, v in _SHORT.items()},
        "أحد عشر": 11,
        "إحدى عشرة": 11,
        "اثني عشر": 12,
        "اثنتي عشرة": 12,
        "مائتين": 200,
        "مئتين": 200,
        "مئتان": 200,
        "مئتي": 200,
        "مائتي": 200,
        **{f"{k}{h}": v * 100 for k, v in _SHORT.items() for h in ("مائة", "مئة")},
    },
    scales={
        **dict.fromkeys(("ألفا", "الاف", "آلاف", "ألاف"), 1000),
        **dict.fromkeys(("مليونا", "ملايين"), 10**6),
        **dict.fromkeys(("مليارا", "مليارات", "بليون"), 10**9),
    },
    wholes={
        **{"ألف": 1000, "ألفان": 2000, "ألفين": 2000},
        **{"مليون": 10**6, "مليونان": 2 * 10**6, "مليونين": 2 * 10**6, "مليوني": 2 * 10**6},
        **{"مليار": 10**9, "ملياران": 2 * 10**9, "مليارين": 2 * 10**9, "ملياري": 2 * 10**9},
    },
    hundred=frozenset({"مائة", "مئة"}),
    joins=frozenset({"و"}),
    halves={"نصف": "0.5"},
    and_a_half=frozenset({"ونصف", "و نصف"}),
    shares={
        **{w: (1, "half") for w in ("نصف", "النصف")},
        **{w: (1, "third") for w in ("ثلث", "الثلث")},
        **{w: (2, "third") for w in ("ثلثا", "ثلثي", "الثلثين", "الثلثان")},
        **{w: (1, "quarter") for w in ("ربع", "الربع")},
        "ثلاثة أرباع": (3, "quarter"),
    },
    units={
        **dict.fromkeys(
            ("%", "٪", "بالمئة", "بالمائة", "في المئة", "في المائة", "بالمية"), "percent"
        ),
        "يورو": "euro",
        **dict.fromkeys(("دولار", "دولارات", "دولار أمريكي", "دولارا"), "us-dollar"),
        "روبل": "russian-rouble",
        "مانات": "azerbaijani-manat",
        "درام": "armenian-dram",
    },
    vague={
        "عشرات": "dozens",
        "العشرات": "dozens",
        "بضع عشرات": "several-dozen",
        "مئات": "hundreds",
        "المئات": "hundreds",
        "بضع مئات": "several-hundred",
        "عدة مئات": "several-hundred",
        "آلاف": "thousands",
        "الآلاف": "thousands",
        "بضعة آلاف": "several-thousand",
        "عدة آلاف": "several-thousand",
        "عشرات الآلاف": "tens-of-thousands",
        "عشرات آلاف": "tens-of-thousands",
        "مئات الآلاف": "hundreds-of-thousands",
        "مئات آلاف": "hundreds-of-thousands",
        "ملايين": "millions",
        "الملايين": "millions",
        "عدة": "several",
        "بضعة": "several",
        "العديد من": "many",
        "كثير من": "many",
        "الكثير من": "many",
        "معظم": "most",
        "غالبية": "most",
        "أغلبية": "most",
        "جميع": "all",
        "كل": "all",
    },
    nobody=frozenset({"لا أحد", "لم يكن أحد", "ولا أحد"}),
    not_vague=frozenset({"على كل حال", "كل من"}),
    ranges=(("بين", "و", ""), ("ما بين", "و", ""), ("من", "إلى", ""), ("", "إلى", "")),
    up_to=frozenset({"ما يصل إلى", "حتى", "يصل إلى"}),
)
