"""Any RDF files as quads, for serving them as they are."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from statementgraph.corpus import source
from statementgraph.errors import CannotReadError

SUFFIXES = ("ttl", "nt", "nq", "trig", "rdf", "owl", "jsonld")


def load_rdf(specs: Sequence[str]) -> list[ox.Quad]:
    """Read RDF files, each given as `FILE` or `FILE=GRAPHIRI`, also gzipped.

    Named graphs are kept. Triples go to the default graph, or to GRAPHIRI where
    one is given. Relative IRIs are resolved against the file's own IRI (RFC 3986,
    section 5.1.3). Raises CannotReadError.
    """
    return list(dict.fromkeys(quad for spec in specs for quad in _read(spec)))


def _read(spec: str) -> Iterator[ox.Quad]:
    path, graph = _split(spec)
    name = str(path)
    kind = _format(path)
    data = source.read_bytes(path, name)
    if path.suffix == ".gz":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise CannotReadError(
                f"{name} is not a whole gzip file.", hint="Fetch or compress it again."
            ) from error
    blanks = source.BlankNodes(name)
    base = path.resolve().as_uri()
    try:
        for quad in ox.parse(data.removeprefix(source.BOM), format=kind, base_iri=base):
            yield _stable(quad, graph, blanks)
    except SyntaxError as error:
        raise source.syntax_error(error, name) from error
    except ValueError as error:
        raise CannotReadError(f"{name} cannot be read: {error}.") from error


def _split(spec: str) -> tuple[Path, ox.NamedNode | None]:
    """Take `FILE=GRAPHIRI` apart; a file whose own name holds “=” wins."""
    cuts = [at for at, char in enumerate(spec) if char == "="]
    at = next((at for at in cuts if not Path(spec).exists() and Path(spec[:at]).exists()), None)
    path, iri = (Path(spec), "") if at is None else (Path(spec[:at]), spec[at + 1 :])
    if not path.is_file():
        raise CannotReadError(f"There is no file {path}.", hint="Give FILE or FILE=GRAPHIRI.")
    if at is None:
        return path, None
    try:
        if ":" not in iri:
            raise ValueError(iri)
        return path, ox.NamedNode(iri)
    except ValueError as error:
        raise CannotReadError(
            f"“{iri}” is not an absolute IRI.", hint="Give FILE=GRAPHIRI."
        ) from error


def _format(path: Path) -> ox.RdfFormat:
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    suffix = plain.suffix.removeprefix(".").lower()
    # Ontologies in RDF/XML are named so (OWL 2, document overview, section 4).
    kind = ox.RdfFormat.RDF_XML if suffix == "owl" else ox.RdfFormat.from_extension(suffix)
    if kind is None:
        listed = ", ".join(SUFFIXES)
        raise CannotReadError(
            f"{path} has no suffix that names an RDF format.",
            hint=f"Known are {listed}, each also with .gz.",
        )
    return kind


def _stable(quad: ox.Quad, graph: ox.NamedNode | None, blanks: source.BlankNodes) -> ox.Quad:
    triple = source.renamed(quad.triple, blanks)
    target = quad.graph_name
    if isinstance(target, ox.BlankNode):
        target = blanks.name(target)
    elif graph is not None and isinstance(target, ox.DefaultGraph):
        target = graph
    return ox.Quad(triple.subject, triple.predicate, triple.object, target)
