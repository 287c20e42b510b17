"""The counters, in the Prometheus text format.

With several web processes each counts in files of its own in a folder they share
(the multiprocess mode of `prometheus_client`), and whichever is asked adds them up.
"""

import json
from collections import Counter as Tally
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_NAME = "statementgraph"


class Metrics:
    """Counts requests, refusals and query times; safe to use from several threads.

    `folder` is shared by all processes of one server; None counts this process alone.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        own = self._own = CollectorRegistry()
        self._requests = Counter(
            f"{_NAME}_requests", "Requests answered.", ["route", "method", "status"], registry=own
        )
        # To look a counter up by its labels takes longer than to count.
        self._request = lru_cache(maxsize=1024)(self._requests.labels)
        self._refused = Counter(
            f"{_NAME}_refusals", "Requests refused, by reason.", ["reason"], registry=own
        )
        self._cut = Counter(
            f"{_NAME}_cut_answers",
            "Answers that ended after their first byte and before their end, by reason.",
            ["reason"],
            registry=own,
        )
        self._seconds = Histogram(
            f"{_NAME}_query_seconds",
            "Seconds until a query had its first result.",
            registry=own,
            buckets=_BOUNDS,
        )

        self._validations = Histogram(
            f"{_NAME}_validation_seconds",
            "Seconds that validations took, their wait included, by outcome.",
            ["outcome"],
            registry=own,
            buckets=_BOUNDS,
        )

    def request(self, route: str, method: str, status: int) -> None:
        """Count one answered request; `route` is a rule, never an address a client chose."""
        self._request(route, method, status).inc()

    def refused(self, reason: str) -> None:
        """Count one refusal by its reason: that of the error."""
        self._refused.labels(reason).inc()

    def cut(self, reason: str) -> None:
        """Count one broken transfer; the reason "client" means that the client hung up."""
        self._cut.labels(reason).inc()

    def query(self, seconds: float) -> None:
        """Count one query that was answered and the seconds until its first result."""
        self._seconds.observe(seconds)

    def validation(self, outcome: str, seconds: float) -> None:
        """Count one validation: it conforms, has findings, or failed for a reason of an error."""
        self._validations.labels(outcome).observe(seconds)

    def text(self, release: str) -> bytes:
        """Write the counters of all processes; `release` labels the release served now."""
        asked = CollectorRegistry()
        asked.register(_Server(release, self._folder))
        if self._folder is None:
            return generate_latest(asked) + generate_latest(self._own)
        MultiProcessCollector(asked, path=str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(asked)


class _Server:
    """What no web process counts: the release, and the deaths that forkservers write down."""

    def __init__(self, release: str, folder: Path | None) -> None:
        self._release = release
        self._folder = folder

    def collect(self) -> Iterator[Metric]:
        """Give the metrics (the protocol of a collector)."""
        info = GaugeMetricFamily(
            f"{_NAME}_release_info", "The release served now.", labels=["release"]
        )
        info.add_metric([self._release], 1)
        yield info
        deaths = CounterMetricFamily(
            f"{_NAME}_worker_deaths",
            "Limited processes that ended while they ran a query or a validation, by reason.",
            labels=["reason"],
        )
        for reason, count in sorted(_deaths(self._folder).items()):
            deaths.add_metric([reason], count)
        yield deaths


def _deaths(folder: Path | None) -> Tally[str]:
    """Add up what each forkserver has written: a count for each reason."""
    found: Tally[str] = Tally()
    for path in folder.glob("deaths-*.json") if folder else ():
        try:
            found.update(json.loads(path.read_bytes()))
        except (OSError, ValueError):
            continue
    return found
