"""Why a pool gave no answer, in plain words, for queries and for validations."""

from dataclasses import dataclass

from statementgraph.errors import UnavailableError
from statementgraph.sandbox import protocol


@dataclass(frozen=True, slots=True)
class Failures:
    """Makes the errors of one pool: what it answers, and what helps at each limit."""

    one: str
    many: str
    time_hint: str
    memory_hint: str
    # What may be nested too deeply.
    nested: str
    # Seconds after which to try again when all processes are busy.
    retry_after: int

    def busy(self) -> UnavailableError:
        """Say that no process was free in time."""
        return UnavailableError(
            f"Too many {self.many} are waiting.",
            hint="Try again in a moment.",
            retry_after=self.retry_after,
            reason="busy",
        )

    def closed(self) -> UnavailableError:
        """Say that no pool listens."""
        return UnavailableError(
            f"There is no process for {self.many} at the moment.", hint="Try again in a moment."
        )

    def late(self) -> UnavailableError:
        """Say that no answer came although the limit of time is long over."""
        return UnavailableError(f"The {self.one} was not answered in time.", reason="time")

    def interrupted(self) -> UnavailableError:
        """Say that a process ended and nobody knows why."""
        return UnavailableError(
            f"The {self.one} was interrupted.", hint="Try again.", retry_after=1
        )

    def stopped(self, reason: str, seconds: float) -> UnavailableError:
        """Explain the end of a worker: `reason` is one of `protocol`, `seconds` the time limit."""
        if reason == protocol.TIME:
            return UnavailableError(
                f"The {self.one} took longer than {seconds:g} seconds and was stopped.",
                hint=self.time_hint,
                reason="time",
            )
        if reason == protocol.MEMORY:
            return UnavailableError(
                f"The {self.one} needed more memory than it may use and was stopped.",
                hint=self.memory_hint,
                reason="memory",
            )
        if reason == protocol.STACK:
            return UnavailableError(
                f"The {self.nested} is nested too deeply and was stopped.", reason="depth"
            )
        return UnavailableError(
            f"The {self.one} was stopped from outside.",
            hint="Try again.",
            retry_after=1,
            reason="killed",
        )


QUERIES = Failures(
    one="query",
    many="queries",
    time_hint="Narrow its patterns or add LIMIT.",
    memory_hint="Narrow its patterns; ORDER BY and DISTINCT hold all rows.",
    nested="query",
    retry_after=2,
)
VALIDATIONS = Failures(
    one="validation",
    many="validations",
    time_hint="Send the data in parts.",
    memory_hint="Send the data in parts.",
    nested="data",
    retry_after=5,
)
