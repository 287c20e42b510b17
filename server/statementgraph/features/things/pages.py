"""The pages of things: one for all, and those that another feature makes for a kind of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, render_template

from statementgraph.features.things import alternate_formats, profiles
from statementgraph.features.things.profiles import Document, Profile
from statementgraph.features.things.view import build_thing
from statementgraph.rdf import FORMATS
from statementgraph.web.context import request_context

_EXTENSION = "statementgraph.pages"


@dataclass(frozen=True, slots=True)
class PageMaker:
    """How the page of one kind of thing is made.

    `make` writes it from the document about the thing and what every such page shows;
    `choices` gives what the request chooses of it, which is part of its tag.
    """

    make: Callable[[Document, Mapping[str, object]], str]
    choices: Callable[[], Iterable[str]]


def register_page(app: Flask, kind: str, maker: PageMaker) -> None:
    """Let `maker` make the pages of things of this kind (see `profiles.Document`)."""
    app.extensions.setdefault(_EXTENSION, {})[kind] = maker


def _makers() -> dict[str, PageMaker]:
    return cast("dict[str, PageMaker]", current_app.extensions.get(_EXTENSION, {}))


def choices() -> tuple[str, ...]:
    """Give what the request chooses of a page, whatever the kind of the thing."""
    return tuple(sorted(c for maker in _makers().values() for c in maker.choices()))


def page(document: Document, path: str) -> bytes:
    """Write the page of the thing at `path` below the base."""
    context = request_context()
    common = {
        "path": path,
        "formats": [FORMATS[key] for key in profiles.FORMAT_KEYS[Profile.CLAIMS]],
        "address": context.addresses.document(path, ""),
    }
    maker = None if context.plain else _makers().get(document.kind)
    if maker is not None:
        return maker.make(document, common).encode()
    thing = build_thing(context.engine, context.addresses, document)
    beside = alternate_formats.beside(thing, document, path)
    return render_template("thing.html", thing=thing, **common, **beside).encode()
