"""The processes of `serve`: a supervisor, web processes, and the forkserver of each pool."""

from statementgraph.supervisor.supervisor import Supervisor
from statementgraph.supervisor.web import AppFactory

__all__ = ["AppFactory", "Supervisor"]
