"""What a worker for queries does: evaluates SPARQL over the store of a release."""

import pyoxigraph as ox

from statementgraph.errors import UnavailableError
from statementgraph.sandbox.reply import Reply, TooLongError
from statementgraph.sparql.evaluate import evaluate
from statementgraph.sparql.request import QueryRequest


class QueryHandler:
    """Answers queries from the N-Quads at `path`; `depth` is the deepest nesting of brackets."""

    reusable = True

    def __init__(self, path: str, depth: int) -> None:
        self._store = load_store(path)
        self._depth = depth

    def handle(self, body: bytes, reply: Reply) -> None:
        """Answer one query. Raises what `evaluate` raises, and what `reply` raises."""
        result = evaluate(self._store, QueryRequest.from_json(body), depth=self._depth)
        reply.begin(result.form, result.format.key)
        try:
            result.write_to(reply)
        except TooLongError:
            raise UnavailableError(
                "The answer is longer than the limit.", hint="Add LIMIT.", reason="length"
            ) from None


def load_store(path: str) -> ox.Store:
    """Load a file of N-Quads into a store in memory."""
    store = ox.Store()
    # `bulk_load` would give the blank nodes other labels, and equal releases other bytes.
    store.bulk_extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    return store
