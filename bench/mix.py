"""Ten queries of the kinds that are asked of such data; they run on real and generated data."""

from statementgraph.rdf import PREFIXES

_NAMES = ("dcterms", "oa", "prov", "rdf", "rdfs", "sg")
_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _NAMES)

MIX = {
    name: _HEAD + text
    for name, text in {
        "is there any claim": "ASK { ?c a sg:CountClaim }",
        "one claim": "SELECT ?p ?o { { SELECT ?c { ?c a sg:CountClaim } LIMIT 1 } ?c ?p ?o }",
        "ten figures": """SELECT ?label ?value ?words {
  ?c sg:value ?value ; sg:asWorded ?words ; rdfs:label ?label } LIMIT 10""",
        "figures with quotes": """SELECT ?value ?speaker ?quote {
  ?c sg:value ?value ; prov:wasAttributedTo/rdfs:label ?speaker ;
     prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote } LIMIT 100""",
        "claims of each speaker": """SELECT ?speaker (COUNT(?c) AS ?claims) {
  ?c dcterms:isPartOf ?s ; prov:wasAttributedTo ?speaker } GROUP BY ?speaker ORDER BY ?speaker""",
        "largest figures": """SELECT ?c ?value { ?c sg:value ?value }
ORDER BY DESC(?value) ?c LIMIT 20""",
        "labels with a word": """SELECT ?thing ?label {
  ?thing a sg:Cohort ; rdfs:label ?label FILTER CONTAINS(LCASE(?label), "ed") } LIMIT 50""",
        "same cohort, other figure": """SELECT ?a ?b { ?a sg:cohort ?cohort ; sg:value ?x .
  ?b sg:cohort ?cohort ; sg:value ?y FILTER(?x < ?y) } LIMIT 50""",
        "claims by date": """SELECT ?date ?label { ?s a sg:Statement ; dcterms:issued ?date ;
  rdfs:label ?label } ORDER BY ?date ?label LIMIT 50""",
        "graph of twenty claims": """CONSTRUCT { ?c ?p ?o } {
  { SELECT ?c { ?c a sg:CountClaim } ORDER BY ?c LIMIT 20 } ?c ?p ?o }""",
    }.items()
}

# One query whose answer is longer and longer.
SIZES = {
    f"{count:,} figures": _HEAD
    + f"SELECT ?value ?words {{ ?c sg:value ?value ; sg:asWorded ?words }} LIMIT {count}"
    for count in (1, 10, 100, 1_000, 10_000)
}
