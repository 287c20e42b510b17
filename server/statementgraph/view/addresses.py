"""The addresses on this host of IRIs in the data; safe in headers and in HTML."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from statementgraph.rdf import DEFAULT_BASE

# What RFC 3986 lets stand unescaped in a path or fragment; "%" stays because
# an IRI in the data may hold escapes of its own.
_SAFE = "/:@!$&'()*+,;=-._~%"
_LEADING = re.compile("^(?:%2F)+", re.IGNORECASE)
_SLASH = re.compile("%(2F)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base` is the IRI that the data is minted under; `root` the path prefix on this host."""

    base: str
    root: str = ""

    def local(self, path: str, suffix: str = "") -> str:
        """Return the address on this host of a path below the base.

        A path that starts with a slash would point at another host, so its
        leading slashes are escaped. A fragment stays behind the suffix.
        """
        body, mark, fragment = path.partition("#")
        if "%" in body and self.base + body not in self.named_by(quote(body, safe=_SAFE)):
            # Where the path would be decoded, an escape that belongs to the IRI is escaped again.
            body = body.replace("%", "%25")
        rest = body.lstrip("/")
        slashes = "%2F" * (len(body) - len(rest))
        tail = mark + quote(fragment, safe=_SAFE) if mark else ""
        return f"{self.root}/{slashes}{quote(rest, safe=_SAFE)}{suffix}{tail}"

    def document(self, path: str, suffix: str) -> str:
        """Return the address of a document about the thing at `path`.

        Clients do not send a fragment. The fragment of the thing's IRI, as a quote's has
        (RFC 5147), is therefore escaped into the document's path.
        """
        body, mark, fragment = path.partition("#")
        tail = "%23" + quote(fragment, safe=_SAFE) if mark else ""
        return f"{self.local(body)}{tail}{suffix}"

    def below(self, iri: str) -> str | None:
        """Return the path of `iri` below the base, or None where it is not below it."""
        if iri.startswith(self.base):
            return iri[len(self.base) :]
        # The vocabulary and the shapes have fixed IRIs; this host serves them whatever the base.
        for document in ("ns", "shapes"):
            fixed = DEFAULT_BASE + document
            if iri == fixed or iri.startswith(f"{fixed}#"):
                return iri[len(DEFAULT_BASE) :]
        return None

    def href(self, iri: str) -> str:
        """Return the address to link to: on this host or another one, "" for no link.

        RDF may hold any IRI, `javascript:` too; only http and https become links.
        """
        path = self.below(iri)
        if path is not None:
            return self.local(path)
        return iri if iri.lower().startswith(("http://", "https://")) else ""

    def named_by(self, sent: str) -> tuple[str, ...]:
        """Return the IRIs that a path may stand for as it was sent: itself first, then decoded.

        A slash that was sent as `%2F` stays so (RFC 3986, section 2.2), but in front, where
        `local` escapes the slashes of the IRI.
        """
        rest = _LEADING.sub("", sent)
        lead = sent[: len(sent) - len(rest)]
        decoded = unquote(lead) + unquote(_SLASH.sub(r"%25\1", rest))
        return tuple(dict.fromkeys((self.base + sent, *self.candidates(decoded))))

    def candidates(self, path: str) -> tuple[str, ...]:
        """Return the IRIs that a decoded path may stand for: unescaped, partly or fully escaped."""
        escaped = quote(path, safe=_SAFE.replace("%", ""))
        ascii_only = "".join(c if ord(c) > 127 else quote(c, safe=_SAFE) for c in path)
        paths = (path, ascii_only, escaped)
        return tuple(dict.fromkeys(self.base + p for p in paths))

    def passage(self, iri: str) -> str:
        """Return the address of a passage: /statement/{slug}.html#char=a,b."""
        path = self.below(iri)
        if path is None or "/text/" not in path or "#" not in path:
            return self.href(iri)
        statement = path.partition("/text/")[0]
        return self.local(f"{statement}.html#{path.partition('#')[2]}")
