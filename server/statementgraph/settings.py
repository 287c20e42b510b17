"""Every setting, in one table, and the only reader of the environment.

A setting is a field of `Settings`; its meaning, unit and environment variable
travel with the field. `SETTINGS` lists them for the command line, for the
documentation and for the tests.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from statementgraph.errors import CannotReadError
from statementgraph.rdf import DEFAULT_BASE

ENV_PREFIX = "STATEMENTGRAPH_"
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a name, how to set it, what it means."""

    name: str
    env: str
    type: str
    default: Any
    help: str


def _cpus() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0))


def default_root() -> Path:
    """Return the checkout this package runs from, else the data inside the package.

    A checkout is recognised by its `data` folder two levels above the package.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parents[1]
    return checkout if (checkout / "data").is_dir() else package / "bundled"


def default_cache(environ: Mapping[str, str]) -> Path:
    """Return the user's cache folder for this program (XDG Base Directory, section 3)."""
    given = environ.get("XDG_CACHE_HOME", "")
    if given.startswith("/"):
        return Path(given) / "statementgraph"
    try:
        return Path.home() / ".cache" / "statementgraph"
    except RuntimeError:
        # A user without a home, as in many containers.
        return Path(tempfile.gettempdir()) / f"statementgraph-{os.getuid()}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; immutable.

    Raises `CannotReadError` when a value cannot be used.
    """

    base: Annotated[str, "IRI that every minted IRI starts with; ends with a slash."] = DEFAULT_BASE
    root: Annotated[Path, "Folder that holds ontology/, shapes/ and data/."] = field(
        default_factory=default_root
    )
    rdf: Annotated[
        tuple[str, ...],
        "RDF files to serve as they are, in place of the statements; FILE or FILE=GRAPHIRI.",
    ] = ()
    union_default_graph: Annotated[
        bool, "With --rdf: let the default graph of a query be the union of all graphs."
    ] = False
    host: Annotated[str, "Address to listen on."] = "127.0.0.1"
    port: Annotated[int, "TCP port to listen on; 0 lets the system choose one."] = 8000
    workers: Annotated[int, "Processes that answer queries, so queries at once."] = field(
        default_factory=lambda: max(4, 2 * _cpus())
    )
    web_processes: Annotated[int, "Processes that speak HTTP; they hold no data."] = 1
    threads: Annotated[int, "Requests that one web process handles at once."] = 32
    connections: Annotated[int, "Open connections that one web process holds."] = 1000
    cache: Annotated[Path, "Folder that keeps built releases between runs."] = field(
        default_factory=lambda: default_cache(os.environ)
    )
    watch_seconds: Annotated[
        float, "Seconds between looks at the source files for changes; 0 turns watching off."
    ] = 2.0
    query_seconds: Annotated[float, "Wall-clock seconds a query may take, answer included."] = 10.0
    query_memory_mib: Annotated[int, "MiB of memory a query may use beyond the data."] = 512
    query_stack_mib: Annotated[
        int, "MiB of stack for a query; what is not touched costs nothing."
    ] = 256
    query_bytes: Annotated[int, "Longest query text, in bytes of UTF-8."] = 1_048_576
    result_mib: Annotated[int, "Largest answer to one query, in MiB; 0 means no limit."] = 1024
    queue_length: Annotated[
        int, "Queries, and as many validations, that may wait for a free process; more are refused."
    ] = 16
    queue_seconds: Annotated[float, "Seconds a query may wait for a free process."] = 5.0
    validations: Annotated[int, "Validations at once, each in a process of its own."] = 2
    validation_seconds: Annotated[float, "Wall-clock seconds a validation may take."] = 10.0
    validation_memory_mib: Annotated[
        int, "MiB of memory a validation may use beyond the published data."
    ] = 512
    spool_mib: Annotated[
        int, "MiB of one answer held on disk for a slow client, so that its query can end."
    ] = 256
    client_seconds: Annotated[
        float, "Seconds without progress after which a client's connection is closed."
    ] = 30.0
    client_rate: Annotated[
        int, "Queries, searches and validations one client may send a minute; 0: no limit."
    ] = 6000
    client_burst: Annotated[
        int, "Of these, how many one client may send at once after a time without any."
    ] = 6000
    client_share: Annotated[
        float, "Share of the query processes, and of validations, one client may hold; 1 means all."
    ] = 0.5
    trusted_proxies: Annotated[
        tuple[str, ...],
        "Addresses and networks of reverse proxies whose word for the client's address is taken.",
    ] = ()
    forwarded: Annotated[
        bool, "Trusted proxies write Forwarded (RFC 7239), not X-Forwarded-For."
    ] = False
    answers_mib: Annotated[
        int, "MiB of finished answers that one web process keeps, to send them again; 0 keeps none."
    ] = 64
    log_requests: Annotated[
        bool, "Write one line of JSON a request to standard error; not on a terminal by default."
    ] = field(default_factory=lambda: not sys.stderr.isatty())
    body_bytes: Annotated[int, "Longest request body, in bytes."] = 8_388_608
    stop_seconds: Annotated[float, "Seconds that running requests get to finish at a shutdown."] = (
        10.0
    )
    keep_releases: Annotated[int, "Built releases kept in the cache folder."] = 3
    debug: Annotated[bool, "Show tracebacks and the output of query processes."] = False

    def __post_init__(self) -> None:
        check_base(self.base)
        if not 0 <= self.port <= 65535:
            raise CannotReadError("The port is not between 0 and 65535.")
        for name in _POSITIVE:
            if getattr(self, name) <= 0:
                raise CannotReadError(f"The setting {name} must be more than 0.")
        for name in _NOT_NEGATIVE:
            if getattr(self, name) < 0:
                raise CannotReadError(f"The setting {name} must not be negative.")
        if self.client_share > 1:
            raise CannotReadError("The setting client_share must not be more than 1.")
        check_networks(self.trusted_proxies)

    @property
    def plain(self) -> bool:
        """Whether RDF files are served as they are, without the statement model."""
        return bool(self.rdf)

    @property
    def query_depth(self) -> int:
        """The deepest nesting of brackets in a query: what its stack is sure to hold."""
        return _LEVELS_PER_MIB * self.query_stack_mib

    @property
    def union(self) -> bool:
        """Whether a query's default graph is the union of all graphs when it names no other."""
        return self.union_default_graph or not self.plain

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], **overrides: object) -> "Settings":
        """Build the settings from `environ`; `overrides` that are not None win.

        Raises `CannotReadError` when a value cannot be read as its type.
        """
        values: dict[str, Any] = {"cache": default_cache(environ)}
        for setting in SETTINGS:
            if setting.env in environ:
                values[setting.name] = _read(setting, environ[setting.env])
        values |= {name: value for name, value in overrides.items() if value is not None}
        for name in ("root", "cache"):
            if name in values:
                values[name] = Path(values[name]).absolute()
        return cls(**values)


# Half of what the parser was seen to hold (docs/decisions/0001-processes.md).
_LEVELS_PER_MIB = 40

_POSITIVE = (
    "workers",
    "web_processes",
    "threads",
    "connections",
    "query_seconds",
    "query_memory_mib",
    "query_stack_mib",
    "query_bytes",
    "queue_seconds",
    "validations",
    "validation_seconds",
    "validation_memory_mib",
    "spool_mib",
    "client_seconds",
    "client_burst",
    "client_share",
    "body_bytes",
    "keep_releases",
)
_NOT_NEGATIVE = (
    "watch_seconds",
    "result_mib",
    "queue_length",
    "stop_seconds",
    "client_rate",
    "answers_mib",
)


def check_base(base: str) -> None:
    """Refuse a base IRI that minted IRIs could not be appended to (RFC 3987, section 2.2).

    Raises `CannotReadError`.
    """
    parts = urlsplit(base)
    hint = f"Give one such as {DEFAULT_BASE}."
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise CannotReadError("The base IRI is not an absolute http or https IRI.", hint=hint)
    if "?" in base or "#" in base or not base.endswith("/"):
        raise CannotReadError(
            "The base IRI must end with a slash and have no query or fragment.", hint=hint
        )
    if any(c <= " " or c in '<>"{}|\\^`' for c in base):
        raise CannotReadError("The base IRI holds a character that no IRI may hold.", hint=hint)


def check_networks(networks: tuple[str, ...]) -> None:
    """Refuse what is no IP address and no network in CIDR notation (RFC 4632, RFC 4291).

    Raises `CannotReadError`.
    """
    for text in networks:
        try:
            ip_network(text, strict=False)
        except ValueError:
            raise CannotReadError(
                "A trusted proxy is neither an IP address nor a network.",
                hint="Write them as 10.0.0.1 or 10.0.0.0/8, with spaces between them.",
            ) from None


def _boolean(text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise ValueError(text)
    return text.lower() in _TRUE


_READERS: dict[str, Callable[[str], Any]] = {
    "bool": _boolean,
    "int": int,
    "float": float,
    "str": str,
    "Path": Path,
    "tuple": lambda text: tuple(text.split()),
}


def _read(setting: Setting, text: str) -> object:
    try:
        return _READERS[setting.type](text)
    except ValueError:
        raise CannotReadError(
            f"The value of {setting.env} is not of type {setting.type}."
        ) from None


def _table() -> tuple[Setting, ...]:
    """Read the table off the fields of `Settings`."""
    hints = get_type_hints(Settings, include_extras=True)
    rows = []
    for item in fields(Settings):
        kind, text = get_args(hints[item.name])
        default = item.default if item.default is not MISSING else item.default_factory
        env = ENV_PREFIX + item.name.upper()
        rows.append(Setting(item.name, env, (get_origin(kind) or kind).__name__, default, text))
    return tuple(rows)


SETTINGS: tuple[Setting, ...] = _table()
