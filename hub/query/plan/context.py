"""What planning knows: schema, reference data, scope, and the values it had to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionSetNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values

from hub.access.scope import Scope
from hub.query.ids import type_of_id
from hub.query.plan.values import Const, Slot, Value
from hub.store.reference import Reference
from schema.problems import HubError

SELECTIONS_LIMIT = 5_000
"""Selections a plan may visit, fragments expanded: bounds what nested fragments can multiply."""

DEPTH_LIMIT = 30
"""Levels of selections, and of filters within filters."""

Fields = dict[str, list[FieldNode]]
"""Response key -> the field nodes to merge under it, in document order."""


@dataclass(frozen=True)
class Pin:
    """A property of a slot's value that the plan depends on. The plan serves equal ones only."""

    slot: int
    how: str
    found: Any


@dataclass
class Planning:
    """The state of one planning: everything it reads, and the pins it leaves."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: VariableValues
    leaves: list[Any]
    reference: Reference
    scope: Scope
    pins: list[Pin] = field(default_factory=list)
    collected: int = 0
    depth: int = 0
    path: list[str | None] = field(default_factory=list)

    def pin(self, value: Value, how: str) -> Any:
        """The property `how` of a value; a slot's is recorded as a pin of the plan."""
        if isinstance(value, Const):
            return prop(self.reference, how, value.value)
        assert isinstance(value, Slot), "a list has no property that a plan depends on"
        found = prop(self.reference, how, self.leaves[value.index])
        self.pins.append(Pin(value.index, how, found))
        return found

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level down a selection or a filter. raises: Q117"""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise HubError("Q117", measure="levels", found=f"> {DEPTH_LIMIT}", limit=DEPTH_LIMIT)
        yield
        self.depth -= 1

    @contextmanager
    def under(self, *keys: str | None) -> Iterator[None]:
        """Planning the field of this response key, or what is in its list. When it fails `path`
        says where."""
        self.path += keys
        yield
        del self.path[-len(keys) :]

    def arguments(self, parent: GraphQLObjectType, node: FieldNode) -> dict[str, Any]:
        """The field's coerced arguments; variables' leaves appear as slots."""
        return get_argument_values(parent.fields[node.name.value], node, self.variables)

    def collect(self, nodes: list[FieldNode], runtime: GraphQLObjectType) -> Fields:
        """The merged sub-selections of `nodes` on a concrete type (GraphQL's CollectFields)."""
        found: Fields = {}
        seen: set[str] = set()
        for node in nodes:
            if node.selection_set:
                self._collect(node.selection_set, runtime, found, seen)
        return found

    def collect_set(self, selections: SelectionSetNode, runtime: GraphQLObjectType) -> Fields:
        found: Fields = {}
        self._collect(selections, runtime, found, set())
        return found

    def _collect(
        self,
        selections: SelectionSetNode,
        runtime: GraphQLObjectType,
        found: Fields,
        seen: set[str],
    ) -> None:
        for node in selections.selections:
            self.collected += 1
            if self.collected > SELECTIONS_LIMIT:
                raise HubError(
                    "Q117", measure="selections", found=self.collected, limit=SELECTIONS_LIMIT
                )
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(
                    node.type_condition.name.value, runtime
                ):
                    self._collect(node.selection_set, runtime, found, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, runtime):
                    self._collect(fragment.selection_set, runtime, found, seen)

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not include or bool(include["if"])

    def _applies(self, condition: str, runtime: GraphQLObjectType) -> bool:
        named: GraphQLNamedType | None = self.schema.get_type(condition)
        if named is runtime:
            return True
        return is_abstract_type(named) and self.schema.is_sub_type(named, runtime)

    def fields(
        self, nodes: list[FieldNode], runtime: GraphQLObjectType
    ) -> Iterator[tuple[str, str, list[FieldNode]]]:
        """(response key, field name, its nodes) of the merged sub-selection."""
        for key, found in self.collect(nodes, runtime).items():
            yield key, found[0].name.value, found


def prop(reference: Reference, how: str, value: Any) -> Any:
    """A property of a value that a plan may depend on.

    how: "value" (itself), "tier" (of the region it names; Q119 when there is none), "settled TIER"
    (whether the regions of that tier in it always lay in it), "inside CODE" (whether it always lay
    in that region), "type" (of the record an id names; None when it is not an id).
    """
    if how == "value":
        return value
    if how == "type":
        return type_of_id(value)
    region = region_of(reference, value)
    if how.startswith("settled "):
        return reference.settled(region.code, how.removeprefix("settled "))
    if how.startswith("inside "):
        return reference.inside(region.code, int(how.removeprefix("inside ")))
    return region.tier


def region_of(reference: Reference, text: str) -> Any:
    """The region a caller named, 6 or 9 digits. raises: Q119"""
    code = reference.region_text(text)
    info = reference.region(code) if code is not None else None
    if info is None:
        raise HubError("Q119", kind="区划代码 (region code)", value=text)
    return info
