"""Turns what pyoxigraph says of a query into our errors, in plain words.

Nothing of the query is repeated in a message: what a stranger sends must not
come back to another (reflected input).
"""

import re

from statementgraph.errors import QuerySyntaxError, RequestError
from statementgraph.rdf import PREFIXES
from statementgraph.sparql import scan

_POSITION = re.compile(r"error at (\d+):(\d+)")
# What the parser says it expected. Its lists leave out much; where they hold nothing but
# signs and these words, they are right.
_EXPECTED = re.compile(r'"[{}()\[\].;*]"|AS|BY|WHERE')
_LISTED = re.compile(r"expected (?:one of )?(.+)")
# Rules of the SPARQL grammar notes that the parser reports as something it expected.
_RULES = (
    ("contains a variable that is unbound", "A variable in SELECT is neither grouped nor counted."),
    ("overrides an existing variable", "An expression in SELECT names a variable already in use."),
    ("not authorized with GROUP BY", "SELECT * cannot be used with GROUP BY."),
    ("no form", "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE."),
    ("IRI parsing failed", "A relative IRI has no base, or an IRI is malformed."),
)


def no_form(text: str, position: int) -> QuerySyntaxError:
    """Say that the query does not go on at `position`, after its prologue, as a query does."""
    line, column = scan.place(text, position)
    return syntax_error(text, f"error at {line}:{column} no form")


def syntax_error(text: str, message: str) -> QuerySyntaxError:
    """Explain a `SyntaxError` of pyoxigraph, whose text is `message`, about the query `text`."""
    unknown = scan.undeclared_prefix(text)
    if unknown is not None:
        prefix, line, column = unknown
        iri = PREFIXES.get(prefix)
        hint = f"Add: PREFIX {prefix}: <{iri}>" if iri else "Declare it with PREFIX."
        return QuerySyntaxError(
            f"The query uses a prefix that it does not declare, at line {line}, column {column}.",
            hint=hint,
            line=line,
            column=column,
        )
    match = _POSITION.match(message)
    line, column = (int(match[1]), int(match[2])) if match else (0, 0)
    hint = next((words for part, words in _RULES if part in message), "")
    hint = hint or _unclosed(text) or _expected(message)
    where = f" at line {line}, column {column}" if line else ""
    return QuerySyntaxError(
        f"The query is not valid SPARQL{where}.", hint=hint, line=line, column=column
    )


def _unclosed(text: str) -> str:
    unclosed = scan.unclosed(text)
    if unclosed is None:
        return ""
    bracket, line, column = unclosed
    return f"The {bracket} at line {line}, column {column} is not closed."


def _expected(message: str) -> str:
    """Tell what the parser expected, where that helps."""
    listed = _LISTED.search(message)
    expected = listed[1].split(", ") if listed else []
    if not expected or not all(map(_EXPECTED.fullmatch, expected)):
        return ""
    return f"Expected {' or '.join(expected)}."


def evaluation_error(error: Exception) -> RequestError:
    """Explain a `RuntimeError`, `OSError` or `ValueError` raised while a query runs."""
    message = str(error)
    if "custom function" in message or "aggregate function" in message:
        return RequestError(
            "The query calls a function that this endpoint does not have.",
            hint="Use the functions of SPARQL 1.1.",
        )
    if "SELECT projection" in message:
        return RequestError("A parameter's variable is not among those the query selects.")
    if "base IRI" in message:
        return RequestError("The base IRI of the query is not an absolute IRI.")
    return RequestError("The query cannot be evaluated.")
