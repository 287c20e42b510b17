"""English words that pages share: how somebody said something, hedges, articles and plurals."""

from statementgraph.reading.hedges import UNHEDGED

# The name of the site on pages and in citations.
SITE = "Statements as data"
# The verb for each kind of utterance. None of them says that a claim is so.
VERBS: dict[str, str] = {
    "sg:Call": "called for",
    "sg:Commitment": "promised",
    "sg:Expression": "expressed",
    "sg:Declaration": "declared",
}
SAID = "said"
# What is added to the verb. A quote may hold its own negation, so "denied" never stands before it.
DENIAL = "as a denial"
REPORTING = "reporting others"
CERTAINTIES: dict[str, str] = {
    "likely": "as likely",
    "possible": "as possible",
    "alleged": "as alleged",
    "questioned": "as a question",
}
# Plain words for concepts whose label in the data is a technical term.
CONCEPTS: dict[str, str] = {UNHEDGED: "no hedge word"}


def verb(kind: str, stance: str = "", polarity: str = "", certainty: str = "") -> str:
    """Return the verb for an utterance: "said, reporting others, as a denial".

    `kind` is its class as a prefixed name; the others are the last parts of the IRIs of concepts.
    """
    added = (
        REPORTING if stance == "reports" else "",
        DENIAL if polarity == "denied" else "",
        CERTAINTIES.get(certainty, ""),
    )
    return ", ".join(filter(None, (VERBS.get(kind, SAID), *added)))


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def plural(noun: str) -> str:
    """Give the plural of a regular noun: persons, families, legislatures of a state."""
    head, mark, tail = noun.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{mark}{tail}"
    return f"{head}{'es' if head.endswith(('s', 'x', 'ch', 'sh')) else 's'}{mark}{tail}"
