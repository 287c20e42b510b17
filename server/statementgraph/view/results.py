"""Reads the result of a query back for the page that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    parse_query_results,
)

from statementgraph.errors import BrokenResultError, UnavailableError
from statementgraph.rdf import PREFIXES
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref, clip
from statementgraph.view.graph import local_name, prefixed_name

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: a link or a literal; neither where the variable is unbound."""

    ref: Ref | None = None
    text: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A result as rows; `answer` is set for ASK, `cut` where not all rows are shown."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    answer: bool | None = None
    cut: bool = False


def take(chunks: Iterator[bytes], most: int) -> tuple[bytes, bool]:
    """Take up to about `most` bytes of an answer; say whether there was more.

    Raises UnavailableError where the query was ended at one of its limits.
    """
    body = b""
    try:
        for chunk in chunks:
            body += chunk
            if len(body) > most:
                return body, True
    except BrokenResultError as error:
        raise UnavailableError(error.message, hint=error.hint, reason=error.reason) from error
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    return body, False


def read_table(
    body: bytes, most: int, addresses: Addresses, order: tuple[str, ...] = (), *, cut: bool = False
) -> Table:
    """Read SPARQL JSON results, which may be `cut` off, up to `most` rows.

    Variables in `order` come first and in that order.
    """
    try:
        results = parse_query_results(body, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError):
        return Table(cut=True)
    if isinstance(results, QueryBoolean):
        return Table(answer=bool(results))
    rank = {name: number for number, name in enumerate(order)}
    names = sorted((v.value for v in results.variables), key=lambda n: rank.get(n, len(rank)))
    rows: list[tuple[Cell, ...]] = []
    try:
        for solution in results:
            if len(rows) == most:
                cut = True
                break
            rows.append(tuple(_cell(solution[name], addresses) for name in names))
    except (SyntaxError, ValueError):
        cut = True
    return Table(tuple(names), tuple(rows), cut=cut)


def _cell(value: object, addresses: Addresses) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, NamedNode):
        # Ours by the path below the base, others by a prefix: a table has little room.
        path = addresses.below(value.value)
        text = clip(path or prefixed_name(value.value), _LONGEST)
        return Cell(Ref(text, addresses.passage(value.value), value.value, external=path is None))
    if isinstance(value, BlankNode):
        return Cell(text=f"_:{value.value[:8]}")
    if isinstance(value, Literal):
        plain = value.language or value.datatype.value == PREFIXES["xsd"] + "string"
        return Cell(
            text=clip(value.value, _LONGEST),
            language=value.language or "",
            datatype="" if plain else local_name(value.datatype.value),
        )
    return Cell(text=clip(str(value), _LONGEST))


@dataclass(frozen=True, slots=True)
class Written:
    """A graph as Turtle; `cut` where not all of it is shown."""

    turtle: str
    cut: bool


def read_graph(body: bytes, cut: bool) -> Written:
    """Show a graph as the Turtle it came in, up to the last whole line."""
    text = body.decode("utf-8", "replace")
    return Written(text.rpartition("\n")[0] if cut else text, cut)
