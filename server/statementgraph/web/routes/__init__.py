"""The routes, one module for each group of addresses."""

from statementgraph.web.routes import (
    compare,
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
