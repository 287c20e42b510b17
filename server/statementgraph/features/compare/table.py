"""The CSV file of /compare: one row for each claim, and one for each silent statement."""

from collections.abc import Iterator

from statementgraph.features.compare.cells import CellItem, ComparisonCell, ComparisonRow
from statementgraph.features.compare.view import ComparePage, ComparisonSection, StatementColumn
from statementgraph.view.csv import to_csv

COLUMNS = (
    *("kind", "about", "about_iri", "note", "compared"),
    *("statement", "statement_iri", "speaker", "date", "withdrawn_or_corrected"),
    *("said", "stance", "polarity", "certainty", "view_reported_of", "words"),
    *("value", "lower", "upper", "vague", "qualifier", "unit", "basis"),
    *("from", "to", "place", "agrees_with", "differs_from", "left_open_with"),
    *("quote", "quote_iri", "claim_iri"),
)
_SILENT = "silent"


def comparison_csv(page: ComparePage) -> bytes:
    """Return the comparison as CSV; statements are named by their slugs."""
    slugs = {c.letter: c.slug for c in page.columns}
    records = (
        record
        for section in page.sections
        for row in section.rows
        for column, cell in zip(page.columns, row.cells, strict=True)
        for record in _records(section, row, column, cell, slugs)
    )
    return to_csv(COLUMNS, ([record.get(name, "") for name in COLUMNS] for record in records))


def _records(
    section: ComparisonSection,
    row: ComparisonRow,
    column: StatementColumn,
    cell: ComparisonCell,
    slugs: dict[str, str],
) -> Iterator[dict[str, str]]:
    shared = {
        "kind": section.kind.name,
        "about": row.ref.text,
        "about_iri": row.ref.iri,
        "note": "; ".join(row.notes),
        "compared": section.kind.verdict(row.relation),
        "statement": column.slug,
        "statement_iri": column.ref.iri,
        "speaker": column.speaker,
        "date": column.iso,
        "withdrawn_or_corrected": column.notice,
        "agrees_with": _slugs(cell.agrees, slugs),
        "differs_from": _slugs(cell.differs, slugs),
        "left_open_with": _slugs(cell.open, slugs),
    }
    if cell.silent:
        yield {**shared, "said": _SILENT}
    for item in cell.items:
        yield {**shared, **_item_fields(item)}


def _slugs(letters: str, slugs: dict[str, str]) -> str:
    return " ".join(slugs[letter] for letter in letters.split(", ") if letter)


def _item_fields(item: CellItem) -> dict[str, str]:
    return {
        "said": "said",
        "words": item.words,
        "quote": "\n\n".join(q.exact for q in item.quotes),
        "quote_iri": " ".join(q.iri for q in item.quotes),
        "claim_iri": item.claim.iri,
        **item.fields,
    }
