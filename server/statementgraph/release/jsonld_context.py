"""A JSON-LD context as a writer uses it: the term that fits a predicate and the kind of its value.

It knows simple terms, type and language coercion, `@set` and `@language` containers and
reverse properties (JSON-LD 1.1, sections 4.1 to 4.8). A property has one key: where its term
does not fit a value exactly, the value is spelled out under that term. Only what a language
map cannot hold, and a list that a term would misread, stands under the prefixed name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from statementgraph.rdf import PREFIXES

_XSD = PREFIXES["xsd"]
# A JSON number keeps an integer exactly only up to 2**53 (RFC 8259, section 6).
_SMALL = re.compile(r"(?:0|-?[1-9][0-9]{0,14})")
_KEYWORDS = {"@id", "@type", "@language", "@container"}
# The kind of every text, with a language or without one, under a term that is a language map.
_ANY_LANGUAGE = "@language"
# The key of a text without a language in a language map (section 4.6.2).
_NO_LANGUAGE = "@none"


@dataclass(frozen=True, slots=True)
class Value:
    """A value to be written.

    `kind` is a datatype IRI, `@id`, `@list`, `@` and a language tag, or "" for a value that
    is the same in JSON; `coerced` is its form under a term of that kind, `spelled` its form
    under any other key.
    """

    kind: str
    coerced: Any
    spelled: Any


class Context:
    """The terms of a context, found by predicate and kind of value."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self.terms = dict(terms)
        # Only simple terms may be prefixes (JSON-LD 1.1, section 4.1.5).
        self.prefixes = {
            name: iri
            for name, iri in terms.items()
            if isinstance(iri, str) and iri.endswith(("/", "#"))
        }
        self.id = next((name for name, iri in terms.items() if iri == "@id"), "@id")
        self.type_key = next((name for name, iri in terms.items() if iri == "@type"), "@type")
        self._types: dict[str, str] = {}
        self._keys: dict[tuple[str, str], tuple[str, bool]] = {}
        self._terms: dict[str, tuple[str, bool]] = {}
        self._reverse: dict[str, str] = {}
        for name, definition in terms.items():
            self._define(name, definition)

    def _define(self, name: str, definition: object) -> None:
        if isinstance(definition, str):
            if name not in self.prefixes and not definition.startswith("@"):
                self._types.setdefault(self._full(definition), name)
                self._key(self._full(definition), "", name, in_list=False)
        elif isinstance(definition, dict) and "@reverse" in definition:
            self._reverse.setdefault(self._full(definition["@reverse"]), name)
        elif isinstance(definition, dict) and "@id" in definition and _is_plain(definition):
            containers = _containers(definition)
            kind = self._full(definition.get("@type", ""))
            if "@language" in definition:
                kind = f"@{definition['@language']}"
            elif "@language" in containers:
                kind = _ANY_LANGUAGE
            self._key(self._full(definition["@id"]), kind, name, in_list="@set" in containers)

    def _key(self, predicate: str, kind: str, name: str, *, in_list: bool) -> None:
        """Keep the first term for a predicate and kind; `in_list` where one value is a list too."""
        self._keys.setdefault((predicate, kind), (name, in_list))
        if kind != _ANY_LANGUAGE:
            self._terms.setdefault(predicate, (name, in_list))

    def _full(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else name

    def fits(self, iri: str) -> bool:
        """Say whether a reader would take a full IRI as it is, not as a prefixed name."""
        scheme, _, rest = iri.partition(":")
        return scheme not in self.prefixes or rest.startswith("//")

    def short(self, iri: str) -> str:
        """Write an IRI with a prefix where there is one."""
        for name, namespace in self.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                return f"{name}:{local}"
        return iri

    def type(self, iri: str) -> str:
        """Write a class: its term, or as any other IRI."""
        return self._types.get(iri) or self.short(iri)

    def reverse(self, predicate: str) -> str:
        """Return the term that reads a predicate backwards, "" where there is none."""
        return self._reverse.get(predicate, "")

    def link(self, name: str) -> Value:
        """Return a reference to a node by its IRI or blank node label."""
        short = self.short(name)
        return Value("@id", short, {self.id: short})

    def literal(self, literal: ox.Literal) -> Value:
        """Return a literal; the lexical form always survives."""
        text, datatype = literal.value, literal.datatype.value
        if literal.language:
            spelled = {"@value": text, "@language": literal.language}
            if literal.direction:
                spelled["@direction"] = str(literal.direction)
                return Value("@direction", spelled, spelled)
            return Value(f"@{literal.language}", text, spelled)
        if datatype == f"{_XSD}string":
            return Value("", text, {"@value": text})
        if datatype == f"{_XSD}integer" and _SMALL.fullmatch(text):
            return Value("", int(text), int(text))
        if datatype == f"{_XSD}boolean" and text in {"true", "false"}:
            return Value("", text == "true", text == "true")
        return Value(datatype, text, {"@value": text, "@type": self.short(datatype)})

    def add(self, node: dict[str, Any], predicate: str, value: Value) -> None:
        """Add a value to a node object under the key that fits it."""
        if self._is_mapped(predicate, value):
            key, in_list = self._keys[predicate, _ANY_LANGUAGE]
            language = value.kind[1:] or _NO_LANGUAGE
            _append(node.setdefault(key, {}), language, value.coerced, in_list=in_list)
            return
        exact = self._keys.get((predicate, value.kind))
        if exact:
            _append(node, exact[0], value.coerced, in_list=exact[1])
            return
        key, in_list = self._keys.get((predicate, ""), ("", False))
        written = value.spelled
        if not key and value.kind != "@list" and predicate in self._terms:
            key, in_list = self._terms[predicate]
            # What is no object would be read as of the term's type (section 4.2.3).
            written = written if isinstance(written, dict) else {"@value": written}
        _append(node, key or self.short(predicate), written, in_list=in_list)

    def _is_mapped(self, predicate: str, value: Value) -> bool:
        """Say whether a text goes into a language map (section 4.6.2)."""
        kind = value.kind
        tagged = kind.startswith("@") and kind not in {"@id", "@list", "@direction"}
        texts = tagged or (not kind and isinstance(value.coerced, str))
        exact = (predicate, kind) in self._keys
        return texts and not exact and (predicate, _ANY_LANGUAGE) in self._keys


def _append(values: dict[str, Any], key: str, value: object, *, in_list: bool) -> None:
    """Add to the values of a key; one value stands alone unless `in_list`, several are a list."""
    if key not in values:
        values[key] = [value] if in_list else value
    elif isinstance(values[key], list):
        values[key].append(value)
    else:
        values[key] = [values[key], value]


def _containers(definition: Mapping[str, Any]) -> set[str]:
    """Return the containers of a term, of which JSON-LD 1.1 has one or several."""
    given = definition.get("@container", [])
    return set(given if isinstance(given, list) else [given])


def _is_plain(definition: Mapping[str, Any]) -> bool:
    """Say whether the writer uses a term; others (index maps, lists, scoped contexts) are left."""
    return set(definition) <= _KEYWORDS and _containers(definition) <= {"@set", "@language"}
