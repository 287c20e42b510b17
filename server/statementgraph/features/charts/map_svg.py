"""The SVG file of the page /map."""

from statementgraph.features.charts.chart_data import attribution_line
from statementgraph.features.charts.map import MapPage, NamedPlace
from statementgraph.view.svg_layout import Sheet

A_POINT = (
    "A point stands for a place as a whole and marks no spot in it. Dashed: the middle of an area,"
    " as its source says. No borders are drawn. What speakers say of territory stands in their"
    " claims."
)
OUTLINES = "Outlines of land: Natural Earth, without borders."
NO_OUTLINES = "The outlines of land are not built on this server; grid and points are right."


def map_sheet(page: MapPage) -> Sheet:
    """Lay the page out as one drawing."""
    whose = attribution_line(page.data.sources)
    sheet = Sheet("Places named", f"Places named by: {whose}. {A_POINT}")
    sheet.write("title", sheet.title)
    sheet.space(6)
    sheet.write("text", f"Places named by: {whose}.")
    sheet.write("text", A_POINT)
    if page.chart:
        sheet.space(8)
        sheet.draw("chart", page.chart, height=round(page.chart.view.height) + 16)
        sheet.write("small", f"Where it lies. {OUTLINES if page.outlined else NO_OUTLINES}")
        sheet.draw("inset", page.chart, height=round(page.chart.inset.height) + 16)
    for place in page.places:
        _place(sheet, place)
    sheet.space(24)
    return sheet


def _place(sheet: Sheet, place: NamedPlace) -> None:
    sheet.space(8)
    number = f"{place.number}. " if place.number else "No point: "
    sheet.write("name", f"{number}{place.ref.text} ({place.count})", href=place.ref.iri)
    for point in place.points:
        sheet.write("small", f"{point.words}; point taken from: {point.source or 'not said'}")
    for note in place.notes:
        sheet.write("small", note)
    for mention in place.utterances:
        how = f" ({mention.how})" if mention.how else ""
        sheet.write("small", f"{mention.ref.text}{how}", href=mention.ref.iri)
