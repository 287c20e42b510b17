"""The one place where a request is counted against its client's rate."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response

from statementgraph.web.context import request_context

_P = ParamSpec("_P")


def limited(view: Callable[_P, Response]) -> Callable[_P, Response]:
    """Let a view, which costs more than a page, answer a client within its rate only.

    The view raises TooManyRequestsError beyond it. What comes from the cache does not reach the
    view and is not counted: to refuse it would cost more.
    """

    @wraps(view)
    def admitted(*args: _P.args, **named: _P.kwargs) -> Response:
        context = request_context()
        context.app.limits.admit(context.client.key)
        return view(*args, **named)

    return admitted
