"""`/counts`, `/timeline` and `/map`: drawn by the server, also as SVG and CSV."""
