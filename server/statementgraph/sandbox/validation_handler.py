"""What a worker for validations does: checks RDF from strangers against the shapes of a release."""

import json
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus.source import BOM, SourceFile, subject_lines
from statementgraph.errors import UnavailableError
from statementgraph.release.directory import ReleaseDir
from statementgraph.sandbox.checker import Checker
from statementgraph.sandbox.protocol import CHUNK, ValidationRequest
from statementgraph.sandbox.rdf_reader import read
from statementgraph.sandbox.reply import Reply
from statementgraph.sandbox.report_writer import write
from statementgraph.validation.rdflib_terms import graph_of
from statementgraph.validation.shapes import Shapes, parse_file

_GRAPHS = ("vocabulary", "concepts", "entities")
# A report longer than this is not sent, in bytes.
_LONGEST = 64 * 1024 * 1024


class ValidationHandler:
    """Checks one body against the release in the folder `path`; a run changes the checker."""

    reusable = False

    def __init__(self, path: str) -> None:
        release = ReleaseDir.open(Path(path))
        self._base = release.base
        self._checker = checker_of(release)

    def handle(self, body: bytes, reply: Reply) -> None:
        """Check one body. Raises RdfSyntaxError, UnavailableError, and what `reply` raises."""
        request = ValidationRequest.from_bytes(body)
        try:
            count, report = self._report(request)
        except RecursionError:
            raise UnavailableError(
                "The data is nested too deeply to be checked.", reason="depth"
            ) from None
        if len(report) > _LONGEST:
            raise UnavailableError(
                "The report is too long to be sent.", hint="Send less data.", reason="length"
            )
        reply.begin(not count, count)
        for start in range(0, len(report), CHUNK):
            reply.write(report[start : start + CHUNK])

    def _report(self, request: ValidationRequest) -> tuple[int, bytes]:
        quads, prefixes = read(request.body, request.format, self._base, self._checker.terms)
        outcome = self._checker.run(quads)
        lines = _lines(request, prefixes, self._base)
        report = write(outcome, self._checker, request.answer, self._base, lines)
        return len(outcome.results), report


def checker_of(release: ReleaseDir) -> Checker:
    """Read shapes, published context and terms of a release. Raises CannotReadError."""
    graphs = {ox.NamedNode(f"{release.base}graph/{name}") for name in _GRAPHS}
    quads = ox.parse(path=release.data, format=ox.RdfFormat.N_QUADS)
    context = [quad for quad in quads if quad.graph_name in graphs]
    terms = json.loads(release.context.read_bytes())["@context"]
    return Checker(Shapes(graph_of(parse_file(release.shapes))), context, terms)


def _lines(request: ValidationRequest, prefixes: Mapping[str, str], base: str) -> dict[str, int]:
    """Find the lines of subjects in Turtle, for those who read the report."""
    if request.format != "ttl" or request.answer not in {"txt", "html"}:
        return {}
    # The codec "utf-8-sig" would be read from a file at its first use, and there is none to open.
    text = request.body.removeprefix(BOM).decode()
    nowhere = ox.NamedNode("urn:x-body")
    return subject_lines(SourceFile(Path(), "", text, nowhere, (), dict(prefixes)), base)
