"""The data of a root or of RDF files in this process, for commands without a server."""

from statementgraph.corpus.loader import load_corpus, load_rdf
from statementgraph.release import ReleaseDir, home
from statementgraph.release.build import build
from statementgraph.sandbox.query_handler import load_store
from statementgraph.settings import Settings
from statementgraph.sparql import LocalEngine, from_quads


def built(settings: Settings) -> tuple[LocalEngine, ReleaseDir]:
    """Build the release of a root, without publishing it, and open its data.

    The data is not checked: `check` does that. Raises CannotReadError.
    """
    release = build(load_corpus(settings.root, settings.base), home(settings))
    return LocalEngine(load_store(str(release.data)), release.id), release


def engine(settings: Settings) -> LocalEngine:
    """Open what `serve` with these settings would answer from. Raises CannotReadError."""
    if settings.plain:
        return from_quads(load_rdf(settings.rdf), "local", union=settings.union)
    return built(settings)[0]
