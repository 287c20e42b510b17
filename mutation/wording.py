"""Wrong edits of words: quotes, clauses, names, descriptions and labels."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from mutation.graph import EXACT, LABEL, Graph, like, others, plain
from mutation.sources import Mutant, node

_WORD = re.compile(r"[^\W_]{4,}")


def quotes(graph: Graph) -> Iterator[Mutant]:
    """Exchange the quotes of two utterances, and quote another sentence instead."""
    every = [(u, q) for u in graph.utterances for q in graph.quotes(u)]
    for (_, (file, triple, words)), (_, (_, other, instead)) in zip(
        every, every[1:] + every[:1], strict=True
    ):
        if words == instead or triple.subject == other.subject:
            continue
        for _, exact in graph.stated([triple.object], EXACT):
            yield graph.replaced("quote: of another utterance", file, exact, plain(instead))
        for _, exact in graph.stated([triple.object], EXACT):
            for _, second in graph.stated([other.object], EXACT):
                yield Mutant(
                    "quotes: exchanged",
                    f"{graph.short(triple.subject)} and {graph.short(other.subject)}",
                    file,
                    (exact, second),
                    (
                        ox.Triple(exact.subject, EXACT, second.object),
                        ox.Triple(second.subject, EXACT, exact.object),
                    ),
                )
    for utterance in graph.utterances:
        for file, triple, _ in graph.quotes(utterance):
            yield graph.dropped("quote: dropped", file, triple)


def clauses(graph: Graph) -> Iterator[Mutant]:
    """Move, shorten and exchange the words that carry an utterance."""
    predicate = node("asWorded")
    stated = list(graph.stated([*graph.utterances, *graph.readings], predicate))
    for n, (file, triple) in enumerate(stated):
        words = triple.object.value
        near = [t.object for _, t in stated[n + 1 :] + stated[:n] if t.subject != triple.subject]
        for value in near[:2]:
            yield graph.replaced("words: of another", file, triple, value)
        for name, shorter in (
            ("first word off", words.split(" ", 1)[-1]),
            ("last word off", words.rsplit(" ", 1)[0]),
            ("first word only", words.split(" ", 1)[0]),
        ):
            if shorter != words:
                yield graph.replaced(f"words: {name}", file, triple, plain(shorter))
        yield graph.dropped("words: dropped", file, triple)


def names(graph: Graph) -> Iterator[Mutant]:
    """Change the name, the description, the condition or the occasion that the words give."""
    for name in ("namedAs", "describedAs", "condition", "occasion"):
        stated = list(graph.stated([*graph.utterances, *graph.statements], node(name)))
        for file, triple in stated:
            for value in others(triple.object, [t.object for _, t in stated])[:1]:
                yield graph.replaced(f"{name}: of another", file, triple, value)
            changed = _one_word_off(triple.object.value)
            yield graph.replaced(f"{name}: a word changed", file, triple, plain(changed))
            yield graph.dropped(f"{name}: dropped", file, triple)


def _one_word_off(words: str) -> str:
    match = list(_WORD.finditer(words))[-1:] or list(re.finditer(r"\S+", words))[-1:]
    return words[: match[0].start()] + "other" + words[match[0].end() :] if match else words + "s"


def labels(graph: Graph) -> Iterator[Mutant]:
    """Put words nobody said, another's words, another year or speaker into a label."""
    stated = list(graph.stated([*graph.utterances, *graph.readings], LABEL))
    for file, triple in stated:
        words = triple.object.value
        for value in others(triple.object, [t.object for _, t in stated])[:1]:
            yield graph.replaced("label: of another", file, triple, value)
        edits = {
            "a word changed": _one_word_off(words.rstrip("”")) + "”",
            "a word more": words.replace("“", "“terrible ", 1),
            "no quote marks": words.replace("“", "").replace("”", ""),
            "another year": re.sub(r"\b(\d{3})\d:", r"\g<1>0:", words, count=1),
            "another speaker": re.sub(r"^\S+", "Somebody", words),
            "denial turned": words.replace("denial: ", "")
            if "denial: " in words
            else words.replace(": “", ": denial: “", 1),
            "report turned": words.replace(", reporting", "")
            if ", reporting" in words
            else words.replace(": ", ", reporting: ", 1),
        }
        for name, new in edits.items():
            if new != words:
                yield graph.replaced(f"label: {name}", file, triple, like(triple.object, new))
        yield graph.dropped("label: dropped", file, triple)
