"""`/questions`: each question in plain English on a page of its own, with its answer."""
