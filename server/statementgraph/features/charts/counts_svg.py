"""The SVG file of the page /counts."""

from statementgraph.features.charts.chart_data import attribution_line
from statementgraph.features.charts.cohort_figures import Cohort, CohortTree, FigureClaim
from statementgraph.features.charts.counts import CountsPage, Panel
from statementgraph.view.svg_layout import SCALE, Sheet

NOT_A_SUM = (
    "Nothing here may be added up. A group drawn inside another is part of it; groups side by side"
    " may overlap; every unit has a scale of its own."
)
_INDENT = 20


def counts_sheet(page: CountsPage) -> Sheet:
    """Lay the page out as one drawing."""
    whose = attribution_line(page.data.sources)
    sheet = Sheet("Figures as claimed", f"Figures claimed by: {whose}. {NOT_A_SUM}")
    sheet.write("title", sheet.title)
    sheet.space(6)
    sheet.write("text", f"Figures claimed by: {whose}.")
    sheet.write("text", "That they were said is recorded; whether they are so is not.")
    sheet.write("text", NOT_A_SUM)
    sheet.space(10)
    for name, meaning, specimen in page.hedges:
        sheet.write("small", f"{name}: {meaning}")
        sheet.draw("bar", specimen, beside=True)
    for panel in page.panels:
        _panel(sheet, panel)
    sheet.space(24)
    return sheet


def _panel(sheet: Sheet, panel: Panel) -> None:
    sheet.space(22)
    sheet.write("head", f"{panel.event.text}: counted in {panel.unit}", href=panel.event.iri)
    sheet.write("small", f"Claims of {attribution_line(panel.sources)}.")
    if len(panel.trees) > 1:
        sheet.write("small", f"Not said: whether the {len(panel.trees)} groups below overlap.")
    sheet.draw("scale", panel.ticks, height=SCALE)
    for tree in panel.trees:
        _tree(sheet, tree)


def _tree(sheet: Sheet, tree: CohortTree) -> None:
    _cohort(sheet, tree.root, 0)
    for source, quotes in tree.quotes:
        for quote in quotes:
            sheet.write("small", f"{source.speaker_and_date}: “{quote.exact}”", href=quote.iri)
    for note in tree.notes:
        sheet.write("small", f"How to read it: {note}")
    sheet.space(10)


def _cohort(sheet: Sheet, group: Cohort, depth: int) -> None:
    sheet.space(6)
    sheet.write("name", group.ref.text, indent=depth * _INDENT, href=group.ref.iri)
    for figure in group.figures:
        sheet.write("text", figure_line(figure), indent=depth * _INDENT, href=figure.ref.iri)
        if figure.bar:
            link = (figure.ref.iri, f"{figure.source.speaker_and_date}: {figure.text}")
            sheet.draw("bar", figure.bar, link=link, beside=figure.affirmed)
    if not group.figures:
        sheet.write("text", "No figure is given for this group.", indent=depth * _INDENT)
    if group.parts:
        sheet.write("small", _within(group), indent=(depth + 1) * _INDENT)
    for part in group.parts:
        _cohort(sheet, part, depth + 1)


def _within(group: Cohort) -> str:
    number = len(group.parts)
    unsaid = f" Not said: whether these {number} overlap, and whether they are all of it."
    counted = f"Within “{group.ref.text}” and so part of it."
    return counted + unsaid if number > 1 else counted


def figure_line(figure: FigureClaim) -> str:
    """Return a figure with its speaker, date, words and holders in one line."""
    as_of = f", as of “{figure.as_of}”" if figure.as_of else ""
    holders = f"; view reported of {', '.join(figure.holders)}" if figure.holders else ""
    source = figure.source
    notice = f" {source.notice}" if source.notice else ""
    return (
        f"{figure.text} — {source.names} {figure.verb} ({source.day or 'no date'}):"
        f" “{figure.wording}”{as_of}{holders}{notice}"
    )
