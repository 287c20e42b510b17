"""Publishes public statements as an attributed, verifiable knowledge graph."""

__version__ = "0.1.0"
