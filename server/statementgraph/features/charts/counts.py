"""The page /counts: the figures that speakers give, by cohort; nothing is added up."""

from dataclasses import dataclass
from decimal import Decimal

from statementgraph.features.charts.bar_chart import (
    LARGEST_BAR,
    FigureBar,
    hedge_legend,
    ticks,
)
from statementgraph.features.charts.chart_data import (
    Attribution,
    ChartData,
    ChartRow,
    group_rows,
    load_chart_data,
    unique,
)
from statementgraph.features.charts.cohort_figures import (
    Cohort,
    CohortBuilder,
    CohortTree,
    FigureClaim,
    cohort_order,
    cohort_tree,
    largest_number,
    walk,
)
from statementgraph.features.charts.cohort_nesting import drawn_parts, drawn_wholes
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.quantities import digits, plural_unit

NO_EVENT = "No event stated"


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
    builder = CohortBuilder(cohorts, wholes, parts, largest / LARGEST_BAR)
    event = rows[0].ref("event", "eventLabel") if rows[0].text("event") else Ref(NO_EVENT)
    return Panel(
        event,
        plural_unit(rows[0].text("unit")),
        tuple(
            cohort_tree(group)
            for group in sorted((builder.cohort(iri, ()) for iri in tops), key=cohort_order)
        ),
        unique(row.source for row in rows if row.text("claim")),
        tuple((digits(f"{n:g}"), n / largest * LARGEST_BAR) for n in ticks(largest)),
    )
