"""Publishes public statements as an attributed, verifiable knowledge graph.

The Python API (docs/python.md) is what `__all__` names. It is loaded when it is
first used, so that importing the package stays cheap.
"""

from typing import TYPE_CHECKING

from statementgraph.version import __version__

if TYPE_CHECKING:
    # For type checkers, which do not see what `__getattr__` gives.
    from statementgraph.api import Finding, QueryResult, ReleaseDir, Report, Root, open_root

__all__ = ["Finding", "QueryResult", "ReleaseDir", "Report", "Root", "__version__", "open_root"]


def __getattr__(name: str) -> object:
    """Load the API (PEP 562). Raises AttributeError for other names."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from statementgraph import api  # noqa: PLC0415 - only now needed

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
