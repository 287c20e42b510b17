"""Cohorts with the figures that speakers give for them, each within its whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from statementgraph.features.charts.bar_chart import (
    FigureBar,
    WholeFrame,
    figure_bar,
)
from statementgraph.features.charts.chart_data import (
    Attribution,
    ChartQuote,
    ChartRow,
    group_rows,
    highlight_words,
    unique,
)
from statementgraph.reading.hedges import UNHEDGED
from statementgraph.view import labels
from statementgraph.view.claims import Ref
from statementgraph.view.languages import direction
from statementgraph.view.quantities import Quantity, parse_number


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """One claim of a figure.

    `quantity` is what it gives; `hedge` is the last part of the hedge's IRI. `wordings` are the
    words that carry it; `bases` are what the speaker names as the basis of the number. `affirmed`
    says that the speaker says so without denying or questioning it. `bar` is None for a quantity
    that nobody gave as a number.
    """

    ref: Ref
    quantity: Quantity
    hedge: str
    wordings: tuple[str, ...]
    as_of: str
    stance: str
    affirmed: bool
    verb: str
    holders: tuple[str, ...]
    bases: tuple[str, ...]
    source: Attribution
    quotes: tuple[ChartQuote, ...]
    bar: FigureBar | None
    language: str = ""

    @property
    def text(self) -> str:
        """The quantity in words, after the verb where the speaker does not plainly say it."""
        plain = self.verb == labels.SAID
        return self.quantity.text if plain else f"{self.verb}: {self.quantity.text}"

    @property
    def wording(self) -> str:
        """The words that carry it, in one line."""
        return " … ".join(self.wordings)

    @property
    def direction(self) -> str:
        """The direction of the words' script: the value of `dir`."""
        return direction(self.language)

    @property
    def largest(self) -> Decimal:
        """The largest number in it, 0 for none."""
        return largest_number(self.quantity.value, self.quantity.lower, self.quantity.upper)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort with its figures and, as `parts`, the cohorts drawn within it.

    `wholes` are the cohorts that it is directly part of; it is drawn within the first only.
    """

    ref: Ref
    anchor: str
    notes: tuple[str, ...]
    figures: tuple[FigureClaim, ...]
    parts: "tuple[Cohort, ...]"
    wholes: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CohortTree:
    """A cohort that is drawn within no other, with the quotes of all its figures by source."""

    root: Cohort
    quotes: tuple[tuple[Attribution, tuple[ChartQuote, ...]], ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes on how to read the cohorts, each note once."""
        return unique(note for group in walk(self.root) for note in group.notes)


def walk(group: Cohort) -> Iterable[Cohort]:
    """Yield a cohort and all that are within it."""
    yield group
    for part in group.parts:
        yield from walk(part)


def cohort_order(group: Cohort) -> tuple[Decimal, str]:
    """Order by the largest figure of the cohort or of any cohort within it."""
    values = [figure.largest for g in walk(group) for figure in g.figures]
    return -max(values, default=Decimal(0)), group.ref.text


def largest_number(*texts: str) -> Decimal:
    """Return the largest of some stored numbers, 0 for none."""
    return max((n for n in map(parse_number, texts) if n is not None), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class CohortBuilder:
    """Builds the cohorts of one panel; `width` is the number at the end of the scale."""

    cohorts: dict[str, list[ChartRow]]
    wholes: dict[str, list[str]]
    parts: dict[str, list[str]]
    width: float

    def cohort(self, iri: str, frames: tuple[dict[str, WholeFrame], ...]) -> Cohort:
        """Build a cohort and those within it; `frames` are its wholes' figures by statement."""
        rows = self.cohorts[iri]
        claims = group_rows(rows, lambda row: row.text("claim"))
        figures = tuple(self._figure(claim_rows, frames) for claim_rows in claims.values())
        # A figure that a speaker denies or reports is no frame for the speaker's own figures.
        own = {
            f.source.statement.iri: WholeFrame(
                f.bar.reach, open=f.hedge != UNHEDGED or f.bar.ranged
            )
            for f in figures
            if f.stance == "asserts" and f.affirmed and f.bar and not f.quantity.whole
        }
        inside = (self.cohort(part, (*frames, own)) for part in self.parts.get(iri, ()))
        return Cohort(
            rows[0].ref("cohort", "cohortLabel"),
            rows[0].anchor("cohort"),
            unique(row.text("note") for row in rows if row.text("note")),
            tuple(sorted(figures, key=lambda f: f.source.order)),
            tuple(sorted(inside, key=cohort_order)),
            tuple(self.cohorts[w][0].ref("cohort", "cohortLabel") for w in self.wholes[iri]),
        )

    def _figure(
        self, rows: list[ChartRow], frames: tuple[dict[str, WholeFrame], ...]
    ) -> FigureClaim:
        row = rows[0]
        hedge, source = row.key("qualifier"), row.source
        wordings = unique(r.text("wording") for r in rows)
        return FigureClaim(
            row.ref("claim", "claim"),
            Quantity(
                value=row.text("value"),
                lower=row.text("lower"),
                upper=row.text("upper"),
                vague=row.text("vagueLabel"),
                hedge=labels.CONCEPTS.get(hedge, row.text("hedge")),
                unit=row.text("unit"),
                whole=row.text("share"),
            ),
            hedge,
            wordings,
            row.text("asOf"),
            row.key("stance"),
            row.key("polarity") != "denied" and row.key("certainty") != "questioned",
            row.verb,
            unique(r.text("holderLabel") for r in rows if r.text("holderLabel")),
            unique(r.text("basis") for r in rows if r.text("basis")),
            source,
            tuple(
                replace(q, runs=highlight_words(q.exact, wordings))
                for q in unique(r.quote() for r in rows)
            ),
            figure_bar(
                (row.number("value"), row.number("lower"), row.number("upper")),
                hedge,
                [f.get(source.statement.iri, WholeFrame()) for f in frames],
                self.width,
            ),
            row.language,
        )


def cohort_tree(group: Cohort) -> CohortTree:
    """Return a cohort that is drawn within no other, with the quotes of its figures by source."""
    by_source: dict[Attribution, dict[str, ChartQuote]] = {}
    wordings: dict[str, list[str]] = {}
    for figure in (f for g in walk(group) for f in g.figures):
        for quote in figure.quotes:
            by_source.setdefault(figure.source, {})[quote.iri] = quote
            wordings.setdefault(quote.iri, []).extend(figure.wordings)
    return CohortTree(
        group,
        tuple(
            (
                source,
                tuple(
                    replace(q, runs=highlight_words(q.exact, wordings[q.iri]))
                    for q in quotes.values()
                ),
            )
            for source, quotes in by_source.items()
        ),
    )
