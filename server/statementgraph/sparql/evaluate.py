"""Evaluates one query over a store, in this process, without limits.

The limits are set around it: `worker` gives a process to each query, `embedded`
runs it for a user who can stop it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from statementgraph.errors import ForbiddenError, NotAcceptableError, QuerySyntaxError, RequestError
from statementgraph.rdf import FORMATS, Format, Kind
from statementgraph.sparql import scan, serialise
from statementgraph.sparql.failures import evaluation_error, no_form, syntax_error
from statementgraph.sparql.request import QueryRequest

_RAISED = (RuntimeError, OSError, ValueError)
_NESTING = 10_000


@dataclass(frozen=True, slots=True)
class Result:
    """A query that has been parsed and started; `write_to` writes its answer to a sink.

    `write_to` raises what the sink raises, and `RequestError` where the rest of
    the query cannot be evaluated or written.
    """

    form: str
    format: Format
    write_to: Callable[[serialise.Sink], None]


def evaluate(store: ox.Store, ask: QueryRequest, *, depth: int = _NESTING) -> Result:
    """Start `ask` over `store`; `depth` is the deepest nesting of brackets taken.

    Raises `QuerySyntaxError`, `ForbiddenError`, `NotAcceptableError`, `RequestError`.
    """
    form = check(ask.text, depth)
    try:
        results = _query(store, ask)
    except SyntaxError as error:
        raise syntax_error(ask.text, str(error)) from None
    except UnicodeEncodeError:
        raise QuerySyntaxError("The query is not valid Unicode text.") from None
    except _RAISED as error:
        raise evaluation_error(error) from None
    # Only now: what is wrong with the query comes before what is wrong with the format.
    format_ = _format(form, ask.format)
    return Result(form, format_, _writer(results, format_))


def check(text: str, depth: int = _NESTING) -> str:
    """Return the form of the query `text`; refuse what may not run here.

    Raises `ForbiddenError` for updates and `SERVICE`, `QuerySyntaxError` for
    text that does not begin like a query or nests too deeply.
    """
    if scan.is_update(text):
        raise ForbiddenError(
            "This endpoint is read-only.", hint="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    form = scan.form_of(text)
    if not form:
        if scan.is_update(scan.decode_codepoints(text)):
            raise ForbiddenError("This endpoint is read-only.")
        raise no_form(text, scan.prologue_end(text))
    if scan.calls_service(text):
        raise ForbiddenError(
            "This endpoint asks no other endpoint.", hint="Leave SERVICE out of the query."
        )
    if scan.too_deep(text, depth):
        raise QuerySyntaxError(f"The query nests brackets deeper than {depth}.")
    return form


def _format(form: str, key: str) -> Format:
    """Return the format that `key` names, if it can hold an answer of this form."""
    graph = form in {"construct", "describe"}
    format_ = FORMATS.get(key or ("nt" if graph else "srj"))
    wanted = {Kind.GRAPH, Kind.DATASET} if graph else {Kind.RESULTS}
    if format_ is None or not format_.kinds & wanted:
        raise NotAcceptableError(f"A query of the form {form.upper()} has no such format.")
    return format_


def _query(
    store: ox.Store, ask: QueryRequest
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Hand the ask to pyoxigraph with the dataset that it means."""
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    union = False
    if ask.default_graphs is not None or ask.named_graphs is not None:
        # The protocol's dataset is all there is: a list that is not given is empty.
        default = [_graph(iri) for iri in ask.default_graphs or ()]
        named = [_graph(iri) for iri in ask.named_graphs or ()]
    else:
        union = ask.union and not scan.names_dataset(ask.text)
    return store.query(
        ask.text,
        base_iri=ask.base or None,
        use_default_graph_as_union=union,
        default_graph=default,
        named_graphs=named,
        substitutions={
            ox.Variable(name): serialise.term(text) for name, text in ask.substitutions.items()
        },
    )


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except (ValueError, UnicodeEncodeError):
        raise RequestError("A graph of the dataset is not named by an absolute IRI.") from None


def _writer(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, format_: Format
) -> Callable[[serialise.Sink], None]:
    def write_to(sink: serialise.Sink) -> None:
        try:
            serialise.results(results, format_, sink)
        except serialise.SinkError:
            raise
        except SyntaxError:  # pragma: no cover - parsing is over by now
            raise RequestError("The query cannot be evaluated.") from None
        except _RAISED as error:
            raise evaluation_error(error) from None

    return write_to
