"""Every command and every option stands in docs/cli.md, and nothing else does."""

import re

import click

from statementgraph.cli import main
from tests.paths import CHECKOUT

PAGE = (CHECKOUT / "docs/cli.md").read_text(encoding="utf-8")


def _commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    assert set(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)) == set(_commands())


def test_every_option_is_named_in_its_section() -> None:
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
    for name, command in _commands().items():
        options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
        assert options <= set(re.findall(r"--[a-z-]+", sections[name])), name
        assert set(re.findall(r"--[a-z-]+", sections[name])) <= options, name
