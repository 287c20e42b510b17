"""The one choice of what an answer is written in, for every route; an error answers in it too."""

from statementgraph import negotiation
from statementgraph.errors import NotAcceptableError, RequestError
from statementgraph.rdf import FORMATS, PROBLEM, Format
from statementgraph.web.context import RequestContext, request_context

_AS_ASKED = frozenset({FORMATS["html"], FORMATS["txt"]})


def choose_representation(
    offers: tuple[Format, ...], what: str = "This", *, quads: float = 1.0
) -> Format:
    """Choose one of `offers`, the most preferred first, for the request in hand.

    A format named in a parameter beats the Accept header. An error that comes later answers
    in what was chosen here. `quads` is how well formats of quads serve, as in
    `negotiation.choose`. Raises NotAcceptableError, which says that `what` has no such format.
    """
    context = request_context()
    header = context.environ.get("HTTP_ACCEPT", "")
    chosen = negotiation.representation(context.named(), header, offers, quads)
    if chosen is None:
        exist = ", ".join(offer.media_type for offer in offers)
        raise NotAcceptableError(
            f"{what} is not available in that format.", hint=f"There is {exist}."
        )
    context.error_format = chosen if chosen in _AS_ASKED else PROBLEM
    return chosen


def error_representation() -> Format:
    """Give the format of an error: that of the answer where it is chosen, else by the request."""
    context = request_context()
    if context.error_format is None:
        context.error_format = negotiation.error_representation(
            _named(context), context.environ.get("HTTP_ACCEPT", "")
        )
    return context.error_format


def _named(context: RequestContext) -> tuple[str, ...]:
    try:
        return context.named()
    except RequestError:
        return ()  # the parameters cannot be read, which may be the error that is told
