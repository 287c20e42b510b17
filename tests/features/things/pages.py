"""The page of a thing, built without a server."""

import pyoxigraph as ox

from statementgraph.features.things.profiles import Profile, load_document
from statementgraph.features.things.view import ThingPage, build_thing
from statementgraph.sparql import Engine
from statementgraph.view.addresses import Addresses


def load_page(engine: Engine, addresses: Addresses, thing: ox.NamedNode) -> ThingPage:
    """Read the document of a thing and build its page."""
    return build_thing(engine, addresses, load_document(engine, thing, Profile.CLAIMS))
