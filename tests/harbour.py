"""A second made-up speaker on the made-up pier: other figures for the same groups, every hedge."""

import pyoxigraph as ox

from statementgraph.corpus.loader import load_corpus
from statementgraph.rdf import DEFAULT_BASE, PREFIXES
from statementgraph.sparql import LocalEngine, from_quads
from statementgraph.view.addresses import Addresses
from tests.paths import EASTWICK

HERE = Addresses(DEFAULT_BASE)
PROLOGUE = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
STATEMENT = "statement/2001-03-09-guild"

_SPEECH = f"""
<{STATEMENT}> a sg:Statement ; rdfs:label "Statement of the Harbour Guild, 9 March 2001"@en ;
  dcterms:issued "2001-03-09"^^xsd:date ; prov:wasAttributedTo <agent/harbour-guild-of-morrow> .
<cohort/eastwick-2001-03-01.boats> a sg:Cohort ; rdfs:label "Boats lost at Eastwick"@en ;
  sg:event <event/eastwick-2001-03-01> ; sg:unit <concept/boat> .
<concept/boat> rdfs:label "boat"@en .
<cohort/no-event.lamps> a sg:Cohort ; rdfs:label "=Lamps, event not stated"@en ;
  sg:unit <concept/lamp> ; skos:scopeNote "No event is named."@en .
<concept/lamp> rdfs:label "lamp"@en .
"""
# claim: (cohort, value, hedge, stance, the words, more)
_CLAIMS = {
    "killed": ("eastwick-2001-03-01.killed", 15, "more-than", "asserts", "more than 15", ""),
    "not-twelve": ("eastwick-2001-03-01.killed", 12, "unhedged", "denied", "not 12", ""),
    "children": ("eastwick-2001-03-01.killed-children", 2, "at-least", "asserts", "at least 2", ""),
    "hurt": ("eastwick-2001-03-01.wounded", 30, "unhedged", "asserts", "20 to 40", "20 40"),
    "lost": ("eastwick-2001-03-01.missing", 9, "at-most", "reports", "at most 9", ""),
    "boats": ("eastwick-2001-03-01.boats", 2, "fewer-than", "asserts", "fewer than 2", ""),
    "lamps": ("no-event.lamps", 7, "unhedged", "asserts", "=SUM(7)", ""),
}
# reading: (the words, start, end, EDTF, the day that returns)
_TIMES = {
    "long-ago": ("about 1950", "1950-01-01", "1950-12-31", "1950~", ""),
    "march": ("in March 2001", "2001-03-01", "2001-03-31", "2001-03?", ""),
    "since": ("since 3 March 2001", "", "", "2001-03-03/..", ""),
    "one-day": ("one day", "", "", "XXXX", ""),
    "yearly": ("every leap day", "", "", "", "--02-29"),
}


def _times() -> str:
    found = []
    for at, (name, (said, start, end, edtf, returns)) in enumerate(_TIMES.items(), start=50):
        bounds = (
            f'sem:hasEarliestBeginTimeStamp "{start}"^^xsd:date ;'
            f' sem:hasLatestEndTimeStamp "{end}"^^xsd:date ;'
            if start
            else ""
        )
        bounds += f' sg:edtf "{edtf}"^^edtf:EDTF ;' if edtf else ""
        bounds += f' sg:recursOn "{returns}"^^xsd:gMonthDay ;' if returns else ""
        quote = f"<{STATEMENT}/text/1#char={at},99>"
        found.append(
            f'<{STATEMENT}/time/{name}> a sg:TimeReading ; rdfs:label "{said}"@en ; {bounds}'
            f' sg:asWorded "{said}" ; sg:rule <concept/explicit> ; prov:wasDerivedFrom {quote} .'
            f" {quote} oa:hasSource <{STATEMENT}/text/1> ; oa:hasSelector [ oa:exact"
            f' "It was {said}, they say." ] .'
        )
    return f"<{STATEMENT}/text/1> dcterms:isFormatOf <{STATEMENT}> .\n" + "\n".join(found)


# place: (the words, WKT, where the point is from)
_EPSG = "<http://www.opengis.net/def/crs/EPSG/0/4326>"
_PLACES = {
    "pier-head": ("Pier head", "POINT(-30.5 41.5)", "A made-up list"),
    "harbour-quarter": ("Harbour quarter", f"{_EPSG} POINT(41.52 -30.48)", "Centroid, made up"),
    "sandbank": ("Sandbank", "POLYGON((0 0,1 0,1 1,0 0))", "A made-up list"),
}


def _places() -> str:
    found = []
    for at, (name, (label, wkt, source)) in enumerate(_PLACES.items(), start=80):
        quote = f"<{STATEMENT}/text/1#char={at},99>"
        found.append(
            f'<place/{name}> a geo:Feature ; rdfs:label "{label}"@en ; geo:hasGeometry'
            f' [ geo:asWKT "{wkt}"^^geo:wktLiteral ; dcterms:source "{source}" ] .'
            f" <{STATEMENT}/claim/{name}> a sg:OccurrenceClaim ;"
            f' rdfs:label "Guild 2001: {label}"@en ;'
            f" dcterms:isPartOf <{STATEMENT}> ; sg:place <place/{name}>, <place/eastwick> ;"
            " sg:stance <concept/asserts> ; sg:polarity <concept/affirmed> ;"
            " sg:certainty <concept/unqualified> ;"
            " prov:wasAttributedTo <agent/harbour-guild-of-morrow> ;"
            f" prov:wasDerivedFrom {quote} . {quote} oa:hasSelector"
            f' [ oa:exact "At the {label}, they say." ] .'
        )
    return "\n".join(found)


def second() -> str:
    """Write what the second speaker says, in Turtle."""
    claims = [_times(), _places()]
    for at, (name, (cohort, value, hedge, stance, said, bounds)) in enumerate(_CLAIMS.items()):
        lower, _, upper = bounds.partition(" ")
        number = f"sg:lowerBound {lower} ; sg:upperBound {upper} ;" if bounds else ""
        number = number or f"sg:value {value} ;"
        axes = (
            f"sg:stance <concept/{'reports' if stance == 'reports' else 'asserts'}> ;"
            f" sg:polarity <concept/{'denied' if stance == 'denied' else 'affirmed'}> ;"
            " sg:certainty <concept/unqualified> ;"
        )
        holder = "sg:reportedHolder <agent/lighthouse-keepers> ;" if stance == "reports" else ""
        claims.append(
            f'<{STATEMENT}/claim/{name}> a sg:CountClaim ; rdfs:label "Guild 2001: {said}"@en ;'
            f" dcterms:isPartOf <{STATEMENT}> ; sg:cohort <cohort/{cohort}> ; {number}"
            f' sg:qualifier <concept/{hedge}> ; sg:asWorded "{said}" ; {holder}'
            f" {axes}"
            " prov:wasAttributedTo <agent/harbour-guild-of-morrow> ;"
            f" prov:wasDerivedFrom <{STATEMENT}/text/1#char={at},99> .\n"
            f"<{STATEMENT}/text/1#char={at},99> oa:hasSource <{STATEMENT}/text/1> ;"
            f' oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "They say {said} of them." ] .\n'
        )
    return _SPEECH + "".join(claims)


def engine(*turtle: str) -> LocalEngine:
    """Serve the made-up statement and what is added to it."""
    quads = list(load_corpus(EASTWICK, DEFAULT_BASE).quads)
    for text in turtle:
        quads += ox.parse(PROLOGUE + text, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    return from_quads(quads, release="0123456789ab")


def both() -> LocalEngine:
    """Serve both made-up statements."""
    return engine(second())
