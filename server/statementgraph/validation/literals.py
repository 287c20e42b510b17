"""Literals that their datatype does not allow (XSD 1.1 part 2; EDTF), as validation results.

SHACL looks at the datatype of a value only where a shape asks for one, and what is ill-typed
(SHACL, section 4.1.2) is to its processors what the parser of their library refuses. So every
literal is held against its lexical space here, whatever the shapes say.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from statementgraph.rdf import PREFIXES
from statementgraph.reading.lexical import problem
from statementgraph.validation.shacl_results import MEND, Result, Term, short, short_term

COMPONENT = PREFIXES["sh"] + "DatatypeConstraintComponent"
_MEND = "write it as its datatype has it, or give it the datatype that fits."


def ill_typed(data: Iterable[ox.Triple | ox.Quad]) -> Iterator[Result]:
    """Yield a result for each literal that is none of its datatype, about its subject.

    A literal in a triple term (RDF 1.2) is a result about the subject of the whole triple.
    """
    for triple in data:
        for name, value in _literals(triple.predicate, triple.object):
            wrong = problem(value.value, value.datatype.value)
            if wrong:
                said = f"literal: the value {short_term(value)} of {short(name.value)} {wrong}."
                path = short(triple.predicate.value)
                message = f"{said}{MEND}{_MEND}"
                yield Result(triple.subject, path, value, message, COMPONENT)


def _literals(name: ox.NamedNode, value: Term) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    while isinstance(value, ox.Triple):
        name, value = value.predicate, value.object
    if isinstance(value, ox.Literal) and not value.language:
        yield name, value
