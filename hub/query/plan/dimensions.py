"""Pass: what a grouping is by becomes keys, each a column of the record or of a linked one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hub.query.measures import PERIODS, near, throughs
from hub.query.plan.context import Planning
from hub.query.plan.nodes.groups import Dimension, Hop
from hub.query.plan.values import Slot
from schema.classification import LISTS
from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities
from schema.problems import HubError


def dimensions(
    plan: Planning, entity: Entity, by: Sequence[Mapping[str, Any]]
) -> tuple[Dimension, ...]:
    """The keys of a grouping, in the order of `by`. raises: Q119 for what is no dimension"""
    asked = [_keys(plan, entity, name, given) for each in by for name, given in each.items()]
    names = [keys[0].name for keys in asked]
    if len(set(names)) != len(names):
        raise HubError("Q119", kind="by: 维度重复 (a dimension twice)", value=", ".join(names))
    return tuple(key for keys in asked for key in keys)


def _keys(plan: Planning, entity: Entity, name: str, given: Any) -> tuple[Dimension, ...]:
    """The keys of one dimension: several where a linked record is named by several columns."""
    through = throughs(entity.name).get(name)
    if through is not None:
        return _followed(plan, name, through, given)
    if given is False:
        raise HubError("Q119", kind=f"by: {{{name}: true}}", value="false")
    member = entity.members[name]
    if isinstance(member, Field):
        dated = member.kind.name in PERIODS
        how, detail = ("period", given) if dated else ("each", None)
        return (Dimension(name, member.name, how, detail),)
    assert isinstance(member, ResolvedLink)
    if member.field is None:
        return _named(entity, name, near(member))
    column = member.field.name
    if member.target == "Region" and given.get("tier"):
        return (Dimension(name, column, "tier", given["tier"], given["tree"]),)
    if member.target == "Classification" and given.get("level") is not None:
        level = given["level"]
        if isinstance(level, Slot):
            level = plan.pin(level, "value")
        return (Dimension(name, column, "level", _level(member.field, level)),)
    return (Dimension(name, column, "each"),)


def _followed(
    plan: Planning, name: str, through: ResolvedLink, given: Mapping[str, Any]
) -> tuple[Dimension, ...]:
    """The keys of a dimension of a linked record."""
    ((inner, asked),) = given.items()
    with plan.deeper():
        keys = _keys(plan, entities()[through.target], inner, asked)
    hop = Hop(through.name)
    return tuple(replace(k, name=f"{name}.{k.name}", via=(hop, *k.via)) for k in keys)


def _named(entity: Entity, name: str, columns: tuple[str, ...]) -> tuple[Dimension, ...]:
    """A linked record by the columns that name it. Where one of them is null it names none, and
    the others, of a region or year, tell such records not apart."""
    absent = tuple(each for each in columns if entity.fields[each].nullable)
    return tuple(
        Dimension(name, each, "each")
        if absent in ((), (each,))
        else Dimension(name, each, "named", absent)
        for each in columns
    )


def _level(field: Field, level: int) -> int:
    """raises: Q119 when the code's list has no such level"""
    assert field.list is not None
    levels = max(len(LISTS[field.list].widths), 1)
    if not 1 <= level <= levels:
        raise HubError("Q119", kind=f"level (1…{levels})", value=level)
    return level
