"""Builds the release of a corpus: data and catalogue, dumps, texts, vocabulary, shapes, index."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from statementgraph.corpus.model import Corpus
from statementgraph.errors import CannotReadError
from statementgraph.rdf import PREFIXES
from statementgraph.release import catalogue, dumps, search_index
from statementgraph.release import directory as names
from statementgraph.release.directory import ReleaseDir
from statementgraph.release.store import Draft, keep, publish
from statementgraph.release.void_statistics import figures
from statementgraph.settings import default_root
from statementgraph.validation.shapes import parse_file, shapes_folder

__all__ = ["build", "publish"]

_ISSUED = ox.NamedNode(f"{PREFIXES['dcterms']}issued")
_LABEL = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_SHAPES = "https://w3id.org/statementgraph/shapes#"


def build(corpus: Corpus, target: Path) -> ReleaseDir:
    """Build the release of a checked corpus as `<target>/<id>`, or take the one that is there.

    Raises CannotReadError when shapes or context cannot be read, `target` cannot be
    written or SQLite cannot search, InvalidDataError for data that some dump cannot hold.
    """
    search_index.require_fts5()

    def finish(draft: Draft, release: str) -> None:
        extra = catalogue.catalogue(corpus.quads, corpus.base, release)
        quads = [*corpus.quads, *extra]
        terms = json.loads(draft.files[names.CONTEXT])["@context"]
        written = dumps.write(quads, corpus.base, terms)
        draft.files |= {f"{names.DUMPS}/{name}": body for name, body in written.items()}
        draft.files[names.DATA] = written[dumps.file_name("nq")]
        draft.files[search_index.INDEX] = search_index.index(corpus.quads, corpus.base)
        draft.counts = _counts(quads, corpus.base)

    return keep(_draft(corpus), target, finish)


def _draft(corpus: Corpus) -> Draft:
    vocabulary = ox.NamedNode(f"{corpus.base}graph/vocabulary")
    prefixes = dumps.prefixes(corpus.quads, corpus.base)
    files = {
        names.DATA: dumps.lines(corpus.quads),
        names.ONTOLOGY: dumps.turtle(
            (q.triple for q in corpus.quads if q.graph_name == vocabulary), prefixes
        ),
        names.SHAPES: _shapes(corpus),
        names.CONTEXT: _context(corpus.root),
    }
    statements = []
    for statement in corpus.statements:
        about = [q for q in corpus.quads if q.subject == ox.NamedNode(statement.iri)]
        texts = []
        for text in statement.texts.values():
            name = f"texts/{statement.slug}/{text.path.name}"
            files[name] = text.content.encode()
            size = len(text.content)
            texts.append({"iri": text.iri, "file": name, "sha256": text.sha256, "characters": size})
        labels = [q.object for q in about if q.predicate == _LABEL]
        dates = [
            q.object.value
            for q in about
            if q.predicate == _ISSUED and isinstance(q.object, ox.Literal)
        ]
        english = [v.value for v in labels if isinstance(v, ox.Literal) and v.language == "en"]
        entry = {"slug": statement.slug, "iri": statement.iri, "label": "".join(english[:1])}
        statements.append({**entry, "issued": "".join(dates[:1]), "texts": texts})
    return Draft(corpus.base, False, files, {}, statements)


def _counts(quads: Sequence[ox.Quad], base: str) -> dict[str, Any]:
    statistics = figures(quads, base)
    return {
        "quads": len(set(quads)),
        **statistics.totals,
        "graphs": dict(sorted(statistics.graphs.items())),
    }


def _shapes(corpus: Corpus) -> bytes:
    """Join the shapes into one file; the blank nodes of each stay its own."""
    paths = sorted(shapes_folder(corpus.root).glob("*.ttl"))
    shapes = ox.Dataset(
        ox.Quad(t.subject, t.predicate, t.object)
        for path in paths
        for t in parse_file(path, corpus.base)
    )
    # The parser labels blank nodes at random: give them lasting labels.
    shapes.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    known = {**PREFIXES, "shapes": _SHAPES}
    return dumps.turtle((quad.triple for quad in shapes), known)


def _context(root: Path) -> bytes:
    own = root / "ontology" / names.CONTEXT
    path = own if own.is_file() else default_root() / "ontology" / names.CONTEXT
    try:
        body = path.read_bytes()
        if not isinstance(json.loads(body)["@context"], dict):
            raise ValueError("@context")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotReadError(
            f"The JSON-LD context {path} cannot be read.", hint="It is an object with “@context”."
        ) from error
    return body
