"""`/compare`: statements side by side."""
