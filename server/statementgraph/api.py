"""The Python API: open a root, check it, query it, release it (docs/python.md).

The commands use it too, so what a command says and what a program gets are the same.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.loader import load_corpus
from statementgraph.corpus.model import Corpus
from statementgraph.errors import InvalidDataError, NotAcceptableError, RequestError
from statementgraph.release import ReleaseDir, home
from statementgraph.release.build import build
from statementgraph.sandbox.query_handler import load_store
from statementgraph.settings import Settings
from statementgraph.sparql import LocalEngine, QueryRequest, QueryResult, Term, form_of, parse_table
from statementgraph.validation import Report, check

__all__ = ["Finding", "QueryResult", "ReleaseDir", "Report", "Root", "open_root"]

QUERY_FORMATS = {
    "csv": "csv",
    "tsv": "tsv",
    "json": "srj",
    "xml": "srx",
    "turtle": "ttl",
    "ntriples": "nt",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
}
"""What a person types, and the key in the table of formats."""


def open_root(path: str | os.PathLike[str] | None = None, *, base: str | None = None) -> "Root":
    """Read the data of a root: a folder that holds data/ and may hold ontology/ and shapes/.

    Without `path` it is the folder that the commands use. `base` is the IRI that every
    minted IRI starts with; it ends with a slash. What is not given comes from the
    environment, as for the commands (docs/settings.md).

    Raises `CannotReadError` where a setting, folder or file cannot be used; where files
    cannot be parsed it has `findings`, one for each.
    """
    root = None if path is None else Path(path)
    settings = Settings.from_environ(os.environ, root=root, base=base)
    return Root(settings, load_corpus(settings.root, settings.base))


@dataclass(frozen=True, eq=False)
class Root:
    """The data of a root as they were when it was opened; `open_root` makes one."""

    settings: Settings
    corpus: Corpus

    @property
    def path(self) -> Path:
        """The folder."""
        return self.settings.root

    @property
    def base(self) -> str:
        """The IRI that every minted IRI starts with."""
        return self.settings.base

    def check(
        self, engine: str = "sets", progress: Callable[[str], None] = lambda _: None
    ) -> Report:
        """Run every rule (docs/shapes.md), as `statementgraph check` does.

        `engine` is what runs SPARQL constraints: "sets" or "pyshacl" (slow).
        `progress` is called with the name of each step. Raises `CannotReadError` where
        the shapes cannot be read.
        """
        return check(self.corpus, engine, progress)

    def query(
        self, text: str, form: str | None = None, terms: Mapping[str, Term] | None = None
    ) -> QueryResult:
        """Answer a SPARQL 1.1 query as the server would; `read()` gives the bytes.

        The default graph is the union of all graphs. `form` is how the answer is written:
        a key of `QUERY_FORMATS`; without it, csv for rows and turtle for graphs. `terms`
        binds variables, which a SELECT must project. There is no limit of time or memory.

        Raises `RequestError`: `QuerySyntaxError` where the query is not SPARQL,
        `ForbiddenError` for updates and `SERVICE`, `NotAcceptableError` for a format that
        does not fit. The first query builds the release, which raises `CannotReadError`
        where the cache folder cannot be written.
        """
        bound = {name: str(term) for name, term in (terms or {}).items()}
        key = query_format(text, form)
        return self.engine.run(QueryRequest(text, key, substitutions=bound, base=self.base))

    def select(self, text: str, terms: Mapping[str, Term] | None = None) -> list[dict[str, Term]]:
        """Return the rows of a SELECT: pyoxigraph terms by variable.

        A variable without a value is not in its row. `terms` and errors as in `query`.
        """
        kind = form_of(text)
        if kind not in {"select", ""}:
            raise RequestError(f"This is no SELECT but {kind.upper()}.", hint="Use query().")
        return parse_table(self.query(text, "json", terms).read())[1]

    def release(self, folder: str | os.PathLike[str]) -> ReleaseDir:
        """Check the data and write their release, all downloads included, to `<folder>/<id>`.

        The id is that of the content: the same data give the same id, and a release that
        is there already is taken. Raises `InvalidDataError` where a rule is broken, and
        `CannotReadError` where `folder` cannot be written.
        """
        report = self.check()
        if not report.conforms:
            count = len(report.findings)
            raise InvalidDataError(
                f"The data breaks its rules: {count} finding{'s' if count > 1 else ''}.",
                hint="check() lists them.",
            )
        return build(self.corpus, Path(folder).absolute())

    @cached_property
    def built(self) -> ReleaseDir:
        """The release in the cache folder, built where it is not there; not checked."""
        return build(self.corpus, home(self.settings))

    @cached_property
    def engine(self) -> LocalEngine:
        """What answers queries: the data of `built`, the description of the dataset included."""
        return LocalEngine(load_store(str(self.built.data)), self.built.id)


def query_format(text: str, form: str | None) -> str:
    """Return the key in the table of formats for an answer to the query `text`.

    Raises `NotAcceptableError` for a name that is not in `QUERY_FORMATS`.
    """
    if form is None:
        form = "csv" if form_of(text) in {"select", "ask", ""} else "turtle"
    if form not in QUERY_FORMATS:
        raise NotAcceptableError(
            f"There is no format “{form}”.", hint=f"Choose from {', '.join(QUERY_FORMATS)}."
        )
    return QUERY_FORMATS[form]
