"""Which parts of the language an operation uses, and a table of how many operations used each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    get_named_type,
    parse,
    visit,
)

from schema.model import ResolvedLink, entities
from tests.query.generated.literals import Json, literal

PARTS = (
    # filters
    "where", "and", "or", "not", "exists", "to-one link", "some", "none", "count of a link",
    "sum of a link", "other measure of a link", "filtered tally", "period", "matches",
    "contains", "between", "within", "fiscal tree", "tier", "code under",
    # orders and pages
    "order", "order through a link", "order by a tally", "nulls first", "last", "after", "before",
    # groups
    "groups", "groups under a record", "groups under a region", "several dimensions",
    "no dimension", "dimension through a link", "sum", "min", "max", "avg", "countDistinct",
    "ratio", "having", "order of groups", "others", "subtotals", "share", "rows", "coverage",
    "total", "basis SUMMED", "basis CONSOLIDATED", "eliminated or net", "unmatched",
    "scope of a statement",
    # values and entries
    "unit or scale", "node", "trace", "one by id", "one by key", "list in a list", "ancestors",
    # GraphQL
    "alias", "inline fragment", "named fragment", "on an interface", "field said twice", "include",
    "skip", "directive by a variable", "variable", "variable with a default", "default taken",
    "null in a variable", "object in a variable", "variable left out", "several roots",
    "named operation", "several operations", "__typename", "a scope",
)  # fmt: skip


def parts(
    schema: GraphQLSchema, query: str, variables: dict[str, Json], name: str | None
) -> set[str]:
    """The parts an operation uses, its variables counted by their values."""
    document = parse(query)
    finder = _Finder(schema, variables)
    found = finder.found
    operations = [e for e in document.definitions if isinstance(e, OperationDefinitionNode)]
    if len(operations) > 1:
        found.add("several operations")
    if any(each.name for each in operations):
        found.add("named operation")
    asked = [each for each in operations if name is None or (each.name and each.name.value == name)]
    if len(asked[0].selection_set.selections) > 1:
        found.add("several roots")
    for each in asked[0].variable_definitions or ():
        found |= _declared(each, variables)
    kept = [e for e in document.definitions if e is asked[0] or e not in operations]
    visit(DocumentNode(definitions=tuple(kept)), TypeInfoVisitor(finder.info, finder))
    return found


def _declared(node: Any, variables: dict[str, Json]) -> set[str]:
    name = node.variable.name.value
    found = {"variable"}
    if name not in variables:
        found.add("default taken" if node.default_value else "variable left out")
    elif variables[name] is None:
        found.add("null in a variable")
    elif isinstance(variables[name], dict):
        found.add("object in a variable")
    if node.default_value:
        found.add("variable with a default")
    return found


class _Finder(Visitor):
    def __init__(self, schema: GraphQLSchema, variables: dict[str, Json]) -> None:
        super().__init__()
        self.info, self.schema = TypeInfo(schema), schema
        self.variables = variables
        self.found: set[str] = set()
        self.lists = 0
        self.said: list[set[str]] = [set()]

    # -- selections -----------------------------------------------------------------------------

    def enter_selection_set(self, *_: Any) -> None:
        self.said.append(set())

    def leave_selection_set(self, *_: Any) -> None:
        self.said.pop()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        name, parent, declared = (
            node.name.value,
            self.info.get_parent_type(),
            self.info.get_field_def(),
        )
        key = node.alias.value if node.alias else name
        if key in self.said[-1]:
            self.found.add("field said twice")
        self.said[-1].add(key)
        if node.alias:
            self.found.add("alias")
        if name == "__typename":
            self.found.add(name)
        if parent is None or declared is None:
            return
        answered = get_named_type(declared.type).name
        if name in ("node", "trace") and parent.name == "Query":
            self.found.add(name)
        if answered.endswith("Groups"):
            self.found.add("groups")
            if parent.name == "Region":
                self.found.add("groups under a region")
            elif parent.name != "Query":
                self.found.add("groups under a record")
        if parent.name.endswith(("Group", "Totals", "Groups")):
            if name in ("eliminated", "net"):
                self.found.add("eliminated or net")
            elif name in PARTS:
                self.found.add(name)
        if name == "ancestors":
            self.found.add(name)
        if answered.endswith("Connection"):
            self.lists += 1
            if self.lists > 1:
                self.found.add("list in a list")

    def leave_field(self, node: FieldNode, *_: Any) -> None:
        declared = self.info.get_field_def()
        if declared is not None and get_named_type(declared.type).name.endswith("Connection"):
            self.lists -= 1

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        self.found.add("inline fragment")
        if node.type_condition:
            self._on(node.type_condition.name.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.found.add("named fragment")

    def enter_fragment_definition(self, node: Any, *_: Any) -> None:
        self._on(node.type_condition.name.value)

    def _on(self, name: str) -> None:
        if isinstance(self.schema.type_map[name], GraphQLInterfaceType):
            self.found.add("on an interface")

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.found.add(node.name.value)
        if isinstance(node.arguments[0].value, VariableNode):  # type: ignore[index]
            self.found.add("directive by a variable")

    # -- arguments ------------------------------------------------------------------------------

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        argument, declared = self.info.get_argument(), self.info.get_field_def()
        if argument is None or self.info.get_directive() is not None:
            return
        value = self._given(node.value, argument.type)
        if value is None or isinstance(value, NullValueNode):
            return
        name = node.name.value
        match name:
            case "unit" | "scale":
                self.found.add("unit or scale")
            case "last" | "after" | "before":
                self.found.add(name)
            case "basis":
                self.found.add(f"basis {getattr(value, 'value', '')}")
            case "scope":
                self.found.add("scope of a statement")
            case "where" | "having":
                if getattr(value, "fields", ()):
                    self.found.add(name)
            case "by":
                if isinstance(value, ListValueNode):
                    several = ("no dimension", "", "several dimensions")
                    self.found.add(several[min(len(value.values), 2)])
            case "orderBy":
                groups = declared is not None and str(declared.type).endswith("Groups!")
                if getattr(value, "values", ()):
                    self.found.add("order of groups" if groups else "order")
        self._value(value, argument.type)
        self.found.discard("")

    def _given(self, node: Any, type_: Any) -> Any:
        """The value a node stands for, variables resolved; None where it is left out."""
        if not isinstance(node, VariableNode):
            return node
        if node.name.value not in self.variables:
            return None
        return literal(self.variables[node.name.value], type_)

    def _value(self, node: Any, type_: Any) -> None:
        node = self._given(node, type_)
        while hasattr(type_, "of_type"):
            type_ = type_.of_type
        if isinstance(node, ListValueNode):
            for each in node.values:
                self._value(each, type_)
        elif isinstance(node, ObjectValueNode):
            for each in node.fields:
                inner = type_.fields[each.name.value].type
                if not isinstance(self._given(each.value, inner), NullValueNode | None):
                    self._part(type_.name, each)
                    self._value(each.value, inner)
        elif isinstance(node, EnumValueNode) and node.value.endswith("NULLS_FIRST"):
            self.found.add("nulls first")

    def _part(self, input_: str, node: ObjectFieldNode) -> None:
        name = node.name.value
        if input_.endswith("By"):
            self.found.add(f"one by {name}")
        elif input_.endswith("Many"):
            known = {"count": "count of a link", "sum": "sum of a link", "where": "filtered tally"}
            measure = name if name in ("some", "none") else "other measure of a link"
            self.found.add(known.get(name, measure))
        elif input_.endswith("Filter"):
            self._filter(input_, name)
        elif input_.endswith("Dimension") and name.startswith("of"):
            self.found.add("dimension through a link")
        elif input_.endswith("Order"):
            self._order(input_, name)

    def _filter(self, input_: str, name: str) -> None:
        member = self._member(input_.removesuffix("Filter"), name)
        if isinstance(member, ResolvedLink) and not member.many:
            self.found.add("to-one link")
        elif name == "under":
            self.found.add("code under")
        elif name == "tree":
            self.found.add("fiscal tree")
        elif name in PARTS and (member is None or name == "tier"):
            self.found.add(name)

    def _order(self, input_: str, name: str) -> None:
        if input_.endswith("ManyOrder"):
            self.found.add("order by a tally")
        elif isinstance(self._member(input_.removesuffix("Order"), name), ResolvedLink):
            self.found.add("order through a link")

    def _member(self, entity: str, name: str) -> Any:
        known = entities().get(entity)
        return known.members.get(name) if known else None


@dataclass
class Reach:
    """Counts. `used`: operations with a part; `answered`: those of them that were answered;
    `told`: those whose answer held a value. `refusals`: by code; `paths`: of them with a path."""

    operations: int = 0
    turned: int = 0
    again: int = 0
    used: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    paths: Counter[str] = field(default_factory=Counter)

    def add(self, used: set[str], data: Any, errors: list[Any]) -> None:
        self.operations += 1
        used = used | {"*"}
        self.used.update(used)
        if data is not None:
            self.answered.update(used)
        if tells(data):
            self.told.update(used)
        for each in errors:
            self.refusals[each["extensions"]["id"]] += 1
            self.paths[each["extensions"]["id"]] += "path" in each

    def table(self) -> str:
        """For people."""
        lines = [
            f"{self.operations} operations, {self.answered['*']} answered, {self.told['*']} with a"
            f" value; {self.turned} pages turned, {self.again} asked again with other values",
            f"{'':<26}{'operations':>11}{'answered':>11}{'with values':>13}",
        ]
        for part in PARTS:
            counts = (self.used[part], self.answered[part], self.told[part])
            lines.append(f"{part:<26}{counts[0]:>11}{counts[1]:>11}{counts[2]:>13}")
        for code, number in sorted(self.refusals.items()):
            lines.append(f"refused {code:<18}{number:>11}, {self.paths[code]} with a path")
        return "\n".join(lines)


def tells(data: Any) -> bool:
    """Whether an answer holds any value but nulls, zeros, false and the names of types."""
    if isinstance(data, dict):
        return any(tells(each) for key, each in data.items() if key != "__typename")
    if isinstance(data, list):
        return any(tells(each) for each in data)
    return bool(data) and data not in ("0.00", "0.0000", "0")
