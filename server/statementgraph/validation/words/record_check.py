"""What the record of a statement says of itself stands in the words of its text."""

from collections.abc import Iterator

from statementgraph.corpus.findings import Finding
from statementgraph.corpus.model import Statement
from statementgraph.reading.dates import dates
from statementgraph.reading.languages import SUPPORTED
from statementgraph.validation.words.matching import holds_all, words
from statementgraph.validation.words.name_index import NameIndex
from statementgraph.validation.words.view import Node, Passage, View, shown, term

_NAMED = (
    *("org:Organization", "org:FormalOrganization", "org:Post", "foaf:Person", "prov:Person"),
    *("dcterms:AgentClass", "foaf:Group"),
)

_PLAIN = ("statement", "joint", "by", "of", "and", "the", "undated", "withdrawn", "corrected")
_PERSONS = ("foaf:Person", "prov:Person")


def check_records(view: View) -> Iterator[Finding]:
    """Hold title, occasion, speakers, offices, addressees and date against the record's quotes."""
    for statement in view.corpus.statements:
        node = view.node(statement.iri)
        passages = view.passages(node.all("dcterms:source"))
        for wrong, mend in _faults(view, statement, node, passages):
            yield view.finding(statement.iri, wrong, mend, "record")


def _faults(
    view: View, statement: Statement, node: Node, passages: list[Passage]
) -> Iterator[tuple[str, str]]:
    quoted = "\n".join(p.words for p in passages)
    for name in ("dcterms:title", "occasion"):
        for said in node.all(name):
            if said not in quoted:
                yield (
                    f"The {name.rpartition(':')[2]} {shown(said)} does not stand in the text.",
                    "Copy it exactly; quote its line in dcterms:source of the statement.",
                )
    language = view.language(statement.iri)
    people = [("speaker", iri) for iri in node.all("prov:wasAttributedTo")]
    for attribution in view.nested(node, "prov:qualifiedAttribution"):
        people += [("office", iri) for iri in attribution.all("prov:hadRole")]
    people += [("addressee", iri) for iri in node.all("addressedTo")]
    index = NameIndex(view, _NAMED)
    labels = NameIndex(view, _NAMED, by_label=True)
    named = [things for i in (index, labels) for _, things in i.found_in(quoted, language)]
    for role, iri in people:
        at_length = role != "addressee" or any(iri in things for things in named)
        by_words = any(holds_all(name, quoted, language) for name in view.names(iri))
        if not (at_length and by_words):
            label = shown(view.node(iri).one("rdfs:label") or iri)
            yield (
                f"No quote of the record names the {role} {label}.",
                "Quote in dcterms:source the words that name it, or correct the record.",
            )
    yield from _unnamed(view, node)
    yield from _offices(view, node, passages, language)
    yield from _heading(view, node, passages)
    yield from _left_out(view, index, passages, {iri for _, iri in people}, language)
    if language in SUPPORTED and node.one("dcterms:issued") and quoted:
        read = {d.edtf for tag in (language, "en") for d in dates(quoted, tag)}
        if not any(e and e.startswith(node.one("dcterms:issued")) for e in read):
            yield (
                f"No date in the record's quotes is {node.one('dcterms:issued')}, its date.",
                "Correct dcterms:issued, or quote the words that date the statement.",
            )


def _left_out(
    view: View, index: NameIndex, passages: list[Passage], known: set[str], language: str
) -> Iterator[tuple[str, str]]:
    """Report bodies and posts that a list or a signature names and the record lacks."""
    whole = {p for iri in known for p in view.node(iri).all("org:postIn")} | {
        post.iri for post in view.typed("org:Post") if known.intersection(post.all("org:postIn"))
    }
    whole |= {p.iri for kind in _PERSONS for p in view.typed(kind)}
    for passage in passages:
        for name, things in index.found_in(passage.words, language):
            posts = {t for t in things if term("org:Post") in view.node(t).all("rdf:type")}
            left = posts - known - whole
            if (left or things.isdisjoint(known | whole)) and not _is_title(view, passage):
                yield (
                    f"Its record names {shown(name)}, neither as speaker, office nor addressee.",
                    "Add sg:addressedTo, or the office in prov:qualifiedAttribution.",
                )


def _offices(
    view: View, node: Node, passages: list[Passage], language: str
) -> Iterator[tuple[str, str]]:
    """Ask that an office stands beside its holder: in one line, signature or title."""
    for attribution in view.nested(node, "prov:qualifiedAttribution"):
        speaker, office = attribution.one("prov:agent"), attribution.one("prov:hadRole")
        if office and not any(
            all(
                any(holds_all(n, p.words, language) for n in view.names(iri))
                for iri in (speaker, office)
            )
            for p in passages
        ):
            yield (
                f"No line names {shown(view.node(speaker).one('rdfs:label'))} with that office.",
                "Correct prov:hadRole, or quote the signature as one passage.",
            )


def _heading(view: View, node: Node, passages: list[Passage]) -> Iterator[tuple[str, str]]:
    """Report a heading that is quoted and is no title, and a label of other words."""
    first = next((p for p in passages if p.span.start == 0), None)
    speakers = [n for s in node.all("prov:wasAttributedTo") for n in view.names(s)]
    if first and not node.all("dcterms:title") and first.words not in speakers:
        yield f"The heading {shown(first.words)} is not its title.", "Add dcterms:title."
    title = " ".join(node.all("dcterms:title"))
    for label in node.literals("rdfs:label"):
        if label.language not in {"", "en", None}:
            continue
        known = {w for text in (*speakers, title, *_PLAIN) for w in words(text)}
        known |= {w for d in dates(label.value, "en") for w in words(label.value[d.start : d.end])}
        strange = [w for w in words(label.value) if w not in known]
        if strange:
            yield (
                f"The label of the statement has words of its own: {', '.join(strange)}.",
                "Write it as `Statement by SPEAKER, DATE`.",
            )


def _is_title(view: View, passage: Passage) -> bool:
    """Say whether a passage is the title of its statement: what is named there is its topic."""
    statements = view.node(passage.text.iri).all("dcterms:isFormatOf")
    return any(passage.words in view.node(s).all("dcterms:title") for s in statements)


def _unnamed(view: View, node: Node) -> Iterator[tuple[str, str]]:
    """Report a speaker's office that the record's signature names and the record leaves out."""
    attributed = {
        iri for a in view.nested(node, "prov:qualifiedAttribution") for iri in a.all("prov:agent")
    }
    for speaker in node.all("prov:wasAttributedTo"):
        if attributed and speaker not in attributed:
            label = shown(view.node(speaker).one("rdfs:label") or speaker)
            yield (
                f"The record names no office of the speaker {label}.",
                "Add a prov:qualifiedAttribution with prov:agent and, if worded, prov:hadRole.",
            )
