"""The page of a statement, and `/coverage`."""
