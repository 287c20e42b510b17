"""Every literal is one of its datatype (XSD 1.1 part 2; EDTF, ISO 8601-2)."""

from collections.abc import Iterator

import pyoxigraph as ox

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Corpus
from statementgraph.reading.lexical import problem
from statementgraph.validation.words.view import shown


def check_literals(corpus: Corpus) -> Iterator[Finding]:
    """Report each literal that its datatype does not allow, with the thing it stands on."""
    above = {q.object: q.subject for q in corpus.quads if isinstance(q.object, ox.BlankNode)}
    for quad in corpus.quads:
        value, subject = quad.object, quad.subject
        if not isinstance(value, ox.Literal) or value.language:
            continue
        wrong = problem(value.value, value.datatype.value)
        if wrong is None:
            continue
        while isinstance(subject, ox.BlankNode) and subject in above:
            subject = above[subject]
        iri = subject.value if isinstance(subject, ox.NamedNode) else ""
        name = quad.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        kind = value.datatype.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        yield Finding(
            *corpus.locate(iri),
            iri.removeprefix(corpus.base),
            f"The value {shown(value.value)} of {name} is no {kind}: {wrong}",
            f"Write it as {kind} is written, or give it the datatype that fits.",
            "literal",
        )
