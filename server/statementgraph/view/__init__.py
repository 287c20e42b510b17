"""The content of pages and data documents, as dataclasses and graphs; no HTML, no requests."""
