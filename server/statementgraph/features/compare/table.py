"""A comparison as a table of data: one row for each thing said, and for each silence."""

from collections.abc import Iterator

from statementgraph.features.compare.cells import CellItem, ComparisonCell, ComparisonRow
from statementgraph.features.compare.view import ComparePage, ComparisonSection, StatementColumn
from statementgraph.view.csv import to_csv

COLUMNS = (
    *("kind", "about", "about_iri", "note", "compared"),
    *("statement", "statement_iri", "speaker", "date"),
    *("said", "stance", "view_reported_of", "words", "figure", "hedge", "unit", "basis"),
    *("from", "to", "place", "agrees_with", "differs_from", "left_open_with"),
    *("quote", "quote_iri", "claim_iri"),
)
_SILENT = "silent"


def comparison_csv(page: ComparePage) -> bytes:
    """Write the comparison as CSV; statements are called by their slugs."""
    slugs = {c.letter: c.slug for c in page.columns}
    rows = (
        row
        for section in page.sections
        for line in section.rows
        for column, cell in zip(page.columns, line.cells, strict=True)
        for row in _rows(section, line, column, cell, slugs)
    )
    return to_csv(COLUMNS, ([row.get(name, "") for name in COLUMNS] for row in rows))


def _rows(
    section: ComparisonSection,
    line: ComparisonRow,
    column: StatementColumn,
    cell: ComparisonCell,
    slugs: dict[str, str],
) -> Iterator[dict[str, str]]:
    shared = {
        "kind": section.kind.name,
        "about": line.ref.text,
        "about_iri": line.ref.iri,
        "note": "; ".join(line.notes),
        "compared": section.kind.verdict(line.relation),
        "statement": column.slug,
        "statement_iri": column.ref.iri,
        "speaker": column.speaker,
        "date": column.iso,
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
