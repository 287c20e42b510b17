"""A made-up text and two made-up readings of it, as rows and as files; no person read it."""

from collections.abc import Mapping
from pathlib import Path

from statementgraph.rdf import NS, PREFIXES
from statementgraph.review.comparison import Comparison, Source, compare_files
from statementgraph.review.reading import COLUMNS

BASE = "https://data.example/"
STATEMENT = f"{BASE}statement/2001-03-04-northmarsh"
TEXT = f"{STATEMENT}/text/1"
CONTENT = (
    "The pier at Eastwick fell. A total of 12 passengers were killed, nearly forty were wounded."
    " The Guild did not mend the pier. Lamps were dark. The Guild must mend it."
)
_PROV = PREFIXES["prov"]
_TYPE = PREFIXES["rdf"] + "type"

Data = dict[str, dict[str, list[str]]]


def said(kind: str, words: str, **fields: str) -> dict[str, list[str]]:
    """Describe an utterance; slugs are those of concepts."""
    at = CONTENT.index(words)
    about = {
        _TYPE: [NS + kind],
        PREFIXES["dcterms"] + "isPartOf": [STATEMENT],
        f"{NS}clause": [f"{TEXT}#char={at},{at + len(words)}"],
        f"{NS}asWorded": [words],
    }
    axes = {"stance": "asserts", "polarity": "affirmed", "certainty": "unqualified"}
    for name, value in {**axes, **fields}.items():
        about[NS + name] = [value if value[:1].isdigit() else f"{BASE}concept/{value}"]
    return about


def data() -> Data:
    """Make the first reading: five things said, and the reader of each reading."""
    reading = f"{STATEMENT}/reading/1"
    found: Data = {
        f"{STATEMENT}/claim/fall": said("OccurrenceClaim", "pier at Eastwick fell", act="fall"),
        f"{STATEMENT}/claim/killed": said(
            "CountClaim",
            "12 passengers were killed",
            value="12",
            qualifier="total",
            cohort="killed",
        ),
        f"{STATEMENT}/claim/wounded": said(
            "CountClaim", "nearly forty", value="40", qualifier="nearly", cohort="wounded"
        ),
        f"{STATEMENT}/claim/mend": said(
            "ConductClaim", "did not mend the pier", actor="guild", polarity="denied", act="mend"
        ),
        f"{STATEMENT}/call/mend": said("Call", "must mend it", act="mend"),
        f"{STATEMENT}/graph/content": {f"{_PROV}wasGeneratedBy": [reading]},
        reading: {f"{_PROV}wasAssociatedWith": [f"{BASE}agent/reader-one"]},
    }
    for slug in (
        "fall",
        "mend",
        "guild",
        "council",
        "total",
        "nearly",
        "about",
        "killed",
        "wounded",
    ):
        found[f"{BASE}concept/{slug}"] = {}
    for slug in ("reader-one", "reader-two"):
        found[f"{BASE}agent/{slug}"] = {}
    return found


def row(sentence: int, kind: str = "", words: str = "", **fields: str) -> str:
    """Write a line of review.csv."""
    axes = {"stance": "asserts", "polarity": "affirmed", "certainty": "unqualified"}
    cells: Mapping[str, str] = {
        "reader": "reader-two",
        **(axes if kind else {}),
        **fields,
        "sentence": str(sentence),
        "kind": kind,
        "words": words,
    }
    quoted = (f'"{c}"' if "," in c else c for c in (cells.get(n, "") for n in COLUMNS))
    return ",".join(quoted)


SAME = (
    row(1, "OccurrenceClaim", "pier at Eastwick fell", act="fall"),
    row(
        2, "CountClaim", "12 passengers were killed", value="12", qualifier="total", group="killed"
    ),
    row(2, "CountClaim", "nearly forty", value="40", qualifier="nearly", group="wounded"),
    row(3, "ConductClaim", "did not mend", actor="guild", polarity="denied", act="mend"),
    row(4),
    row(5, "Call", "must mend it", act="mend"),
)
"""A second reading that agrees; its file has the header in line 1, so row n is in line n + 2."""


def files(folder: Path, rows: tuple[str, ...], decided: tuple[str, ...] = ()) -> Source:
    """Write both files and name what is compared."""
    head = ",".join(COLUMNS)
    (folder / "review.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    if decided:
        lines = ["utterance,field,first,second,decision,reason", *decided, ""]
        (folder / "review-decisions.csv").write_text("\n".join(lines), encoding="utf-8")
    return Source(STATEMENT, folder, TEXT, CONTENT)


def compared(
    folder: Path, rows: tuple[str, ...], decided: tuple[str, ...] = (), held: Data | None = None
) -> Comparison:
    """Compare the made-up readings."""
    found = compare_files(files(folder, rows, decided), held or data())
    assert found is not None
    return found
