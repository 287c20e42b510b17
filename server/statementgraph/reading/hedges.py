"""The hedge of a figure: words such as "nearly" that touch it."""

import re
from collections.abc import Collection, Mapping

from statementgraph.reading.numbers import Figure
from statementgraph.reading.words import normal

UNHEDGED = "unhedged"
"""The name of the hedge of a figure that has none."""

# What may stand between a hedge and its figure.
_FILLERS = re.compile(
    r"(?: (?:a|an|(?:a|the) total of|the|d'un total de|un total de|en tout|les|des|"
    r"всего|в общей сложности|ümumilikdə|ընդհանուր առմամբ|ما مجموعه))$"
)
# Hedges that may stand behind the figure, by their normal form.
_BEHIND = frozenset(
    normal(words)
    for words in (
        *("or so", "or more", "at least", "at a minimum", "or fewer", "or less", "at most"),
        *("approximately", "and counting", "au moins", "environ", "au plus", "ou plus"),
        *("au minimum", "au maximum", "ou moins", "или более", "или больше", "как минимум"),
        *("или менее", "не менее", "примерно", "təxminən", "ən azı", "ən çoxu", "մոտավորապես"),
        *("առնվազն", "առավելագույնը", "تقريبا", "على الأقل", "على الأكثر", "أو أكثر", "أو أقل"),
    )
)
# Postpositions: behind the figure, or behind the thing counted.
_POSTPOSITIONS = frozenset(
    normal(words)
    for words in (
        *("çox", "artıq", "az", "az olmayan", "çox olmayan", "yaxın", "qədər"),
        *("ավելի", "պակաս", "ոչ պակաս", "ոչ ավելի", "մոտ"),
    )
)


def hedge_of(text: str, figure: Figure, words: Mapping[str, Collection[str]]) -> str | None:
    """Name the hedge that touches `figure` in `text`, or None; the longest words win.

    `words` maps a name (the IRI of a concept) to its cue words in the language of the
    text. "130 children lost at least one parent" has no hedge: the words do not touch 130.
    """
    before = f" {normal(text[: figure.start])}"
    places = [before]
    while shorter := _FILLERS.search(places[-1]):
        places.append(places[-1][: shorter.start()])
    # The figure begins with "between" or "up to", or holds a word that may be part of a cue.
    behind = re.sub(r"^-?\w*(?=\s|$)", "", text[figure.end :], count=1)
    after = f"{normal(behind)} "
    after_noun = re.sub(r"^\S+ ", "", after, count=1)
    cues = [(normal(cue), name) for name, cues in words.items() for cue in cues]
    for cue, name in sorted(cues, key=lambda pair: (-len(pair[0]), pair)):
        if any(place.endswith(f" {cue}") or place == cue for place in places):
            return name
    for cue, name in sorted(cues, key=lambda pair: (-len(pair[0]), pair)):
        if cue in _BEHIND | _POSTPOSITIONS and re.match(rf"{re.escape(cue)}(?!\w)", after):
            return name
        if cue in _POSTPOSITIONS and re.match(rf"{re.escape(cue)}(?!\w)", after_noun):
            return name
    return None
