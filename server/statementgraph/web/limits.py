"""What one client may ask: how often, and how much at once."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statementgraph.errors import BrokenResultError, TooManyRequestsError, UnavailableError
from statementgraph.sandbox.client import Validator
from statementgraph.sandbox.protocol import ValidationRequest, Verdict
from statementgraph.settings import Settings
from statementgraph.sparql import Engine, Gone, QueryRequest, QueryResult
from statementgraph.web.concurrency import SHORT_TURN, ConcurrencyLimiter, Turn
from statementgraph.web.token_bucket import TokenBucket


def _too_many_at_once(share: int) -> TooManyRequestsError:
    return TooManyRequestsError(
        f"Your queries hold all {share} query processes that one client may hold.",
        hint=f"Beside them a query may take {SHORT_TURN:g} second. Wait until one of them ends.",
        retry_after=2,
    )


def _too_many_validations(share: int) -> TooManyRequestsError:
    return TooManyRequestsError(
        f"Your validations hold all {share} that one client may have at once.",
        hint="Wait until one of them ends.",
        retry_after=2,
    )


class Limits:
    """The limits of one server: its web processes count together in files of `folder`.

    Without a folder, one process counts alone.
    """

    def __init__(self, settings: Settings, folder: Path | None = None) -> None:
        def file(name: str) -> Path | None:
            return folder / name if folder and settings.web_processes > 1 else None

        secret = str(folder).encode()  # its name is made anew at each start
        self.rate = TokenBucket(settings.client_rate, settings.client_burst, file("rates"), secret)
        self._share = share(settings)
        # The other threads of each web process are left to other clients.
        self._turns = ConcurrencyLimiter(
            self._share,
            min(settings.queue_length, settings.threads // 2),
            settings.queue_seconds,
            refusal=lambda: _too_many_at_once(self._share),
            path=file("turns"),
        )
        self._off = self._share >= settings.workers
        validations = max(1, int(settings.validations * settings.client_share))
        self._validations = ConcurrencyLimiter(
            validations,
            min(settings.queue_length, settings.threads // 4),
            settings.queue_seconds,
            short=False,
            refusal=lambda: _too_many_validations(validations),
            path=file("validations"),
        )

    def admit(self, client: str) -> None:
        """Count one request. Raises TooManyRequestsError beyond the rate."""
        wait = self.rate.take(client)
        if wait:
            raise TooManyRequestsError(
                "You send more than this server answers to one client.",
                hint="Send fewer, or fetch the whole from /dumps/latest/.",
                retry_after=math.ceil(wait),
            )

    def run(self, engine: Engine, ask: QueryRequest, client: str, gone: Gone | None) -> QueryResult:
        """Run a query within the client's share.

        Raises TooManyRequestsError and what `Engine.run` raises.
        """
        if self._off:
            return engine.run(ask, gone)
        turn = self._turns.begin(client)
        try:
            answer = engine.run(ask, lambda: turn.over() or (gone is not None and gone()))
        except UnavailableError:
            turn.end()
            if turn.over():
                raise _too_many_at_once(self._share) from None
            raise
        except BaseException:
            turn.end()
            raise
        if answer.whole is not None:
            turn.end()
            return answer
        return replace(answer, chunks=_Chunks(answer.chunks, turn))

    def validate(
        self, validator: Validator, request: ValidationRequest, client: str, gone: Gone | None
    ) -> tuple[Verdict, bytes]:
        """Validate within the client's share.

        Raises TooManyRequestsError and what `Validator.run` raises.
        """
        turn = self._validations.begin(client)
        try:
            return validator.run(request, gone)
        finally:
            turn.end()


class _Chunks:
    """The rest of an answer; gives the turn back with its last chunk, or when closed."""

    def __init__(self, chunks: Iterator[bytes], turn: Turn) -> None:
        self._chunks = chunks
        self._turn = turn

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._turn.over():
            self.close()
            raise BrokenResultError("The client's other queries hold all of its share.")
        try:
            return next(self._chunks)
        except BaseException:
            self._turn.end()
            raise

    def close(self) -> None:
        """Stop the query where it still runs."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()
        self._turn.end()

    def __del__(self) -> None:
        # A generator around this one that never started does not close it.
        self._turn.end()


def share(settings: Settings) -> int:
    """Return how many query processes the queries of one client may hold."""
    return max(1, int(settings.workers * settings.client_share))


def limit_sentences(settings: Settings) -> tuple[str, ...]:
    """Say the limits in force, for the query page and the service description."""
    lines = [
        f"A query may take {settings.query_seconds:g} seconds and "
        f"{settings.query_memory_mib:,} MiB of memory; it may be {settings.query_bytes:,} bytes "
        f"long and {settings.query_depth:,} brackets deep."
    ]
    if settings.result_mib:
        lines.append(f"An answer may be {settings.result_mib:,} MiB long.")
    lines.append(
        f"{settings.workers} queries run at once; {settings.queue_length} more may wait, "
        f"each {settings.queue_seconds:g} seconds."
    )
    if share(settings) < settings.workers:
        lines.append(
            f"Of these, one client may hold {share(settings)}; beside them it may run one more "
            f"at a time, for {SHORT_TURN:g} second at most."
        )
    if settings.client_rate:
        lines.append(
            f"One client may send {settings.client_rate:,} queries a minute; after a pause, "
            f"{settings.client_burst:,} at once."
        )
    return tuple(lines)
