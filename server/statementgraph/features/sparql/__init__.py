"""`/sparql`: the endpoint, its page and its service description."""
