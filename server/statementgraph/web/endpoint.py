"""The address under which a client reached the server, for documents that must name it whole."""

import re

from flask import request

from statementgraph.web.context import local, request_context

_HOST = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.-]{0,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?\Z")


def endpoint(path: str) -> str:
    """Give the whole address of a path below the base, as the client would reach it.

    It is on the host that was asked, where that is a plain host name; else below the base.
    """
    if _HOST.match(request.host):
        return f"{request.scheme}://{request.host}{local(path)}"
    return f"{request_context().base}{path}"
