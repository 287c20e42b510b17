"""The kinds of claims that /compare compares: figures, dates, norms and names."""

from collections.abc import Sequence

from statementgraph.features.compare import agreement
from statementgraph.features.compare.agreement import StatedDate, StatedFigure, StatedName
from statementgraph.features.compare.cells import ComparisonKind, TextRow, how_said
from statementgraph.view import labels
from statementgraph.view.addresses import Addresses
from statementgraph.view.claims import Ref
from statementgraph.view.dates import date_in_words, day_of_year_in_words, parse_date
from statementgraph.view.graph import local_name
from statementgraph.view.quantities import Quantity, parse_number, plural_unit


def _ref(row: TextRow, iri: str, label: str, addresses: Addresses) -> Ref:
    value = row.get(iri, "")
    return Ref(row.get(label) or local_name(value), addresses.href(value), value)


def _days(start: str, end: str) -> str:
    return (
        date_in_words(start) if start == end else f"{date_in_words(start)} to {date_in_words(end)}"
    )


def _figure_head(row: TextRow, addresses: Addresses) -> tuple[Ref, tuple[str, ...]]:
    unit, whole, beside = row.get("unit", ""), row.get("whole", ""), row.get("beside", "")
    counted = "a share of the group, given in" if row.get("share") else "counted in"
    notes = [f"{counted} {plural_unit(unit)}" if unit else "", row.get("events", "")]
    if whole:
        notes.append(f"part of the group “{whole}”; parts may overlap, so nothing is added up")
    if beside:
        notes.append(f"to be read beside “{beside}”, not compared with it. {row.get('note', '')}")
    return _ref(row, "cohort", "group", addresses), tuple(n.strip() for n in notes if n)


def _figure_item(rows: Sequence[TextRow]) -> tuple[str, str, StatedFigure, dict[str, str]]:
    row = rows[0]
    hedge = local_name(row["hedge"])
    start, end = row.get("start", ""), row.get("end", "")
    as_of = f"{start}/{end}" if start else agreement.UNDATED if row.get("asOf") else ""
    numbers = {name: row.get(name, "") for name in ("value", "lower", "upper")}
    vague = local_name(row["vague"]).replace("-", " ") if row.get("vague") else ""
    term = StatedFigure(
        **{name: parse_number(text) for name, text in numbers.items()},
        hedge=hedge,
        vague=vague,
        as_of=as_of,
        stance=how_said(row),
    )
    name = labels.CONCEPTS.get(hedge, hedge.replace("-", " "))
    unit = row.get("unit", "")
    whole = row.get("group", "") if row.get("share") else ""
    reading = Quantity(**numbers, vague=vague, hedge=name, unit=unit, whole=whole).text
    if as_of_words := row.get("asOf"):
        reading += f", as of “{as_of_words}”" + (f" ({_days(start, end)})" if start else "")
    if based := ", ".join(dict.fromkeys(r["based"] for r in rows if "based" in r)):
        reading += f"; basis given: {based}"
    fields = {
        **numbers,
        "vague": vague,
        "qualifier": hedge,
        "unit": unit,
        "basis": based,
        "from": "",
        "to": "",
    }
    if as_of and start:
        fields |= {"from": start, "to": end}
    return _words(rows), reading, term, fields


def _words(rows: Sequence[TextRow]) -> str:
    """Return the words that carry a claim, with an ellipsis where they are not side by side."""
    return " … ".join(dict.fromkeys(row["wording"] for row in rows))


def _date_head(row: TextRow, addresses: Addresses) -> tuple[Ref, tuple[str, ...]]:
    notes = [f"said to be done by {_name(row, 'actor', 'by')}" if row.get("actor") else ""]
    notes.append(f"said about {_name(row, 'thing', 'about')}" if row.get("thing") else "")
    return _ref(row, "act", "done", addresses), tuple(filter(None, notes))


def _name(row: TextRow, iri: str, label: str) -> str:
    return row.get(label) or local_name(row.get(iri, ""))


def _date_item(rows: Sequence[TextRow]) -> tuple[str, str, StatedDate, dict[str, str]]:
    row = rows[0]
    start, end, edtf = (row.get(k, "") for k in ("start", "end", "edtf"))
    exact = not any(mark in edtf for mark in "~?%")
    places = sorted({p: _name(r, "place", "where") for r in rows if (p := r.get("place"))}.items())
    # Without a thing and a place, nothing says that two dates are of the same event.
    bare = not row.get("thing") and not places
    term = StatedDate(
        parse_date(start),
        parse_date(end),
        exact,
        row.get("yearly", ""),
        frozenset({row["claim"]} if bare else (iri for iri, _ in places)),
        how_said(row),
    )
    reading = _days(start, end) if start else ""
    if row.get("yearly"):
        reading = f"every year on {day_of_year_in_words(row['yearly'])}"
    reading = (reading or "no days given") + ("" if exact else ", approximately")
    where = ", ".join(name for _, name in places)
    fields = {"from": start or row.get("yearly", ""), "to": end, "place": where}
    return _words(rows), f"{reading}; {where}" if where else reading, term, fields


def _norm_head(row: TextRow, addresses: Addresses) -> tuple[Ref, tuple[str, ...]]:
    about = (f"said about {_name(row, 'thing', 'about')}",) if row.get("thing") else ()
    return _ref(row, "norm", "named", addresses), about


def _norm_item(rows: Sequence[TextRow]) -> tuple[str, str, StatedName, dict[str, str]]:
    said = how_said(rows[0])
    reading = "says that it was breached" if said == agreement.AFFIRMS else "a breach"
    return "", reading, StatedName("", said), {}


def _name_head(row: TextRow, addresses: Addresses) -> tuple[Ref, tuple[str, ...]]:
    return _ref(row, "thing", "about", addresses), ()


def _name_item(rows: Sequence[TextRow]) -> tuple[str, str, StatedName, dict[str, str]]:
    wording = _words(rows)
    return wording, "", StatedName(wording, how_said(rows[0])), {}


COMPARISON_KINDS = (
    ComparisonKind(
        "figures",
        "Figures",
        "Group counted",
        "Each row is a group that speakers give figures for. That it is listed does not say that"
        " anyone belongs to it.",
        "compare-figures",
        ("cohort", "unit"),
        _figure_head,
        _figure_item,
        agreement.compare_figures,
    ),
    ComparisonKind(
        "dates",
        "Dates",
        "What is dated",
        "What speakers say was done, and when. Whether it was done is not recorded.",
        "compare-dates",
        ("thing", "act", "actor"),
        _date_head,
        _date_item,
        agreement.compare_dates,
    ),
    ComparisonKind(
        "norms",
        "Norms",
        "Norm named",
        "Norms that speakers say were breached, or deny were. That they say so is recorded;"
        " whether it is so is not.",
        "compare-norms",
        ("norm", "thing"),
        _norm_head,
        _norm_item,
        agreement.compare_names,
    ),
    ComparisonKind(
        "names",
        "Names",
        "What is named",
        "Names and descriptions as the speakers word them. None of them is ours.",
        "compare-names",
        ("thing",),
        _name_head,
        _name_item,
        agreement.compare_names,
        ("same wording", "same wording as"),
        ("differ in wording", "differs in wording from"),
    ),
)
