"""`POST /validate`: checks RDF from strangers against the shapes, in limited processes.

The web layer imports `client` only; the rest runs in processes of its own.
"""
