"""The processes of `serve`: one supervisor, one keeper with its workers, web processes."""

from statementgraph.supervisor.supervisor import Supervisor

__all__ = ["Supervisor"]
