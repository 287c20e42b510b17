"""The data of a root or of RDF files in this process, for commands without a server."""

import pyoxigraph as ox

from statementgraph.corpus.loader import load_corpus, load_rdf
from statementgraph.engine import LocalEngine, from_quads
from statementgraph.release import ReleaseDir, home
from statementgraph.release.build import build
from statementgraph.settings import Settings


def built(settings: Settings) -> tuple[LocalEngine, ReleaseDir]:
    """Build the release of a root, without publishing it, and open its data.

    The data is not checked: `check` does that. Raises CannotReadError.
    """
    release = build(load_corpus(settings.root, settings.base), home(settings))
    store = ox.Store()
    store.bulk_load(path=str(release.data), format=ox.RdfFormat.N_QUADS)
    return LocalEngine(store, release.id), release


def engine(settings: Settings) -> LocalEngine:
    """Open what `serve` with these settings would answer from. Raises CannotReadError."""
    if settings.plain:
        return from_quads(load_rdf(settings.rdf), "local", union=settings.union)
    return built(settings)[0]
