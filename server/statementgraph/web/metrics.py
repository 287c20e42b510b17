"""Counters of one web process, written in the Prometheus text format 0.0.4."""

from collections import Counter
from threading import Lock

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts requests, refusals and query times; safe to use from several threads.

    Each web process counts for itself: a scraper sees the process that
    answers it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._refused: Counter[str] = Counter()
        self._buckets: Counter[float] = Counter()
        self._queries = 0
        self._seconds = 0.0

    def request(self, route: str, method: str, status: int) -> None:
        """Count one answered request; `route` is a rule, never an address a client chose."""
        with self._lock:
            self._requests[route, method, status] += 1

    def refused(self, reason: str) -> None:
        """Count one refusal by its reason: the title of the error."""
        with self._lock:
            self._refused[reason] += 1

    def query(self, seconds: float) -> None:
        """Count one query that was answered and the seconds it took."""
        with self._lock:
            self._queries += 1
            self._seconds += seconds
            for bound in _BOUNDS:
                if seconds <= bound:
                    self._buckets[bound] += 1

    def text(self, release: str) -> str:
        """Write the counters; `release` labels the release served now."""
        with self._lock:
            lines = [
                "# HELP statementgraph_release_info The release served now.",
                "# TYPE statementgraph_release_info gauge",
                f'statementgraph_release_info{{release="{_escape(release)}"}} 1',
                "# HELP statementgraph_requests_total Requests answered by this process.",
                "# TYPE statementgraph_requests_total counter",
            ]
            lines += [
                f'statementgraph_requests_total{{route="{_escape(route)}",method="{_escape(method)}"'
                f',status="{status}"}} {count}'
                for (route, method, status), count in sorted(self._requests.items())
            ]
            lines += [
                "# HELP statementgraph_refusals_total Requests refused, by reason.",
                "# TYPE statementgraph_refusals_total counter",
            ]
            lines += [
                f'statementgraph_refusals_total{{reason="{_escape(reason)}"}} {count}'
                for reason, count in sorted(self._refused.items())
            ]
            return "\n".join(lines + self._histogram()) + "\n"

    def _histogram(self) -> list[str]:
        name = "statementgraph_query_seconds"
        return [
            f"# HELP {name} Time until a query had its first result.",
            f"# TYPE {name} histogram",
            *(f'{name}_bucket{{le="{bound}"}} {self._buckets[bound]}' for bound in _BOUNDS),
            f'{name}_bucket{{le="+Inf"}} {self._queries}',
            f"{name}_sum {self._seconds:.6f}",
            f"{name}_count {self._queries}",
        ]


def _escape(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
