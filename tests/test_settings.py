"""The settings: one table, read from the environment, documented."""

import re
from pathlib import Path

import pytest

from statementgraph.errors import CannotReadError
from statementgraph.settings import ENV_PREFIX, SETTINGS, Setting, Settings, default_root
from tests.paths import CHECKOUT

DOCS = CHECKOUT / "docs" / "settings.md"


def test_every_setting_can_be_set_in_the_environment() -> None:
    given = {"bool": "yes", "int": "7", "float": "7.5", "Path": "/x", "tuple": "a.ttl b.ttl=x:y"}
    wanted = {
        "bool": True,
        "int": 7,
        "float": 7.5,
        "Path": Path("/x"),
    }
    special = {
        "base": "https://example.org/",
        "trusted_proxies": "10.0.0.1 fd00::/8",
        "client_share": "0.25",
    }
    wanted_here = {"client_share": 0.25}
    for setting in SETTINGS:
        text = special.get(setting.name, given.get(setting.type, "text"))
        value = tuple(text.split()) if setting.type == "tuple" else wanted.get(setting.type, text)
        value = wanted_here.get(setting.name, value)
        found = Settings.from_environ({setting.env: text})
        assert getattr(found, setting.name) == value, setting.name


def test_what_is_given_wins_over_the_environment_unless_it_is_none() -> None:
    environ = {"STATEMENTGRAPH_PORT": "7", "STATEMENTGRAPH_HOST": "::1"}
    found = Settings.from_environ(environ, port=8, host=None)
    assert (found.port, found.host) == (8, "::1")


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org/",
        "//example.org/",
        "/data/",
        "ftp://example.org/",
        "https:///x/",
        "https://example.org",
        "https://example.org/?q=/",
        "https://example.org/#/",
        "https://example.org/a b/",
        "https://example.org/<x>/",
    ],
)
def test_a_base_that_minted_iris_cannot_start_with_is_refused(base: str) -> None:
    with pytest.raises(CannotReadError, match="base IRI"):
        Settings(base=base)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "http"),
        ("WORKERS", "0"),
        ("DEBUG", "maybe"),
        ("CLIENT_SHARE", "1.5"),
        ("CLIENT_RATE", "-1"),
        ("TRUSTED_PROXIES", "10.0.0.0/8 proxy"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(CannotReadError) as caught:
        Settings.from_environ({ENV_PREFIX + name: value})
    assert str(caught.value).count("\n") == 0


def test_plain_rdf_has_no_union_unless_asked_for() -> None:
    assert Settings().union
    assert not Settings(rdf=("a.ttl",)).union
    assert Settings(rdf=("a.ttl",), union_default_graph=True).union


def test_the_cache_follows_the_base_directory_specification() -> None:
    assert Settings.from_environ({"XDG_CACHE_HOME": "/c"}).cache == Path("/c/statementgraph")
    relative = Settings.from_environ({"XDG_CACHE_HOME": "c"}).cache
    assert relative == Path.home() / ".cache" / "statementgraph"


def test_the_default_root_holds_data() -> None:
    assert (default_root() / "data").is_dir()


def row(setting: Setting) -> str:
    """Write a setting as its row of the table in the documentation."""
    default = "computed" if callable(setting.default) else str(setting.default)
    return f"| `{setting.name}` | `{setting.env}` | {setting.type} | {default} | {setting.help} |"


def test_the_documentation_lists_exactly_the_settings() -> None:
    rows = re.findall(r"^\| `.*$", DOCS.read_text(), flags=re.MULTILINE)
    assert rows == [row(setting) for setting in SETTINGS]
