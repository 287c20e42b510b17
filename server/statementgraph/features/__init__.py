"""One folder a feature: its routes, its view, its templates and its browser files."""
