"""Texts that hypothesis-graphql draws from the SDL: one root field and what it selects."""

from __future__ import annotations

from dataclasses import dataclass

import hypothesis_graphql
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    StringValueNode,
    build_schema,
    get_named_type,
)
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.query.oracle_schema import SDL
from tests.query.world import DAYS, MONEY


def bare(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema without its fields' arguments: drawn four times as fast."""
    for name, each in schema.type_map.items():
        own = not name.startswith("__")  # introspection's types are every schema's
        if own and isinstance(each, GraphQLObjectType | GraphQLInterfaceType):
            for field in each.fields.values():
                field.args = {}
    return schema


SCHEMA = build_schema(SDL.read_text("utf-8"))
BARE = bare(build_schema(SDL.read_text("utf-8")))
WILD = 7
"""One text in so many keeps the arguments that were drawn for it."""


def quoted(*texts: str) -> st.SearchStrategy[StringValueNode]:
    return st.sampled_from([StringValueNode(value=text) for text in texts])


SCALARS = {
    "Money": quoted(*(f"{fen // 100}.{fen % 100:02d}" for fen in MONEY if fen >= 0), "-0.50"),
    "Decimal": quoted("0", "0.5", "-1", "33.3333"),
    "Ratio": quoted("0.5"),
    "Count": st.sampled_from([IntValueNode(value=str(n)) for n in (0, 1, 2, 7, 2**40)]),
    "Date": quoted(*(day.isoformat() for day in DAYS)),
    "DateTime": quoted("2025-02-01T00:00:00Z", "2025-02-02T08:00:00+08:00"),
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """wild: with arguments, whatever the SDL allows."""

    text: str
    wild: bool


def roots() -> list[str]:
    """Root fields, lists and groups more often than single records."""
    assert SCHEMA.query_type is not None
    found: list[str] = []
    for name, each in sorted(SCHEMA.query_type.fields.items()):
        answered = get_named_type(each.type).name
        often = 4 if answered.endswith("Groups") else 2 if answered.endswith("Connection") else 1
        found += [name] * (10 if name in ("node", "trace") else often)
    return found


def drawn(number: int, start: int) -> list[Text]:
    """So many texts. start: the same gives the same."""
    some = [Text(each, True) for each in _texts(SCHEMA, number // WILD, start)]
    rest = [Text(each, False) for each in _texts(BARE, number - len(some), start)]
    return [*some, *rest]


def _texts(schema: GraphQLSchema, number: int, start: int) -> list[str]:
    made: list[str] = []
    if not number:
        return made
    one = st.sampled_from(roots()).flatmap(
        lambda root: hypothesis_graphql.queries(
            schema, fields=[root], custom_scalars=SCALARS, allow_x00=False
        )
    )

    @seed(start)
    @settings(
        max_examples=number, deadline=None, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(text=one)
    def keep(text: str) -> None:
        made.append(text)

    keep()
    return made
