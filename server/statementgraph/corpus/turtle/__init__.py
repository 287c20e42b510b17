"""Canonical Turtle that keeps what the editor wrote: `fmt`."""

from statementgraph.corpus.turtle.canonical import (
    CannotFormatError,
    Formatted,
    format_file,
    format_turtle,
    turtle_files,
)

__all__ = ["CannotFormatError", "Formatted", "format_file", "format_turtle", "turtle_files"]
