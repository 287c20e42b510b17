"""Publishes public statements as an attributed, verifiable knowledge graph.

The Python API (docs/python.md) is what `__all__` names. It is loaded when it is
first used, so that importing the package stays cheap.
"""

from typing import TYPE_CHECKING

from statementgraph.version import __version__

__all__ = ["Finding", "QueryResult", "ReleaseDir", "Report", "Root", "__version__", "open_root"]

if TYPE_CHECKING:
    from statementgraph.api import Finding, QueryResult, ReleaseDir, Report, Root, open_root
else:
    # Hidden from type checkers, for which it would give any name at all a type.
    def __getattr__(name: str) -> object:
        """Load the API (PEP 562). Raises AttributeError for other names."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from statementgraph import api  # noqa: PLC0415 - only now needed

        return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
