"""From IRIs to addresses on this host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statementgraph.rdf import NS
from statementgraph.view.addresses import Addresses

BASE = "https://data.example/d/"
HERE = Addresses(BASE)


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (f"{BASE}place/x", "/place/x"),
        (f"{BASE}statement/s/text/1#char=1,2", "/statement/s/text/1#char=1,2"),
        (f"{BASE}cohort/x.killed-women", "/cohort/x.killed-women"),
        (f"{BASE}place/é", "/place/%C3%A9"),
        (f"{BASE}place/%C3%A9", "/place/%C3%A9"),
        (f"{BASE}place/a%2Fb", "/place/a%2Fb"),
        (f"{BASE}/other.example", "/%2Fother.example"),
        (BASE, "/"),
        (f"{NS}Claim", "/ns#Claim"),
        (NS[:-1], "/ns"),
        ("https://w3id.org/statementgraph/shapes#Quote", "/shapes#Quote"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("HTTP://elsewhere.example/x", "HTTP://elsewhere.example/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("urn:x", ""),
        ("httpx://x", ""),
        ("", ""),
    ],
)
def test_links(iri: str, href: str) -> None:
    assert HERE.href(iri) == href


def test_a_mount_point_comes_first_and_a_suffix_before_the_fragment() -> None:
    assert Addresses(BASE, "/sub").local("text/1#char=1,2", ".html") == "/sub/text/1.html#char=1,2"


@given(
    st.text(alphabet=st.characters(exclude_characters="#", exclude_categories=["Cs"]), max_size=30)
)
def test_an_address_leads_back_to_its_iri(path: str) -> None:
    address = HERE.local(path)
    assert address.isascii()
    assert address.startswith("/")
    assert not address.startswith("//")
    assert not set(address) & set('\r\n "<>\\')
    assert BASE + path in HERE.named_by(address[1:])
