"""The SVG file of the page /timeline."""

from statementgraph.features.charts.chart_data import attribution_line
from statementgraph.features.charts.timeline import DateRange, DateReading, TimelinePage
from statementgraph.view.svg_layout import SCALE, Sheet

WITHIN = (
    "A bar means: at some time within these days. It does not say how long. A dashed one is"
    " approximate; an arrow stands where no beginning or end is read. Breaks in the scale squeeze"
    " years without a date."
)


def timeline_sheet(page: TimelinePage) -> Sheet:
    """Lay the page out as one drawing."""
    whose = attribution_line(page.data.sources)
    sheet = Sheet("Dates as stated", f"Dates stated by: {whose}. {WITHIN}")
    sheet.write("title", sheet.title)
    sheet.space(6)
    sheet.write("text", f"Dates stated by: {whose}.")
    sheet.write("text", "The words are those of the speaker; the reading is the editors' own.")
    sheet.write("text", WITHIN)
    sheet.space(16)
    sheet.draw("years", page.years, height=SCALE)
    for reading in (*page.dated, *page.yearly, *page.undated):
        _reading(sheet, reading, page)
    sheet.space(16)
    sheet.write("head", "When the statements were issued")
    for source, span in page.issued:
        sheet.write(
            "text",
            f"{source.speaker_and_date}: {source.statement.text} {source.notice}".strip(),
            href=source.statement.iri,
        )
        _range(sheet, span, page, source.statement.iri, source.speaker_and_date)
    sheet.space(24)
    return sheet


def _reading(sheet: Sheet, reading: DateReading, page: TimelinePage) -> None:
    sheet.space(8)
    sheet.write("name", f"“{reading.wording}”", href=reading.ref.iri)
    sheet.write(
        "text",
        f"Read as {reading.text}. {rule_text(reading)} "
        f"Stated by {reading.source.speaker_and_date}.",
    )
    if reading.date_range:
        _range(sheet, reading.date_range, page, reading.ref.iri, reading.text)
    if reading.source.notice:
        sheet.write("small", reading.source.notice)
    for how, claim in reading.claims:
        sheet.write("small", f"{claim.text} ({how})", href=claim.iri)


def _range(sheet: Sheet, span: DateRange, page: TimelinePage, href: str, name: str) -> None:
    sheet.draw("span", span, link=(href, name), beside=page.years)


def rule_text(reading: DateReading) -> str:
    """Return the rule by which the words were read, and the day that they count from."""
    counted = f", counted from {reading.reference}" if reading.reference else ""
    return f"Rule: {reading.rule.text}{counted}."
