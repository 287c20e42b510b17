"""The routes, one module for each group of addresses."""

from statementgraph.web.routes import (
    compare,
    coverage,
    documents,
    dumps,
    figures,
    health,
    home,
    search,
    sparql,
    terms,
    things,
    validate,
)

BLUEPRINTS = (
    home.blueprint,
    compare.blueprint,
    coverage.blueprint,
    documents.blueprint,
    dumps.blueprint,
    figures.blueprint,
    health.blueprint,
    search.blueprint,
    sparql.blueprint,
    terms.blueprint,
    validate.blueprint,
    things.blueprint,
)
