"""The comparison of a statement's two readings, from its files and its data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from statementgraph.quotes import Span, sentences
from statementgraph.rdf import PREFIXES
from statementgraph.review import decisions, first_reading, second_reading
from statementgraph.review.differences import Difference, Item, compare
from statementgraph.review.first_reading import Described
from statementgraph.review.measures import Measure, measures
from statementgraph.review.reading import Fault
from statementgraph.review.second_reading import Known, SecondReading

FILES = (second_reading.FILE, decisions.FILE)
_PROV = PREFIXES["prov"]
_SHARE = 5
"""A second reading covers at least one sentence in so many."""


@dataclass(frozen=True, slots=True)
class Source:
    """A statement as it is compared: its IRI, its folder, and the text that was read.

    `language` is that of the text: a tag, or its IRI.
    """

    iri: str
    folder: Path
    text_iri: str
    text: str
    language: str = "en"

    @property
    def sentences(self) -> list[Span]:
        """The sentences of the text, which the second reader names by their number."""
        return sentences(self.text, self.language)


@dataclass(frozen=True)
class Comparison:
    """Two readings of a statement; `faults` are named by the file that they are in.

    `second` is empty where there is no second reading, or none that can be used.
    """

    source: Source
    second: SecondReading
    items: tuple[Item, ...]
    faults: tuple[tuple[str, Fault], ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All differences, in the order of the items."""
        return tuple(d for item in self.items for d in item.differences)

    @property
    def undecided(self) -> tuple[Difference, ...]:
        """The differences that nobody has decided."""
        return tuple(d for d in self.differences if d.decision is None)

    @property
    def holds(self) -> bool:
        """Whether there is a second reading, without a fault and with every decision."""
        return bool(self.second.readers) and not self.faults and not self.undecided

    @property
    def agreed(self) -> int:
        """How many things said both readers recorded alike before they talked."""
        return sum(1 for item in self.items if not item.differences)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The figures of the comparison."""
        return measures(self.items, self.second.sentences)


def compare_files(source: Source, data: Described) -> Comparison | None:
    """Compare the readings of a statement; None where there is no file of a second one.

    `data` is everything that is described. Raises OSError where a file cannot be read.
    """
    review, decided = (_bytes(source.folder / name) for name in FILES)
    if review is None and decided is None:
        return None
    if review is None:
        fault = Fault(0, "There is no review.csv that it decides on.", "Add it, or remove this.")
        return Comparison(source, SecondReading((), frozenset(), ()), (), ((FILES[1], fault),))
    spans = source.sentences
    words = tuple(span.of(source.text) for span in spans)
    second, faults = second_reading.read(review, known(data, words))
    if not faults:
        faults = list(_rules(source, data, second, len(spans)))
    table, wrong = decisions.read(decided) if decided is not None else ({}, [])
    current = first_reading.rows(data, source.iri, source.text_iri, spans)
    items: tuple[Item, ...] = ()
    if not faults and not wrong:
        items, wrong = compare(current, second, table)
    named = [*((FILES[0], f) for f in faults), *((FILES[1], f) for f in wrong)]
    return Comparison(source, second, items, tuple(named))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def known(data: Described, words: Sequence[str]) -> Known:
    """Collect what the cells of a second reading may name."""
    slugs = frozenset(first_reading.slug(iri) for iri in data)
    agents = frozenset(first_reading.slug(iri) for iri in data if "/agent/" in iri)
    return Known(tuple(words), slugs, agents)


def first_activity(source: Source, data: Described) -> str:
    """Return the IRI of the activity that the first reading is recorded as, "" for none."""
    about = data.get(f"{source.iri}/graph/content", {})
    return next(iter(about.get(f"{_PROV}wasGeneratedBy", ())), "")


def _rules(source: Source, data: Described, second: SecondReading, count: int) -> Iterable[Fault]:
    """Yield what is wrong with a second reading as a whole."""
    if len(second.sentences) * _SHARE < count:
        yield Fault(
            0,
            f"It covers {len(second.sentences)} of {count} sentences, less than a fifth.",
            f"Read at least {-(-count // _SHARE)} sentences; a sentence in which nothing is said"
            " has a row with its number and the reader alone.",
        )
    activity = data.get(first_activity(source, data), {})
    first = {first_reading.slug(iri) for iri in activity.get(f"{_PROV}wasAssociatedWith", ())}
    for reader in sorted(first & set(second.readers)):
        yield Fault(0, f"{reader} did the first reading too.", "A second reader is somebody else.")


def described(quads: Iterable[ox.Quad]) -> Described:
    """Sort the quads of a corpus as `compare_files` takes them, whatever their graph."""
    return first_reading.described(quad.triple for quad in quads)
