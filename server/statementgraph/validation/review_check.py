"""Second readings: their files, and the decision that each difference needs."""

from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph.corpus import second_readings
from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus, Statement
from statementgraph.review.comparison import FILES, Comparison, described
from statementgraph.review.decisions import DECISIONS
from statementgraph.review.differences import Difference

_CODE = "review"


def check_reviews(store: ox.Store, corpus: Corpus) -> Iterator[Finding]:
    """Report what is wrong with each `review.csv` and `review-decisions.csv`.

    Raises UnreadableError where the system does not give one of these files.
    """
    reviewed = [s for s in corpus.statements if any((s.folder / f).is_file() for f in FILES)]
    data = described(store) if reviewed else {}
    for statement in reviewed:
        compared = second_readings.compare(statement, data)
        if compared is not None:
            yield from _findings(corpus, statement, compared)


def _findings(corpus: Corpus, statement: Statement, compared: Comparison) -> Iterator[Finding]:
    home, subject = f"data/statements/{statement.slug}", statement.iri.removeprefix(corpus.base)
    for name, fault in compared.faults:
        yield Finding(f"{home}/{name}", fault.line, subject, fault.message, fault.mend, _CODE)
    if compared.faults:
        return
    for difference in compared.undecided:
        iri = f"{statement.iri}/{difference.name}"
        place = (f"{home}/{FILES[0]}", difference.line)
        if not difference.line:
            place = corpus.locate(iri)
        about = subject if difference.name.startswith(FILES[0]) else f"{subject}/{difference.name}"
        yield Finding(*place, about, _undecided(difference), _mend(difference), _CODE)


def _undecided(one: Difference) -> str:
    return (
        f"The readings differ in {one.field}: the first has “{one.first or 'nothing'}”,"
        f" the second “{one.second or 'nothing'}”, and nothing is decided."
    )


def _mend(one: Difference) -> str:
    cells = ",".join(_quoted(c) for c in (one.name, one.field, one.first, one.second))
    return (
        f"Add to {FILES[1]} the line {cells},DECISION,REASON"
        f" with {', '.join(DECISIONS[:-1])} or {DECISIONS[-1]} as the decision."
    )


def _quoted(cell: str) -> str:
    inside = cell.replace('"', '""')
    return f'"{inside}"' if any(c in cell for c in ',"\n') else cell
