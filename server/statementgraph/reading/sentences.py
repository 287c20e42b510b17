"""Sentences: where each begins and ends in a text.

The library sentencex cuts them by the abbreviations of each language. Blocks, lines and
what it cuts too often or not at all (initials, Armenian and wide full stops) are mended here.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import segment

from statementgraph.reading.languages import language_tag

_CLOSING = r"[\"'”’»)\]」』]*"
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_FINAL = re.compile(rf"[.!?…؟۔।։。！？]{_CLOSING}$")
_FINAL_LINE = re.compile(rf"[.!?…؟۔।։]{_CLOSING}[^\S\n]*\n")
# The wide stops end a sentence anywhere, the others before white space.
_STOP = re.compile(rf"(?:[.!?…؟۔।]+{_CLOSING}(?=\s)|[։。！？]+{_CLOSING})\s*")
_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Adm|Maj|Cmdr|Brig|Rev|Hon|St|Sen|Rep|Gov|Eq"
    "|cf|vs|vols?|pp?|ca|e\\.g|i\\.e|approx|MM|Mme|Mlle|gén|ул|им|тов|акад|проф|ген|стр|məs|cən"
    "|akad|հոդ|նկ|պրոֆ"
)
_ABBREVIATION = re.compile(
    rf"(?:(?<!\w)(?:{_TITLES})|(?<!\w)[^\W\d_]|(?<!\w)(?:[^\W\d_]\.)+[^\W\d_])\.$", re.IGNORECASE
)
# Words of their own too, so that they are abbreviations before digits alone.
_BEFORE_DIGITS = re.compile(
    r"(?<!\w)(?:no|nos|arts?|figs?|sec|ch|paras?|рис|ст|см)\.$", re.IGNORECASE
)
_ANYWHERE = "։。！？"


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Cut `text` into sentences, in order, without the white space between them.

    A title, and each line of a block behind its last final stop (a signature), is a
    unit too. A blank line ends a sentence, unless the words before it have no final
    stop and those after it go on in lower case. Code points, end exclusive.
    """
    found: list[tuple[int, int]] = []
    for start, end in paragraph_spans(text):
        body = end
        if not _FINAL.search(text[start:end]):
            stops = [m.end() for m in _FINAL_LINE.finditer(text, start, end)]
            body = stops[-1] if stops else start
        found.extend(_cut(text, start, body, language_tag(language)))
        found.extend(_lines(text, body, end))
    return found


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Cut the text at its blank lines; a page that broke a sentence in two breaks no paragraph."""
    blocks: list[tuple[int, int]] = []
    edges = [(0, 0), *((m.start(), m.end()) for m in _BLANK.finditer(text)), (len(text),) * 2]
    for (_, start), (end, _) in pairwise(edges):
        block = _trimmed(text, start, end)
        if block is None:
            continue
        goes_on = blocks and text[block[0]].islower()
        if goes_on and not _FINAL.search(text[slice(*blocks[-1])]):
            blocks[-1] = (blocks[-1][0], block[1])
        else:
            blocks.append(block)
    return blocks


def _cut(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Cut a block that ends with a final stop."""
    first = start
    for stop in sorted(_ends(text, start, end, language)):
        if stop < end and not _is_end(text, first, stop):
            continue
        piece = _trimmed(text, first, stop)
        if piece is not None:
            yield piece
        first = stop
    last = _trimmed(text, first, end)
    if last is not None:
        yield last


def _ends(text: str, start: int, end: int, language: str) -> set[int]:
    """Return where sentences may end: at a stop, wide or one that the library takes for an end."""
    block, known, at = text[start:end], set(), start
    for piece in segment(language or "en", block):
        place = text.find(piece, at, end)
        if place < 0:
            continue
        at = place + len(piece)
        known.add(place + len(piece.rstrip()))
    stops = list(_STOP.finditer(text, start, end))
    return {
        m.end() for m in stops if m[0][0] in _ANYWHERE or m.start() + len(m[0].rstrip()) in known
    }


def _is_end(text: str, first: int, stop: int) -> bool:
    """Say whether the words before `stop` end a sentence, seen what comes behind."""
    before = text[first:stop].rstrip()
    if text[stop].islower():
        return False
    if _BEFORE_DIGITS.search(before):
        return not text[stop].isdigit()
    return not _ABBREVIATION.search(before)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].splitlines(keepends=True):
        piece = _trimmed(text, start, start + len(line))
        start += len(line)
        if piece is not None:
            yield piece


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drop white space at both ends; None where nothing is left."""
    words = text[start:end]
    left, right = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    return (start + left, end - right) if words.strip() else None
