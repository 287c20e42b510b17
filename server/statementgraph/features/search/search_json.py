"""The JSON of a search and of suggestions, and the OpenSearch description."""

import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from statementgraph.features.search.highlight import HighlightRun
from statementgraph.features.search.results import PAGE_SIZE, SearchHit, SearchPage
from statementgraph.features.search.suggest import Suggestion
from statementgraph.rdf import FORMATS, JSON, SUGGESTIONS
from statementgraph.view.claims import Ref

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"


def page_json(page: SearchPage, release: str) -> bytes:
    """Return the page as JSON; `marks` are the hits: code points from 0, end exclusive."""
    document: dict[str, Any] = {
        "query": page.search.text,
        "cut": page.cut,
        "kind": page.search.kind or None,
        "release": release,
        "total": page.total,
        "more": page.more,
        "everyWord": page.all_words,
        "alsoSearched": page.other_names,
        "otherSpelling": page.correction or None,
        "page": page.search.page,
        "pages": page.pages,
        "pageSize": PAGE_SIZE,
        "previous": page.previous_href or None,
        "next": page.next_href or None,
        "kinds": [
            {"kind": f.kind, "title": f.title, "count": f.count, "more": f.more, "href": f.href}
            for f in page.facets
        ],
        "hits": [_hit(hit) for hit in page.hits],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _hit(hit: SearchHit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "what": hit.kind_label,
        "iri": hit.ref.iri,
        "href": hit.ref.href,
        "name": _highlighted(hit.title) if hit.title else None,
        "language": hit.language or None,
        "otherNames": [
            {**_highlighted(runs), "language": language or None} for runs, language in hit.names
        ],
        "note": _highlighted(hit.note) if hit.note else None,
        "speaker": _ref(hit.speaker),
        "verb": hit.verb if hit.speaker else None,
        "viewReportedOf": list(hit.holders),
        "figure": hit.figure or None,
        "withdrawnOrCorrected": hit.notice or None,
        "issued": hit.iso or None,
        "statement": _ref(hit.statement),
        "quotes": [
            {
                **_highlighted(q.runs),
                "before": q.before,
                "after": q.after,
                "iri": q.iri,
                "href": q.href,
                "language": q.language or None,
            }
            for q in hit.quotes
        ],
        "readAs": [_ref(ref) for ref in hit.readings],
    }


def _highlighted(runs: Sequence[HighlightRun]) -> dict[str, Any]:
    places, at = [], 0
    for run in runs:
        if run.hit:
            places.append([at, at + len(run.text)])
        at += len(run.text)
    return {"text": "".join(run.text for run in runs), "marks": places}


def _ref(ref: Ref | None) -> dict[str, str] | None:
    return {"name": ref.text, "iri": ref.iri, "href": ref.href} if ref else None


def suggestions_json(text: str, names: Sequence[Suggestion], addresses: Sequence[str]) -> bytes:
    """Return suggestions (OpenSearch Suggestions 1.1): the text, names, notes, addresses."""
    rows = [text, [s.text for s in names], [s.about for s in names], addresses]
    return json.dumps(rows, ensure_ascii=False).encode()


def opensearch_description(name: str, search: str, icon: str) -> bytes:
    """Return the description of the search (OpenSearch 1.1); `search` is its address."""
    page, names = f"{search}?q={{searchTerms}}", f"{search}/suggest?q={{searchTerms}}"
    data = f"{page}&page={{startPage?}}&_mediatype={JSON.key}"
    urls = (
        (FORMATS["html"].media_type, "results", page),
        (JSON.media_type, "results", data),
        (SUGGESTIONS.media_type, "suggestions", names),
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<OpenSearchDescription xmlns="{_NAMESPACE}">')
    lines.append(f"<ShortName>{escape(name)}</ShortName>")
    lines.append("<Description>Names, quotes and texts of public statements.</Description>")
    lines += [
        f"<Url type={quoteattr(kind)} rel={quoteattr(rel)} template={quoteattr(address)}/>"
        for kind, rel, address in urls
    ]
    lines.append(f'<Image type="image/svg+xml">{escape(icon)}</Image>')
    lines.append("<InputEncoding>UTF-8</InputEncoding>")
    return ("\n".join([*lines, "</OpenSearchDescription>"]) + "\n").encode()
