"""The errors this package raises: each knows its HTTP status and its exit code.

Every message is one sentence that says what is wrong; `hint` says what to do
next. Nothing else in the package maps errors to statuses (RFC 9110 section 15)
or to exit codes (docs/cli.md).
"""


class StatementGraphError(Exception):
    """The root of the tree. `status` is an HTTP status, `exit_code` a process exit code."""

    status = 500
    exit_code = 2
    title = "Something went wrong"
    # One word for the counters; see docs/http.md.
    reason = "defect"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Give the message and, where there is one, the way out."""
        return f"{self.message} {self.hint}".strip()


class CannotReadError(StatementGraphError):
    """A file, folder or setting cannot be used as it is; exit code 2."""

    title = "Cannot read"


class InvalidDataError(StatementGraphError):
    """The data was read but breaks its rules; exit code 1."""

    exit_code = 1
    title = "The data is not valid"


class RequestError(StatementGraphError):
    """The request is the cause (4xx)."""

    status = 400
    title = "Bad request"
    reason = "malformed"


class MalformedError(RequestError):
    """A text breaks its grammar. `line` and `column` count from 1; 0 means unknown."""

    title = "The text is not valid"

    def __init__(self, message: str, *, hint: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column


class QuerySyntaxError(MalformedError):
    """The query is not SPARQL."""

    title = "The query is not valid SPARQL"
    reason = "syntax"


class RdfSyntaxError(MalformedError):
    """The data is not RDF in the format it is said to be in."""

    title = "The data is not valid RDF"
    reason = "syntax"


class ForbiddenError(RequestError):
    """Understood and refused: updates, `SERVICE`, `LOAD`."""

    status = 403
    title = "Not allowed"
    reason = "forbidden"


class NotFoundError(RequestError):
    """Nothing has this address."""

    status = 404
    title = "Not found"
    reason = "address"


class MethodNotAllowedError(RequestError):
    """The address exists but not for this method."""

    status = 405
    title = "Method not allowed"
    reason = "method"


class NotAcceptableError(RequestError):
    """No representation fits the Accept header."""

    status = 406
    title = "Not available in that format"
    reason = "format"


class ContentTooLargeError(RequestError):
    """The body or the query is longer than the limit."""

    status = 413
    title = "Too long"
    reason = "length"


class UriTooLongError(RequestError):
    """The address is longer than the limit."""

    status = 414
    title = "Address too long"
    reason = "length"


class UnsupportedMediaTypeError(RequestError):
    """The body's media type is not one this address takes."""

    status = 415
    title = "Unsupported media type"
    reason = "type"


class TooManyRequestsError(RequestError):
    """The client asks too much at once; `retry_after` is in seconds."""

    status = 429
    title = "Too many requests"
    reason = "rate"

    def __init__(self, message: str, *, hint: str = "", retry_after: int = 1) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class UnavailableError(StatementGraphError):
    """A limit was met before the first byte; `retry_after` in seconds.

    `reason` is one word for the counters: "time", "memory", "depth", "busy" and so on.
    """

    status = 503
    title = "Stopped at a limit"
    reason = "stopped"

    def __init__(
        self, message: str, *, hint: str = "", retry_after: int = 5, reason: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after
        self.reason = reason or type(self).reason


class BrokenResultError(StatementGraphError):
    """A result ended after its first byte; the transfer must be broken, never closed cleanly."""

    title = "The result was cut short"
    reason = "stopped"

    def __init__(self, message: str, *, hint: str = "", reason: str = "") -> None:
        super().__init__(message, hint=hint)
        self.reason = reason or type(self).reason
