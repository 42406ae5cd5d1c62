"""Makes Strawberry classes from specifications written in GraphQL's own notation.

Types refer to each other by name through one namespace, so they can be made in any order:

    forge = Forge()
    forge.output("Region", [Spec("name", "String!", "名称 · Name.")], "区划 · Region.")
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, field
from enum import Enum, StrEnum
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET


@dataclass(frozen=True)
class Spec:
    """A field of a type, a field of an input, or an argument. `type` is GraphQL's: `[Region!]!`."""

    name: str
    type: str
    description: str
    arguments: Sequence[Spec] = ()
    default: object = UNSET


@dataclass
class Forge:
    """The classes made so far, by name."""

    names: dict[str, Any] = field(
        default_factory=lambda: {
            "ID": strawberry.ID, "String": str, "Int": int, "Boolean": bool,
        }
    )  # fmt: skip
    _annotations: dict[str, StrawberryAnnotation] = field(default_factory=dict)

    def add(self, name: str, made: Any) -> Any:
        """Register a class, scalar or enum under its GraphQL name."""
        if name in self.names:
            raise ValueError(f"GraphQL type {name} is made twice")
        self.names[name] = made
        return made

    def interface(self, name: str, specs: Iterable[Spec], text: str, *bases: str) -> Any:
        made = strawberry.interface(self._class(name, specs, bases), name=name, description=text)
        return self.add(name, self._bind(made))

    def output(self, name: str, specs: Iterable[Spec], text: str, *bases: str) -> Any:
        """An object type; `bases` are the names of its interfaces."""
        made = strawberry.type(self._class(name, specs, bases), name=name, description=text)
        return self.add(name, self._bind(made))

    def input(self, name: str, specs: Iterable[Spec], text: str, *, one_of: bool = False) -> Any:
        made = strawberry.input(
            self._class(name, specs, ()), name=name, description=text, one_of=one_of
        )
        return self.add(name, self._bind(made))

    def enum(self, name: str, members: Iterable[tuple[str, str]], text: str) -> type[Enum]:
        """An enum of (NAME, description); inside, a member is the string of its name."""
        members = list(members)
        # Python reads the class from the list; its members are strings, equal to their names.
        made = StrEnum(name, [(member, member) for member, _ in members])  # type: ignore[misc]
        strawberry.enum(made, name=name, description=text)
        definition: Any = made.__strawberry_definition__  # type: ignore[attr-defined]
        for value, (_, description) in zip(definition.values, members, strict=True):
            value.description = description
        self.add(name, made)
        return made

    def _class(self, name: str, specs: Iterable[Spec], bases: Sequence[str]) -> type:
        body = {_python(spec.name): self._field(spec) for spec in specs}
        return type(
            name, tuple(self.names[base] for base in bases), {"__annotations__": {}, **body}
        )

    def _bind(self, made: Any) -> Any:
        """Dataclasses put a bare annotation in place of ours: give each its namespace again."""
        for each in made.__strawberry_definition__.fields:
            each.type_annotation = self._annotation(each.metadata["type"])
        return made

    def _field(self, spec: Spec) -> StrawberryField:
        made = StrawberryField(
            python_name=_python(spec.name),
            graphql_name=spec.name,
            type_annotation=self._annotation(spec.type),
            description=spec.description,
            default=MISSING if spec.default is UNSET else spec.default,
            metadata={"type": spec.type},
        )
        made.arguments = [
            StrawberryArgument(
                python_name=_python(each.name),
                graphql_name=each.name,
                type_annotation=self._annotation(each.type),
                description=each.description,
                default=each.default,
            )
            for each in spec.arguments
        ]
        return made

    def _annotation(self, text: str) -> StrawberryAnnotation:
        if text not in self._annotations:
            self._annotations[text] = StrawberryAnnotation(annotation(text), namespace=self.names)
        return self._annotations[text]


def annotation(text: str) -> str:
    """GraphQL's notation of a type in Python's.

    >>> annotation("[Region!]!"), annotation("Money")
    ('list[Region]', 'Money | None')
    """
    if text.endswith("!"):
        text = text[:-1]
        return f"list[{annotation(text[1:-1])}]" if text.startswith("[") else text
    return f"{annotation(text + '!')} | None"


def _python(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name
