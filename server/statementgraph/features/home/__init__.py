"""`/`, `/about`, the files of the pages, and what crawlers read."""
