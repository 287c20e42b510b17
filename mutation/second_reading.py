"""Makes a second reading out of the first, for tests and for a run: no person read anything.

It agrees with the data that it was made from, so whatever is changed in them afterwards
is a difference.
"""

import csv
import io
import shutil
from pathlib import Path

from statementgraph.corpus import second_readings
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus, Statement
from statementgraph.rdf import DEFAULT_BASE
from statementgraph.review import first_reading
from statementgraph.review.comparison import described
from statementgraph.review.reading import COLUMNS, FIELDS, Row

_READER = """PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

<agent/reader-made-for-this-run> a foaf:Person ;
    rdfs:label "Reader made for this run"@en .
"""


def reviewed(root: Path, folder: Path) -> Path:
    """Copy a root into `folder` and give each of its statements a second reading that agrees."""
    copy = folder / "root"
    shutil.copytree(root / "data", copy / "data")
    for name in ("ontology", "shapes"):
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name)
    (copy / "data" / "entities" / "reader-made-for-this-run.ttl").write_text(_READER, "utf-8")
    corpus = load_corpus(copy, DEFAULT_BASE)
    for statement in corpus.statements:
        made = review_csv(corpus, statement, "reader-made-for-this-run")
        (statement.folder / "review.csv").write_text(made, "utf-8")
    return copy


def review_csv(corpus: Corpus, statement: Statement, reader: str) -> str:
    """Write a review.csv that agrees with the data in each sentence that can be compared."""
    data = described(corpus.quads)
    source = second_readings.source_of(statement, data)
    if source is None:
        raise ValueError(f"{statement.slug} has no text that can be read again.")
    spans = source.sentences
    rows = first_reading.rows(data, source.iri, source.text_iri, spans)
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, span in enumerate(spans, start=1):
        here = [row for row in rows if row.sentence == number]
        if not all(_complete(row, span.of(source.text)) for row in here):
            continue
        for row in here:
            cells = ("|".join(row.cells["words"]), *(row.text(field) for field in FIELDS))
            writer.writerow([number, row.kind, *cells, reader])
        if not here:
            writer.writerow([number, *[""] * (len(COLUMNS) - 2), reader])
    return file.getvalue()


def _complete(row: Row, sentence: str) -> bool:
    """Say whether a row has all that review.csv asks for, from this sentence alone."""
    line = " ".join(sentence.split())
    words = row.cells["words"]
    axes = all(row.cells[name] for name in ("stance", "polarity", "certainty"))
    return axes and bool(words) and all(" ".join(w.split()) in line for w in words)
