"""Pass: every node is read within the caller's scope, so that lists, links, counts, groups and
cursors obey it alike. It leaves no node without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hub.access.scope import Scope
from hub.query.plan.consolidation import members_seen
from hub.query.plan.nodes.groups import Coverage, Groups, Unmatched
from hub.query.plan.nodes.groups import Dimension as GroupDimension
from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Because,
    Compare,
    Everything,
    IsNull,
    Linked,
    Not,
    Nothing,
    OwnLevel,
    Predicate,
    Some,
    Term,
    Via,
    Within,
)
from hub.query.plan.nodes.records import Connection, Record
from hub.query.plan.nodes.whole import Plan, Trace
from hub.query.plan.rewrite import rewrite
from hub.query.plan.values import Bind, Const
from hub.store.reference import Reference
from schema.base import Dimension, Fact, Master, National, Operation
from schema.chain import STEPS
from schema.model import Entity, entities


def scoped(plan: Plan, scope: Scope, reference: Reference) -> Plan:
    """The plan with the scope's predicate on every node, and on every link a filter follows."""

    def visit(node: Any) -> Any:
        if isinstance(node, (Record, Connection, Groups)):
            allowed = allowance(scope, reference, entities()[node.entity])
            node = replace(node, scope=allowed)
        if isinstance(node, Groups):
            entity = entities()[node.entity]
            seen_by = (_followed(each, entity, scope, reference) for each in node.dimensions)
            node = replace(node, dimensions=tuple(seen_by))
        if isinstance(node, Groups) and node.unit is not None:
            members = members_seen(node.scope, node.unit.payee)
            node = replace(node, unit=replace(node.unit, scope=members))
        if isinstance(node, Unmatched):
            allowed = allowance(scope, reference, entities()[node.counterpart])
            node = replace(node, scope=allowed)
        if isinstance(node, Coverage):
            node = replace(node, scope=allowance(scope, reference, entities()["Batch"]))
        if isinstance(node, (Connection, Groups)):
            node = replace(node, where=_guarded(node.where, node.entity, scope, reference))
        if isinstance(node, Trace):
            shown = [entities()[step.entity] for step in STEPS]
            seen = tuple((each.name, allowance(scope, reference, each)) for each in shown)
            node = replace(node, scopes=seen)
        if isinstance(node, Connection):
            order = tuple(
                replace(each, term=_sighted(each.term, node.entity, scope, reference))
                for each in node.order
            )
            node = replace(node, order=order)
        return node

    done: Plan = rewrite(plan, visit)
    return done


def allowance(scope: Scope, reference: Reference, entity: Entity) -> Predicate:
    """What of an entity may be seen, with the reason."""
    if entity.role is Dimension:
        return Everything("reference data are public")
    parts: list[Predicate] = []
    if scope.domains is not None and entity.domain not in scope.domains:
        return Nothing(f"{entity.domain} is not a domain of {scope.reason}")
    if scope.regions is not None and entity.role is Operation:
        return Nothing(f"operations are seen with all regions only, not with {scope.reason}")
    if scope.regions is not None and entity.role in (Fact, Master):
        parts.append(AnyOf(tuple(_grant(reference, each) for each in scope.regions)))
    if scope.agencies is not None and "agency_code" in entity.fields:
        parts.append(Compare("agency_code", "in", Bind((Const(scope.agencies),))))
    elif scope.agencies is not None and entity.role is not National:
        return Nothing(f"{entity.name} names no agency, and the scope is {scope.reason}")
    if not parts:
        return Everything(scope.reason)
    return Because(parts[0] if len(parts) == 1 else All(tuple(parts)), scope.reason)


def _followed(
    dimension: GroupDimension, entity: Entity, scope: Scope, reference: Reference
) -> GroupDimension:
    """A dimension that follows links sees only what the links themselves do."""
    via = []
    for hop in dimension.via:
        entity = entities()[entity.links[hop.link].target]
        via.append(replace(hop, scope=allowance(scope, reference, entity)))
    return replace(dimension, via=tuple(via))


def _grant(reference: Reference, grant: Any) -> Predicate:
    info = reference.region(grant.code)
    tier = info.tier if info else "TOWNSHIP"
    if grant.whole and tier == "CENTRE":
        return Everything("the whole country")
    if grant.whole and tier != "TOWNSHIP":
        return Within(tier, Bind((Const(grant.code),)))
    return OwnLevel(
        Bind((Const(tuple(reference.homes(grant.code))),)), Bind((Const((grant.code,)),))
    )


def _sighted(term: Term, name: str, scope: Scope, reference: Reference) -> Term:
    """A term reached through links counts what the caller may see, as the links themselves do."""
    if isinstance(term, str):
        return term
    target = entities()[entities()[name].links[term.link].target]
    if isinstance(term, Via):
        inner = _sighted(term.term, target.name, scope, reference)
        return Via(term.link, inner, allowance(scope, reference, target))
    return replace(term, where=_allowed(term.where, target, scope, reference))


def _allowed(where: Predicate, target: Entity, scope: Scope, reference: Reference) -> Predicate:
    inner = _guarded(where, target.name, scope, reference)
    allowed = allowance(scope, reference, target)
    return inner if isinstance(allowed, Everything) else All((inner, allowed))


def _guarded(where: Predicate, name: str, scope: Scope, reference: Reference) -> Predicate:
    """A filter through a link sees only what the caller may: nothing can be told from counts."""
    if isinstance(where, All):
        return All(tuple(_guarded(part, name, scope, reference) for part in where.parts))
    if isinstance(where, AnyOf):
        return AnyOf(tuple(_guarded(part, name, scope, reference) for part in where.parts))
    if isinstance(where, Not):
        return Not(_guarded(where.part, name, scope, reference))
    if isinstance(where, (Linked, Some)):
        target = entities()[entities()[name].links[where.link].target]
        return replace(where, part=_allowed(where.part, target, scope, reference))
    if isinstance(where, (Compare, IsNull)):
        return replace(where, term=_sighted(where.term, name, scope, reference))
    return where
