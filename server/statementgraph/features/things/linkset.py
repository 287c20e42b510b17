"""The links of a thing in one document, as a set (RFC 9264, section 4.2)."""

import json

from flask import Response, request
from pyoxigraph import NamedNode

from statementgraph.features.things.links import alternates
from statementgraph.features.things.profiles import Profile
from statementgraph.web.context import request_context
from statementgraph.web.publishing import publish

SUFFIX = "/linkset"
_TYPE = "application/linkset+json"


def linkset(thing: NamedNode, path: str) -> Response:
    """Answer with every document about the thing at `path`; the anchor is the thing."""

    def make() -> bytes:
        base, root = request_context().base, request.script_root
        targets = [
            {"href": base + link.target.removeprefix(root).lstrip("/"), "type": link.type}
            for link in alternates(path, Profile.CLAIMS)
        ]
        found = {"linkset": [{"anchor": thing.value, "alternate": targets}]}
        return json.dumps(found, ensure_ascii=False).encode()

    return publish(_TYPE, ("linkset", path), make)
