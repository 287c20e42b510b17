"""A release: one immutable folder that holds all a running server publishes.

`build` and `rdf_mode` make one; they are imported by name, so that a process that
only reads a release does not load the validators.
"""

from statementgraph.release.directory import CurrentRelease, ReleaseDir, current, home

__all__ = ["CurrentRelease", "ReleaseDir", "current", "home"]
