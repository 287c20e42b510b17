import pytest

from statementgraph.reading.sentences import sentence_spans


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("en", "See Fig. 3 by Adm. Reed. He left.", ["See Fig. 3 by Adm. Reed.", "He left."]),
        ("en", "He met Lt. Col. Moss. It fell.", ["He met Lt. Col. Moss.", "It fell."]),
        ("en", "It was No. 5. He said no. It fell.", ["It was No. 5.", "He said no.", "It fell."]),
        (
            "en",
            "It was a\nwreck. It sank.\nAda Moss\nWarden",
            ["It was a\nwreck.", "It sank.", "Ada Moss", "Warden"],
        ),
        ("fr", "M. Dupont a dit « non ». Il part.", ["M. Dupont a dit « non ».", "Il part."]),
        ("ru", "И. И. Мосс ушёл. См. рис. 5. Нет!", ["И. И. Мосс ушёл.", "См. рис. 5.", "Нет!"]),
        ("az", "Prof. Moss gəldi. Getdi.", ["Prof. Moss gəldi.", "Getdi."]),
        ("hy", "Պրոֆ. Մոսը եկավ։ Նա գնաց։Լավ։", ["Պրոֆ. Մոսը եկավ։", "Նա գնաց։", "Լավ։"]),
        ("ar", "سقط الرصيف؟ نعم۔ نعم.", ["سقط الرصيف؟", "نعم۔", "نعم."]),
        ("xx", "One fell. Two fell.", ["One fell.", "Two fell."]),
    ],
)
def test_sentences_of_a_language(language: str, text: str, units: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, language)] == units
