"""The routes, one module for each group of addresses."""

from statementgraph.web.routes import (
    documents,
    dumps,
    figures,
    health,
    home,
    search,
    sparql,
    things,
    validate,
)

BLUEPRINTS = (
    home.blueprint,
    documents.blueprint,
    dumps.blueprint,
    figures.blueprint,
    health.blueprint,
    search.blueprint,
    sparql.blueprint,
    validate.blueprint,
    things.blueprint,
)
