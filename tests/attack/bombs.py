"""Queries that stop an engine without limits, and those that would leave the machine."""

ALL = "?s ?p ?o"
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
LETTERS = "a" * 2_000
REPLACED = f"SELECT (REPLACE(REPLACE('{LETTERS}', 'a', '{LETTERS}'), 'a', '{LETTERS}') AS ?x) {{}}"
PATHS = """SELECT (COUNT(*) AS ?n)
  { ?s (<urn:a>|!<urn:a>)* ?x . ?x ((!<urn:a>)*/(!<urn:b>)*)+ ?o }"""
MANY = "1 " * 20_000
VALUES = f"""SELECT (COUNT(*) AS ?n)
  {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }} }}"""


def nested(opening: str, inner: str, closing_: str, times: int) -> str:
    return opening * times + inner + closing_ * times


def doubled(times: int) -> str:
    binds = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))
    return f"SELECT ?x{times} {{ BIND('aaaaaaaaaa' AS ?x0) {binds} }}"


def deep(n: int) -> dict[str, str]:
    """Queries that nest or repeat one thing `n` times; each kills a process without limits."""
    return {
        "braces": f"SELECT * {nested('{', ALL, '}', n)}",
        "parentheses": f"SELECT ({nested('(', '1', ')', n)} AS ?x) {{}}",
        "if": f"SELECT ({nested('IF(true,', '1', ',2)', n)} AS ?x) {{}}",
        "concat": f"SELECT ({nested('CONCAT(1,', '1', ')', n)} AS ?x) {{}}",
        "not": f"SELECT ({'!' * n}true AS ?x) {{}}",
        "sum": f"SELECT ({'1+' * n}1 AS ?x) {{}}",
        "exists": f"ASK {{ {nested('FILTER EXISTS { ', ALL, ' }', n)} }}",
        "not exists": f"ASK {{ {nested('FILTER NOT EXISTS { ', ALL, ' }', n)} }}",
        "union": f"ASK {{ {nested('{ ', ALL, ' } UNION { ?s ?p 1 }', n)} }}",
        "unions": f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * n)} }}",
        "optional": f"ASK {{ {ALL} {nested('OPTIONAL { ', ALL, ' }', n)} }}",
        "minus": f"ASK {{ {ALL} {'MINUS { ?s ?p ?z } ' * n} }}",
        "sub-select": nested("SELECT * {", ALL, "}", n),
        "graph": f"ASK {{ {nested('GRAPH ?g { ', ALL, ' }', n)} }}",
        "path brackets": f"ASK {{ ?s {nested('(', '<urn:b>', ')', n)} ?o }}",
        "path stars": f"ASK {{ ?s {nested('(', '<urn:b>', ')*', n)} ?o }}",
        "path steps": f"ASK {{ ?s {'/'.join(['<urn:b>'] * n)} ?o }}",
        "blank nodes": f"ASK {{ ?s ?p {nested('[ ?p ', '1', ']', n)} }}",
        "lists": f"ASK {{ ?s ?p {nested('( ', '1', ')', n)} }}",
        "triple terms": f"ASK {{ ?s ?p {nested('<<( ?s ?p ', '1', ')>>', n)} }}",
        "patterns": f"ASK {{ {' '.join(f'?a{i} ?b{i} ?c{i} .' for i in range(n))} }}",
        "open": "SELECT * " + "{" * n,
        "comparisons": "ASK { FILTER(" + "?s<" * n,
    }


SERVICES = r"""
SELECT * { SERVICE @U { ?s ?p ?o } }
ASK { SeRvIcE SILENT @U { ?s ?p ?o } }
ASK { SERVICESILENT@U{?s ?p ?o} }
ASK { SER\u0056ICE @U { ?s ?p ?o } }
ASK { \U00000053ERVICE @U { ?s ?p ?o } }
ASK { SERVICE#c~@U#d~{ ?s ?p ?o } }
ASK { # \u000ASERVICE @U { ?s ?p ?o } }
ASK { ?s ?p '#' SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p "\"#" . SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p '''it's # ''' . SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p <#> . SERVICE @U { ?s ?p ?o } }
ASK { {} UNION { SERVICE @U { ?s ?p ?o } } }
ASK { OPTIONAL { SERVICE @U { ?s ?p ?o } } }
ASK { FILTER EXISTS { SERVICE @U { ?s ?p ?o } } }
ASK { FILTER NOT EXISTS { SERVICE @U { ?s ?p ?o } } }
ASK { ?s ?p ?o MINUS { SERVICE @U { ?s ?p ?o } } }
SELECT * { { SELECT * { { SELECT * { SERVICE @U { ?s ?p ?o } } } } } }
ASK { GRAPH ?g { SERVICE @U { ?s ?p ?o } } }
ASK { LATERAL { SERVICE @U { ?s ?p ?o } } }
ASK { VALUES ?u { @U } SERVICE ?u { ?s ?p ?o } }
PREFIX x: <http://127.0.0.1:@P/> ASK { SERVICE x:y { ?s ?p ?o } }
BASE <http://127.0.0.1:@P/> ASK { SERVICE <y> { ?s ?p ?o } }
PREFIX SERVICE: <http://127.0.0.1:@P/> ASK { SERVICE SERVICE:y { ?s ?p ?o } }
CONSTRUCT { ?s ?p ?o } WHERE { SERVICE @U { ?s ?p ?o } }
DESCRIBE ?s { SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p 1SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p ?o FILTER(1<2)SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p ?o FILTER(?o<'>'&&?p>'<')SERVICE @U { ?s ?p ?o } }
ASK { ?s ?p ?o FILTER(?o<?p#>'~)SERVICE @U { ?s ?p ?o } #'~}
LOAD @U
LOAD SILENT @U INTO GRAPH <urn:x>
\u004COAD @U
INSERT { ?s ?p ?o } WHERE { SERVICE @U { ?s ?p ?o } }
""".strip().split("\n")
OTHERS = r"""
ASK FROM @U { ?s ?p ?o }
ASK FROM NAMED @U { GRAPH ?g { ?s ?p ?o } }
ASK { GRAPH @U { ?s ?p ?o } }
DESCRIBE @U
ASK { ?s ?p 'SERVICE @U { }' }
ASK { ?s @U/<http://SERVICE/> ?service } # SERVICE @U {}
PREFIX service: @U ASK { service:service ?p ?o }
ASK { ?s ?p 'a'@en-SERVICE @U { ?s ?p ?o } }
""".strip().split("\n")
