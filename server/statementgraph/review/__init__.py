"""The second reader: a blind reading of a statement, held against the first (docs/reading.md)."""
