"""What any isolation is measured against: a bare view over a store, under the same server.

No limit, no check, no other process: `Store.query` in the request's own thread.
"""

import signal
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
from flask import Flask, Response, request

from statementgraph.settings import Settings
from statementgraph.supervisor import httpd


def make_app(data: Path) -> Flask:
    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    app = Flask("floor")

    @app.get("/sparql")
    def sparql() -> Response:
        found = store.query(request.args["query"], use_default_graph_as_union=True)
        if isinstance(found, ox.QueryTriples):
            body = found.serialize(format=ox.RdfFormat.N_TRIPLES)
            return Response(body, content_type="application/n-triples")
        body = found.serialize(format=ox.QueryResultsFormat.JSON)
        return Response(body, content_type="application/sparql-results+json")

    @app.get("/constant/<int:size>")
    def constant(size: int) -> Response:
        return Response(b"x" * size, content_type="text/plain")

    return app


def main() -> None:
    import socket  # noqa: PLC0415

    listener = socket.create_server(("127.0.0.1", 0))
    server = httpd.make_server(make_app(Path(sys.argv[1])), listener, Settings())
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/", flush=True)
    httpd.run(server, stopped.is_set, 1.0)


if __name__ == "__main__":
    main()
