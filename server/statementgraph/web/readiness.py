"""Whether queries are answered at the moment."""

import time
from threading import Lock

from statementgraph import sparql
from statementgraph.errors import StatementGraphError
from statementgraph.sparql import Engine

# So long, in seconds, one look at the query processes is believed.
_BELIEVED = 1.0


class Readiness:
    """Whether queries are answered; looks at most once a second, however many ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._looked = -_BELIEVED
        self._ready = False

    def look(self, engine: Engine) -> bool:
        """Return whether an ASK is answered."""
        with self._lock:
            if time.monotonic() - self._looked >= _BELIEVED:
                try:
                    sparql.ask(engine, "ASK { }")
                    self._ready = True
                except StatementGraphError:
                    self._ready = False
                self._looked = time.monotonic()
            return self._ready
