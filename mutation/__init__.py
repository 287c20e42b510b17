"""Wrong edits of a statement, to see which of them `statementgraph check` notices.

`make mutate` runs it. An edit changes what an editor writes, never what is
computed from it: the quotes of an edited file are anchored again, and its IRIs
count as registered. So a stored position, checksum or copy is no witness; only
the rules are.
"""
