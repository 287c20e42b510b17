"""The version of this software: it stands in releases, tags and the package's metadata."""

__version__ = "0.1.0"
