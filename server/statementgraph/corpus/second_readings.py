"""Second readings on their way into the data: compared, and recorded as provenance."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Statement
from statementgraph.corpus.source import UnreadableError
from statementgraph.rdf import PREFIXES
from statementgraph.review import comparison, record
from statementgraph.review.comparison import FILES, Comparison, Source
from statementgraph.review.first_reading import Described

_LABEL, _LANGUAGE = PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "language"


def source_of(statement: Statement, data: Described) -> Source | None:
    """Name what is compared: the statement's newest text; None where it has no text.

    Its language is what `data` says of the text, else of the statement, else English.
    """
    text = max(statement.texts.values(), key=lambda t: t.number, default=None)
    if text is None:
        return None
    stated = (data.get(iri, {}).get(_LANGUAGE, ()) for iri in (text.iri, statement.iri))
    language = next((values[0] for values in stated if values), "en")
    return Source(statement.iri, statement.folder, text.iri, text.content, language)


def compare(statement: Statement, data: Described) -> Comparison | None:
    """Compare the readings of a statement; None where there is no second one.

    `data` is what `comparison.described` makes of the quads of a corpus. Raises
    UnreadableError where the system does not give a file.
    """
    source = source_of(statement, data)
    try:
        return comparison.compare_files(source, data) if source else None
    except OSError as error:
        name = f"data/statements/{statement.slug}/{Path(error.filename or FILES[0]).name}"
        reason = (error.strerror or "it cannot be opened").lower()
        message = f"the file cannot be read: {reason}."
        mend = "Check its path and its permissions."
        raise UnreadableError([Finding(name, 0, "", message, mend, "parse")]) from error


def quads(
    statements: Iterable[Statement], loaded: Iterable[ox.Quad], base: str
) -> Iterator[ox.Quad]:
    """Yield what the provenance graph of each statement says of its second reading."""
    reviewed = [s for s in statements if has_second(s)]
    if not reviewed:
        return
    data = comparison.described(loaded)
    for statement in reviewed:
        compared = compare(statement, data)
        if compared is None:
            continue
        graph = ox.NamedNode(statement.graph("provenance"))
        first = comparison.first_activity(compared.source, data)
        title = next(iter(data.get(statement.iri, {}).get(_LABEL, ())), "")
        for t in record.triples(compared, first, base, title):
            yield ox.Quad(t.subject, t.predicate, t.object, graph)


def has_second(statement: Statement) -> bool:
    """Say whether there is a file of a second reading."""
    return (statement.folder / FILES[0]).is_file()


def minted(statements: Iterable[Statement], base: str) -> frozenset[str]:
    """Return the IRIs of the second readings, relative to the base."""
    return frozenset(record.second_iri(s.iri)[len(base) :] for s in statements if has_second(s))
