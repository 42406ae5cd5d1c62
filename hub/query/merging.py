"""How often one field is selected in one place: what GraphQL's validation compares pair by pair.

Each selection and each fragment is looked at once, however often it is spread.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MERGED_LIMIT: Final = 100
"""Times one response key may stand in one selection, fragments included."""


def merged(document: DocumentNode) -> int:
    """The most times that any response key stands in any one selection."""
    counting = _Counting(
        {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
    )
    for each in document.definitions:
        if isinstance(each, (OperationDefinitionNode, FragmentDefinitionNode)):
            counting.count(each.selection_set)
    return counting.most


class _Counting:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments, self.most = fragments, 0
        self.known: dict[str, _Here] = {}

    def count(self, selections: SelectionSetNode) -> _Here:
        """What a selection has itself, and below it everything; the most is kept."""
        here = self.own(selections)
        total = Counter(here.keys)
        for name in self.reached(here.spreads):
            total.update(self.fragment(name).keys)
        self.most = max(self.most, *total.values(), 0)
        return here

    def own(self, selections: SelectionSetNode) -> _Here:
        keys: Counter[str] = Counter()
        spreads: set[str] = set()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                keys[(node.alias or node.name).value] += 1
                if node.selection_set:
                    self.count(node.selection_set)
            elif isinstance(node, InlineFragmentNode):
                within = self.own(node.selection_set)
                keys.update(within.keys)
                spreads |= within.spreads
            elif isinstance(node, FragmentSpreadNode) and node.name.value in self.fragments:
                spreads.add(node.name.value)
        return _Here(keys, spreads)

    def fragment(self, name: str) -> _Here:
        """Of a named fragment, looked at once."""
        if name not in self.known:
            self.known[name] = _Here(Counter(), set())
            self.known[name] = self.own(self.fragments[name].selection_set)
        return self.known[name]

    def reached(self, names: set[str]) -> set[str]:
        """The fragments that these spread in one place, and those that they spread there."""
        found, waiting = set[str](), [*names]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.fragment(name).spreads
        return found


@dataclass(frozen=True)
class _Here:
    """Response keys of one selection with how often, and the fragments spread in it."""

    keys: Counter[str]
    spreads: set[str]
