"""Makes GraphQL types from specifications written in GraphQL's own notation.

Types refer to each other by name, read when the schema is put together, so they can be made in
any order:

    forge = Forge()
    forge.output("Region", [Spec("name", "String!", "名称 · Name.")], "区划 · Region.")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Never, cast

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLDefaultInput,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
)

from schema.problems import HubError


@dataclass(frozen=True)
class Spec:
    """A field of a type, a field of an input, or an argument. `type` is GraphQL's: `[Region!]!`.

    `default`: what an argument or a field of an input is when not given; None: nothing.
    """

    name: str
    type: str
    description: str
    arguments: Sequence[Spec] = ()
    default: str | None = None


BUILT_IN = (GraphQLID, GraphQLString, GraphQLInt, GraphQLBoolean)


@dataclass
class Forge:
    """The types made so far, by name."""

    names: dict[str, GraphQLNamedType] = field(
        default_factory=lambda: {each.name: each for each in BUILT_IN}
    )
    _read: dict[str, Any] = field(default_factory=dict)
    """Types in GraphQL's notation that were read."""

    def add(self, made: GraphQLNamedType) -> None:
        """Register a type under its name."""
        if made.name in self.names:
            raise ValueError(f"GraphQL type {made.name} is made twice")
        self.names[made.name] = made

    def interface(self, name: str, specs: Sequence[Spec], text: str, *bases: str) -> None:
        """An interface; `bases` are the names of the interfaces it implements."""
        self.add(
            GraphQLInterfaceType(
                name, lambda: self._fields(specs, bases), self._bases(bases), description=text
            )
        )

    def output(self, name: str, specs: Sequence[Spec], text: str, *bases: str) -> GraphQLObjectType:
        """An object type; `bases` are the names of the interfaces it implements."""
        made = GraphQLObjectType(
            name, lambda: self._fields(specs, bases), self._bases(bases), description=text
        )
        self.add(made)
        return made

    def input(self, name: str, specs: Sequence[Spec], text: str, *, one_of: bool = False) -> None:
        """An input; `one_of`: exactly one of its fields must be given."""
        self.add(
            GraphQLInputObjectType(
                name, lambda: self._inputs(specs), description=text, is_one_of=one_of
            )
        )

    def enum(self, name: str, members: Iterable[tuple[str, str]], text: str) -> None:
        """An enum of (NAME, description); inside, a member is the string of its name."""
        values = {
            member: GraphQLEnumValue(member, description=description)
            for member, description in members
        }
        self.add(GraphQLEnumType(name, values, description=text))

    def _fields(self, specs: Iterable[Spec], bases: Iterable[str]) -> dict[str, GraphQLField]:
        """Those of the interfaces come first, as the type itself has them."""
        fields = {
            name: each for base in bases for name, each in self._interface(base).fields.items()
        }
        for spec in specs:
            fields[spec.name] = GraphQLField(
                self._type(spec.type),
                {
                    each.name: GraphQLArgument(
                        self._type(each.type),
                        description=each.description,
                        default=_default(each),
                    )
                    for each in spec.arguments
                },
                resolve=_unreached,
                description=spec.description,
            )
        return fields

    def _inputs(self, specs: Iterable[Spec]) -> dict[str, GraphQLInputField]:
        return {
            spec.name: GraphQLInputField(
                self._type(spec.type), description=spec.description, default=_default(spec)
            )
            for spec in specs
        }

    def _bases(self, bases: Iterable[str]) -> list[GraphQLInterfaceType]:
        """The interfaces, each followed by those it implements itself."""
        direct = [self._interface(base) for base in bases]
        return [each for base in direct for each in (base, *base.interfaces)]

    def _interface(self, name: str) -> GraphQLInterfaceType:
        return cast(GraphQLInterfaceType, self.names[name])

    def _type(self, text: str) -> Any:
        """The type that GraphQL's notation means: `[Region!]!`."""
        if text not in self._read:
            if text.endswith("!"):
                self._read[text] = GraphQLNonNull(self._type(text[:-1]))
            elif text.startswith("["):
                self._read[text] = GraphQLList(self._type(text[1:-1]))
            else:
                self._read[text] = self.names[text]
        return self._read[text]


def _default(spec: Spec) -> GraphQLDefaultInput | None:
    return None if spec.default is None else GraphQLDefaultInput(spec.default)


def _unreached(_source: object, info: GraphQLResolveInfo[Any], **_arguments: object) -> Never:
    """A resolver is reached only by a mistake of ours."""
    raise HubError("Q199", request_id=f"- ({info.field_name})")
