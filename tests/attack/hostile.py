"""RDF written by someone who means harm, and the graphs for the protocol's dataset tests."""

from pathlib import Path

BASE = "https://data.example/"
MARK = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
BIDI = "\u202e\u2066\u200f"

_TURTLE = f"""
@prefix : <{BASE}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:pier a <javascript:alert(0)> , :Thing ;
  rdfs:label {MARK + BIDI!r}@en ;
  rdfs:seeAlso <javascript:alert(1)> , <JaVaScRiPt:alert(2)> , <data:text/html,%3Cscript%3E> ,
    <vbscript:x> , <file:///etc/passwd> , <ftp://elsewhere.example/x> , <urn:x:y> ,
    <https://elsewhere.example/?a='onmouseover='alert(3)&b=1> , <//elsewhere.example/relative> ;
  <javascript:alert(4)> "a predicate" ;
  <https://data.example/p'onclick='alert(5)> "another" ;
  dcterms:description "{"x" * 1_000_000}" ;
  :html "<b onclick=alert(6)>bold</b>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML> ;
  :typed "1"^^<javascript:alert(7)> ;
  :broken "abc"^^xsd:integer ;
  :deep [ :deep [ :deep [ rdfs:label "deep" ] ] ] ;
  :list ( 1 ( 2 ( 3 ) ) ) .
:deeper :part :pier .
<javascript:alert(8)> rdfs:label "{MARK}" ; :part :pier .
<https://data.example/a%0d%0aX-Injected:1> rdfs:label "a line break" .
<https://data.example/..%2f..%2fetc%2fpasswd> rdfs:label "a way up" .
<https://data.example//elsewhere.example/x> rdfs:label "two slashes" .
<https://data.example/q?x='y'> rdfs:label "a question" .
<https://data.example/sparql> rdfs:label "in the way" .
_:zqlabelzq :part :pier .
<< :pier :built 1901 >> :saidBy "the Ferry Office of Northmarsh" .
"""
_TRIG = """
<http://one.example/> { <urn:s> <urn:p> 1 . <urn:only> <urn:in> <urn:one> }
<http://two.example/> { <urn:s> <urn:p> 2 }
{ <urn:s> <urn:p> 0 }
"""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_files(folder: Path) -> tuple[Path, ...]:
    """Write the files; the hostile triples go to a graph, away from the dataset tests."""
    turtle = _TURTLE.replace(repr(MARK + BIDI), _quoted(MARK + BIDI))
    (folder / "hostile.ttl").write_text(turtle, encoding="utf-8")
    (folder / "graphs.trig").write_text(_TRIG, encoding="utf-8")
    return folder / "hostile.ttl", folder / "graphs.trig"
