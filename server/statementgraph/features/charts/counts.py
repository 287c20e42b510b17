"""The page /counts: the figures that speakers give, by cohort; nothing is added up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from statementgraph.features.charts.bar_chart import (
    LARGEST_BAR,
    FigureBar,
    WholeFrame,
    figure_bar,
    hedge_legend,
    ticks,
)
from statementgraph.features.charts.chart_data import (
    Attribution,
    ChartData,
    ChartQuote,
    ChartRow,
    group_rows,
    highlight_words,
    load_chart_data,
    unique,
)
from statementgraph.features.charts.cohort_nesting import drawn_parts, drawn_wholes
from statementgraph.reading.hedges import UNHEDGED
from statementgraph.sparql import Engine
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.languages import direction
from statementgraph.view.quantities import Quantity, digits, parse_number, plural_unit

NO_EVENT = "No event stated"


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


@dataclass(frozen=True, slots=True)
class Panel:
    """The cohorts of one event that are counted in one unit, on a scale of their own.

    `ticks` are numbers on the scale with their positions, 0 to 1.
    """

    event: Ref
    unit: str
    trees: tuple[CohortTree, ...]
    sources: tuple[Attribution, ...]
    ticks: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class CountsPage:
    """What the page shows.

    `table` is every figure with its cohort; `hedges` are the label, the meaning and a sample
    bar of each hedge on the page.
    """

    data: ChartData
    panels: tuple[Panel, ...]
    table: tuple[tuple[Cohort, FigureClaim], ...]
    hedges: tuple[tuple[str, str, FigureBar | None], ...]

    @property
    def outlined(self) -> bool:
        """Whether any figure is denied or questioned, so that its bar is an outline."""
        return any(not figure.affirmed for _, figure in self.table)

    @property
    def ranged(self) -> bool:
        """Whether any figure is a range."""
        return any(figure.bar and figure.bar.ranged for _, figure in self.table)

    @property
    def events(self) -> tuple[tuple[Ref, tuple[Panel, ...]], ...]:
        """The panels by event."""
        events: dict[Ref, list[Panel]] = {}
        for panel in self.panels:
            events.setdefault(panel.event, []).append(panel)
        return tuple((event, tuple(panels)) for event, panels in events.items())


def build_counts(engine: Engine, addresses: Addresses) -> CountsPage:
    """Query the figures and nest each cohort in the cohort that it is part of."""
    data = load_chart_data(engine, addresses, "counts")
    by_panel = group_rows(data.rows, lambda row: f"{row.text('event')}\n{row.text('unit')}")
    panels = tuple(_panel(rows) for rows in by_panel.values())
    ordered = tuple(sorted(panels, key=_panel_order))
    groups = [g for p in ordered for t in p.trees for g in walk(t.root)]
    table = tuple((g, figure) for g in groups for figure in g.figures)
    return CountsPage(data, ordered, table, hedge_legend(figure.hedge for _, figure in table))


def walk(group: Cohort) -> Iterable[Cohort]:
    """Yield a cohort and all that are within it."""
    yield group
    for part in group.parts:
        yield from walk(part)


def _panel_order(panel: Panel) -> tuple[bool, str, int, str]:
    """Order by the event's name, no event last; then the most figures first."""
    number = sum(len(g.figures) for t in panel.trees for g in walk(t.root))
    return not panel.event.iri, panel.event.text, -number, panel.unit


def _panel(rows: list[ChartRow]) -> Panel:
    numbers = (largest_number(*map(row.text, ("value", "lower", "upper"))) for row in rows)
    largest = float(max(numbers, default=Decimal(0))) or 1.0
    cohorts = group_rows(rows, lambda row: row.text("cohort"))
    wholes = {iri: drawn_wholes(iri, cohorts) for iri in cohorts}
    parts = drawn_parts(wholes)
    drawn_within = {part for inner in parts.values() for part in inner}
    tops = [iri for iri in cohorts if iri not in drawn_within]
    builder = _CohortBuilder(cohorts, wholes, parts, largest / LARGEST_BAR)
    event = rows[0].ref("event", "eventLabel") if rows[0].text("event") else Ref(NO_EVENT)
    return Panel(
        event,
        plural_unit(rows[0].text("unit")),
        tuple(
            _tree(group)
            for group in sorted((builder.cohort(iri, ()) for iri in tops), key=_cohort_order)
        ),
        unique(row.source for row in rows if row.text("claim")),
        tuple((digits(f"{n:g}"), n / largest * LARGEST_BAR) for n in ticks(largest)),
    )


def _cohort_order(group: Cohort) -> tuple[Decimal, str]:
    """Order by the largest figure of the cohort or of any cohort within it."""
    values = [figure.largest for g in walk(group) for figure in g.figures]
    return -max(values, default=Decimal(0)), group.ref.text


def largest_number(*texts: str) -> Decimal:
    """Return the largest of some stored numbers, 0 for none."""
    return max((n for n in map(parse_number, texts) if n is not None), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class _CohortBuilder:
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
            tuple(sorted(inside, key=_cohort_order)),
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


def _tree(group: Cohort) -> CohortTree:
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
