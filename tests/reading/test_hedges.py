import pytest

from statementgraph.reading.hedges import hedge_of
from statementgraph.reading.numbers import figures

WORDS = {
    "en": {
        "nearly": ["nearly", "almost"],
        "about": ["about", "some", "or so", "an estimated"],
        "more-than": ["more than", "over"],
        "at-least": ["at least", "or more"],
        "at-most": ["no more than", "not more than"],
        "fewer-than": ["fewer than", "under", "less than"],
    },
    "fr": {"about": ["environ", "près de"], "at-least": ["au moins"]},
    "ru": {"about": ["около", "примерно"], "more-than": ["более"], "at-least": ["не менее"]},
    "az": {"about": ["təxminən"], "more-than": ["çox", "artıq"], "nearly": ["yaxın"]},
    "hy": {"about": ["մոտ", "շուրջ"], "more-than": ["ավելի", "ավելի քան"]},
    "ar": {"about": ["نحو", "حوالي"], "more-than": ["أكثر من"], "at-least": ["على الأقل"]},
}


@pytest.mark.parametrize(
    ("language", "text", "hedge"),
    [
        ("en", "613", None),
        ("en", "nearly four thousand", "nearly"),
        ("en", "Almost\n40", "nearly"),
        ("en", "some of the 12", None),
        ("en", "an estimated 70", "about"),
        ("en", "a dozen or so", "about"),
        ("en", "more than a hundred", "more-than"),
        ("en", "no more than 300", "at-most"),
        ("en", "not more than 300", "at-most"),
        ("en", "at least a total of 12", "at-least"),
        ("en", "500 or more", "at-least"),
        ("en", "613 under fire", None),
        ("en", "12 over the weekend", None),
        ("en", "130 children lost at least one parent", None),
        ("en", "at least, he said, 12", None),
        ("en", "at least two-thirds", "at-least"),
        ("fr", "Au moins 1\u202f275", "at-least"),
        ("fr", "12 environ", "about"),
        ("ru", "не менее 20 человек", "at-least"),
        ("ru", "более 600", "more-than"),
        ("az", "600-dən çox", "more-than"),
        ("az", "600 nəfərdən çox", "more-than"),
        ("az", "4000-ə yaxın", "nearly"),
        ("hy", "600-ից ավելի", "more-than"),
        ("hy", "ավելի քան 600", "more-than"),
        ("ar", "أكثر من 600", "more-than"),
        ("ar", "20 على الأقل", "at-least"),
    ],
)
def test_a_hedge_touches_its_figure(language: str, text: str, hedge: str | None) -> None:
    assert hedge_of(text, figures(text, language)[0], WORDS[language]) == hedge
