"""Builds the release of any RDF as it is: the quads and nothing else."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from statementgraph.release import directory as names
from statementgraph.release.directory import ReleaseDir
from statementgraph.release.dumps import lines
from statementgraph.release.store import Draft, keep, publish

__all__ = ["build_plain", "publish"]


def build_plain(quads: Sequence[ox.Quad], base: str, target: Path) -> ReleaseDir:
    """Keep the quads as `<target>/<id>`, with no catalogue, no dumps and no statements.

    `counts` has `quads` and `graphs` only. Raises CannotReadError when `target`
    cannot be written.
    """
    data = lines(quads)
    named = (q.graph_name for q in quads)
    graphs = Counter(g.value for g in named if isinstance(g, ox.NamedNode))
    counts = {"quads": data.count(b"\n"), "graphs": dict(sorted(graphs.items()))}
    return keep(Draft(base, True, {names.DATA: data}, counts), target)
