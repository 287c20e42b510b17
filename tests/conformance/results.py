"""Reads results, expected and found, and compares them by the rules of the W3C's suites."""

import contextlib
import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Mapping[str, Term]

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset({"integer", "decimal", "float", "double"})
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Table:
    """Solutions; `ordered` where the suite says in which order they come."""

    variables: frozenset[str]
    rows: Sequence[Row]
    ordered: bool = False


Result = Table | bool | ox.Dataset


def of_solutions(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterable[ox.Quad],
) -> Result:
    """Turn what pyoxigraph gives into a result."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QuerySolutions):
        names = [v.value for v in answer.variables]
        rows = [{n: row[n] for n in names if row[n] is not None} for row in answer]
        return Table(frozenset(names), rows)
    found = ox.Dataset()
    for part in answer:
        found.add(part if isinstance(part, ox.Quad) else ox.Quad(*part))
    return found


def read(body: bytes, suffix: str, base: str) -> Result:
    """Read a result in the format of a file with this suffix."""
    if suffix in _FORMATS:
        return of_solutions(ox.parse_query_results(body, format=_FORMATS[suffix]))
    if suffix == ".csv":
        return _of_csv(body.decode())
    kind = ox.RdfFormat.from_extension(suffix.removeprefix("."))
    assert kind, suffix
    return of_solutions(ox.parse(body, format=kind, base_iri=base))


def expected(path: Path) -> Result:
    """Read an expected result; one that is written as RDF becomes the table it describes."""
    found = read(path.read_bytes(), path.suffix, path.as_uri())
    return _described(found) if isinstance(found, ox.Dataset) else found


def _of_csv(text: str) -> Table:
    """Read CSV, which tells IRIs and literals apart only by their looks."""
    names, *lines = csv.reader(io.StringIO(text, newline=""))
    rows = [{n: _cell(c) for n, c in zip(names, cells, strict=True) if c} for cells in lines]
    return Table(frozenset(names), rows)


def _cell(text: str) -> Term:
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    try:
        return ox.Literal(str(Decimal(text)), datatype=ox.NamedNode(f"{_XSD}double"))
    except ArithmeticError:
        return ox.Literal(text)


def _described(graph: ox.Dataset) -> Result:
    """Read a result set in the vocabulary of the SPARQL 1.0 tests, if it is one."""
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    head = next(iter(graph.quads_for_object(ox.NamedNode(_RS + "ResultSet"))), None)
    if head is None or head.predicate != kind:
        return graph
    for value in _values(graph, head.subject, "boolean"):
        return value == ox.Literal("true", datatype=ox.NamedNode(f"{_XSD}boolean"))
    names = frozenset(_text(v) for v in _values(graph, head.subject, "resultVariable"))
    found = []
    for solution in _values(graph, head.subject, "solution"):
        row = {
            _text(_values(graph, b, "variable")[0]): _values(graph, b, "value")[0]
            for b in _values(graph, solution, "binding")
        }
        found.append(([int(_text(i)) for i in _values(graph, solution, "index")], row))
    ordered = bool(found) and all(index for index, _ in found)
    if ordered:
        found.sort(key=lambda pair: pair[0])
    return Table(names, [row for _, row in found], ordered)


def _values(graph: ox.Dataset, subject: Term, name: str) -> list[Term]:
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    wanted = ox.NamedNode(_RS + name)
    return [q.object for q in graph.quads_for_subject(subject) if q.predicate == wanted]


def _text(term: Term) -> str:
    assert isinstance(term, ox.Literal)
    return term.value


def differs(wanted: Result, found: Result, *, lax: bool = False) -> str:
    """Say how `found` differs from `wanted`; "" where it does not.

    Blank nodes count as equal where one mapping of them makes the results equal.
    `lax` is the rule for REDUCED: each row at least once and at most as often.
    """
    if isinstance(wanted, Table) and isinstance(found, Table):
        return _table_differs(wanted, found, lax=lax)
    if isinstance(wanted, ox.Dataset) and isinstance(found, ox.Dataset):
        return "" if _canonical(wanted) == _canonical(found) else f"{wanted}\nis not\n{found}"
    return "" if wanted is found else f"{wanted} is not {found}"


def _canonical(graph: ox.Dataset) -> ox.Dataset:
    found = ox.Dataset(graph)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def _table_differs(wanted: Table, found: Table, *, lax: bool) -> str:
    if wanted.variables != found.variables:
        return f"variables {sorted(wanted.variables)} are not {sorted(found.variables)}"
    if lax:
        same = _lax(wanted.rows, found.rows)
    elif wanted.ordered:
        same = len(wanted.rows) == len(found.rows) and _Mapping().sequence(wanted.rows, found.rows)
    else:
        same = _bags(wanted.rows, found.rows)
    return "" if same else f"{_shown(wanted)}\nis not\n{_shown(found)}"


def _shown(table: Table) -> str:
    return "\n".join(
        sorted(" ".join(f"?{n}={v}" for n, v in sorted(r.items())) for r in table.rows)
    )


def _lax(wanted: Sequence[Row], found: Sequence[Row]) -> bool:
    most, seen = Counter(map(_key, wanted)), Counter(map(_key, found))
    return set(most) == set(seen) and all(seen[key] <= most[key] for key in seen)


def _bags(wanted: Sequence[Row], found: Sequence[Row]) -> bool:
    """Compare the rows without blank nodes by counting, the others by search."""
    plain = [Counter(_key(r) for r in rows if not _blank(r)) for rows in (wanted, found)]
    blank = [[r for r in rows if _blank(r)] for rows in (wanted, found)]
    if plain[0] != plain[1] or len(blank[0]) != len(blank[1]):
        return False
    return _search(blank[0], blank[1], _Mapping())


def _search(wanted: Sequence[Row], found: Sequence[Row], known: "_Mapping") -> bool:
    if not wanted:
        return True
    for place, row in enumerate(found):
        tried = known.copy()
        if tried.row(wanted[0], row) and _search(
            wanted[1:], [*found[:place], *found[place + 1 :]], tried
        ):
            return True
    return False


def _key(row: Row) -> frozenset[tuple[str, object]]:
    return frozenset((name, _same(term)) for name, term in row.items())


def _same(term: Term) -> object:
    """Give what two equal terms have in common.

    Language tags are equal in any case. Numbers and truth values of one datatype are
    equal by their value: an engine may write "1" for "1.0E0".
    """
    if isinstance(term, ox.Triple):
        return (_same(term.subject), term.predicate, _same(term.object))
    if not isinstance(term, ox.Literal):
        return term
    if term.language:
        return (term.value, term.language.lower(), str(term.direction))
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "boolean":
        return _TRUTH.get(term.value, term)
    if kind in _NUMBERS:
        with contextlib.suppress(ArithmeticError):
            return (Decimal(term.value), term.datatype)
    return term


def _blank(value: Row | Term) -> bool:
    if isinstance(value, Mapping):
        return any(_blank(term) for term in value.values())
    if isinstance(value, ox.Triple):
        return _blank(value.subject) or _blank(value.object)
    return isinstance(value, ox.BlankNode)


class _Mapping:
    """A mapping of blank nodes, one to one, that grows as rows are compared."""

    def __init__(self, there: Mapping[Term, Term] | None = None) -> None:
        self._there = dict(there or {})
        self._back = {v: k for k, v in self._there.items()}

    def copy(self) -> "_Mapping":
        return _Mapping(self._there)

    def sequence(self, wanted: Sequence[Row], found: Sequence[Row]) -> bool:
        return all(self.row(w, f) for w, f in zip(wanted, found, strict=True))

    def row(self, wanted: Row, found: Row) -> bool:
        return wanted.keys() == found.keys() and all(
            self.term(wanted[name], found[name]) for name in wanted
        )

    def term(self, wanted: Term, found: Term) -> bool:
        if isinstance(wanted, ox.BlankNode) and isinstance(found, ox.BlankNode):
            self._there.setdefault(wanted, found)
            self._back.setdefault(found, wanted)
            return self._there[wanted] == found and self._back[found] == wanted
        if isinstance(wanted, ox.Triple) and isinstance(found, ox.Triple):
            return (
                wanted.predicate == found.predicate
                and self.term(wanted.subject, found.subject)
                and self.term(wanted.object, found.object)
            )
        return _same(wanted) == _same(found)
