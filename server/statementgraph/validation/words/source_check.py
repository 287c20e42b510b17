"""Whom and what a claim names stands in its quotes, under one of the names we know."""

from collections.abc import Iterator, Mapping

from statementgraph.corpus.findings import Finding
from statementgraph.validation.words.matching import content_words, find_words, holds_all, words
from statementgraph.validation.words.view import Utterance, View, shown, term

_ROLES = (
    *("actor", "patient", "about", "place", "venue", "norm", "addressee", "reportedHolder"),
    *("ofWhole", "basis"),
)
_NAMED = (*_ROLES, "time", "cohort")
_COHORT_PARTS = ("event", "population", "subgroup", "status", "manner", "unit")
_MEND = (
    "Correct sg:{role}; or quote the sentence that names it as well;"
    " or give the thing the words as a name, with their source."
)


def check_sources(view: View) -> Iterator[Finding]:
    """Report things that a claim points at although none of its quotes names them."""
    for utterance in view.utterances:
        for role in _ROLES:
            for iri in utterance.all(role):
                if _is_named_thing(view, iri) and not _is_quoted(view, utterance, iri):
                    wrong = f"No quote of this utterance names {_label(view, iri)}, its sg:{role}."
                    yield view.finding(utterance.iri, wrong, _MEND.format(role=role), "source")


def check_names(view: View) -> Iterator[Finding]:
    """Report names that stand in the words of a claim although it does not point at them."""
    names = _name_index(view)
    for utterance in view.utterances:
        if utterance.kind == "RelationClaim":
            continue
        pointed = _pointed(view, utterance)
        for named, things in _names_in(utterance, names):
            if pointed.isdisjoint(things):
                listed = " or ".join(sorted(_label(view, t) for t in things)[:3])
                yield view.finding(
                    utterance.iri,
                    f"The words hold the name {shown(named)}, but the claim points at no {listed}.",
                    "Add the role it has (sg:actor, sg:patient, sg:place, sg:about …),"
                    " or make sg:asWorded shorter.",
                    "name",
                )


def _is_named_thing(view: View, iri: str) -> bool:
    """Say whether a value is a thing of ours with names, and neither a claim nor a cohort."""
    node = view.node(iri)
    kinds = node.all("rdf:type")
    named = bool(view.names(iri)) and iri.startswith(view.corpus.base)
    unnamed = term("Cohort") in kinds or bool(node.one("dcterms:isPartOf"))
    return named and not unnamed and not iri.endswith("-not-named") and "none-stated" not in iri


def _is_quoted(view: View, utterance: Utterance, iri: str) -> bool:
    return any(holds_all(n, utterance.quoted, utterance.language) for n in view.names(iri))


def _label(view: View, iri: str) -> str:
    return shown(view.node(iri).one("rdfs:label") or iri.removeprefix(view.corpus.base))


_Index = Mapping[str, list[tuple[tuple[str, ...], str, set[str]]]]


def _name_index(view: View) -> _Index:
    """List the names of agents, groups, places and instruments, by their first word's start."""
    index: dict[str, dict[tuple[str, ...], tuple[str, set[str]]]] = {}
    for iri, node in view.nodes.items():
        if not iri.startswith(view.corpus.base) or not _is_named_entity(node.all("rdf:type")):
            continue
        for name in view.names(iri):
            cut = words(name)
            if cut and name[:1].isupper():
                _, things = index.setdefault(cut[0][:3], {}).setdefault(cut, (name, set()))
                things.add(iri)
    return {
        start: sorted(((cut, *rest) for cut, rest in cuts.items()), key=lambda n: -len(n[0]))
        for start, cuts in index.items()
    }


_NAMED_KINDS = frozenset(
    term(k)
    for k in (
        *("org:Organization", "org:FormalOrganization", "prov:Person", "foaf:Person"),
        *("foaf:Group", "geo:Feature", "eli:LegalResource"),
    )
)


def _is_named_entity(kinds: list[str]) -> bool:
    return not _NAMED_KINDS.isdisjoint(kinds)


def _names_in(utterance: Utterance, index: _Index) -> Iterator[tuple[str, set[str]]]:
    """Yield the names in the words of an utterance, the longest first at each place."""
    for run in utterance.worded.split("\n"):
        cut, at = words(run), 0
        while at < len(cut):
            length = 1
            for name, written, things in index.get(cut[at][:3], ()):
                if find_words(name, cut[at : at + len(name)], utterance.language) == 0:
                    yield written, things
                    length = len(name)
                    break
            at += length


def _pointed(view: View, utterance: Utterance) -> set[str]:
    """Collect everything a claim points at, and what those are parts of or made of."""
    pointed = {v for role in _NAMED for v in utterance.all(role)}
    pointed |= set(utterance.all("prov:wasAttributedTo"))
    for iri in list(pointed):
        node = view.node(iri)
        pointed |= {v for part in _COHORT_PARTS for v in node.all(part)}
        pointed |= set(node.all("sem:hasPlace")) | set(node.all("org:subOrganizationOf"))
        pointed |= {p for v in node.all("event") for p in view.node(v).all("sem:hasPlace")}
    pointed |= {  # a longer name of a thing that is pointed at holds the shorter name of another
        iri
        for thing in list(pointed)
        for name in view.names(thing)
        for iri in _things_within(view, name)
    }
    return pointed | {
        iri
        for words_ in [*utterance.all("namedAs"), *utterance.all("describedAs")]
        for iri in _things_within(view, words_)
    }


def _things_within(view: View, name: str) -> set[str]:
    """Return the things one of whose names stands in a longer name."""
    among = content_words(name, "")
    return {
        iri
        for short, iris in _short_names(view).items()
        if len(short) < len(among) and find_words(short, among, "en") >= 0
        for iri in iris
    }


def _short_names(view: View) -> Mapping[tuple[str, ...], set[str]]:
    cached = view.__dict__.setdefault("_short", {})
    if not cached:
        for cuts in _name_index(view).values():
            for cut, _, things in cuts:
                cached.setdefault(cut, set()).update(things)
    return cached
