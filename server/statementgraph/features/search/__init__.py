"""`/search`: names, quotes and texts; suggestions; OpenSearch."""
