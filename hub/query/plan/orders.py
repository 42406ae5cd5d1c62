"""Pass: the `orderBy` argument becomes a total order.

A term is a field, formula or ratio of the record, a term of a to-one link's target, or a tally of
a to-many link's records. Links are followed as deep as the caller writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graphql import GraphQLInputObjectType

from hub.query.measures import term_of
from hub.query.plan.context import Planning
from hub.query.plan.filters import TALLIES, predicate
from hub.query.plan.nodes.predicates import Tally, Term, Via
from hub.query.plan.nodes.records import Order
from schema.kinds import Field, snake_of
from schema.model import Entity, ResolvedLink, entities
from schema.problems import HubError

TERMS_LIMIT = 32
"""Terms of one order: each that lies beyond a link is one more join, for every record."""

CODE = "code"
"""The target's field that a link which stands for a code holds itself."""


def total_order(
    plan: Planning, entity: Entity, asked: list[Mapping[str, Any]]
) -> tuple[Order, ...]:
    """The asked order made total by the key; the key follows the last direction, so that one
    index serves both. A term asked for again says nothing new.

    raises: Q117 too deep or too many, Q120 not exactly one tally
    """
    said = [
        Order(term, *way(direction))
        for each in asked
        for name, given in each.items()
        for term, direction in _terms(plan, entity, name, given)
    ]
    first = {each.term: each for each in reversed(said)}
    order = [first[term] for term in dict.fromkeys(each.term for each in said)]
    if len(order) > TERMS_LIMIT:
        raise HubError("Q117", measure="orderBy", found=len(order), limit=TERMS_LIMIT)
    descending = said[-1].descending if said else False
    rest = [Order(column, descending) for column in entity.key if column not in first]
    return (*order, *rest)


def way(direction: str) -> tuple[bool, bool]:
    """(descending, nulls first) of an OrderDirection.

    >>> way("ASC"), way("DESC_NULLS_FIRST")
    ((False, False), (True, True))
    """
    return direction.startswith("DESC"), direction.endswith("NULLS_FIRST")


def _terms(plan: Planning, entity: Entity, wire: str, given: Any) -> list[tuple[Term, str]]:
    """(term, direction) of one field of an order: two for a name that has a stored sort key."""
    member = entity.members[wire]
    if isinstance(member, ResolvedLink):
        with plan.deeper():
            return _linked(plan, member, given)
    if not isinstance(member, Field):
        return [(snake_of(wire), given)]
    keys = (member.order_key, member.name) if member.order_key else (member.name,)
    return [(key, given) for key in keys]


def _linked(plan: Planning, link: ResolvedLink, given: Mapping[str, Any]) -> list[tuple[Term, str]]:
    target = entities()[link.target]
    if link.many:
        return [_tally(plan, link, target, given)]
    ((wire, inner),) = given.items()
    if link.field is not None and wire == CODE:
        return [(link.field.name, inner)]
    return [
        (Via(link.name, term), direction) for term, direction in _terms(plan, target, wire, inner)
    ]


def _tally(
    plan: Planning, link: ResolvedLink, target: Entity, given: Mapping[str, Any]
) -> tuple[Term, str]:
    input_ = cast(GraphQLInputObjectType, plan.schema.get_type(f"{target.name}ManyOrder"))
    names = [name for name in input_.fields if name != "where"]
    how = [name for name in names if given.get(name) is not None]
    if len(how) != 1:
        raise HubError("Q120", input=input_.name, names=names)
    where = predicate(plan, target, given.get("where"))
    asked = given[how[0]]
    if how[0] == "count":
        return Tally(link.name, "count", "", where), asked
    ((wire, direction),) = asked.items()
    term = term_of(target.members[wire], target)
    return Tally(link.name, TALLIES[how[0]], term, where), direction
