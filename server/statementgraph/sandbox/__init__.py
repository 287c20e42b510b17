"""One kind of limited process for queries and for validation (docs/decisions/0001-processes.md).

A web process asks through `client`. A `forkserver` holds the data and forks the
workers; a `worker` has one handler: `query_handler` or `validation_handler`.
"""
