"""Blank nodes that go round in circles, which no nesting can write."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def circles(users: Mapping[Node, Node]) -> set[Node]:
    """Find the nodes that lead back to themselves; `users` has the one user of each node."""
    walks: dict[Node, Node] = {}
    result: set[Node] = set()
    for start in users:
        path: list[Node] = []
        node = start
        while node in users and node not in walks:
            walks[node] = start
            path.append(node)
            node = users[node]
        if path and walks.get(node) == start:
            result.update(path[path.index(node) :])
    return result
