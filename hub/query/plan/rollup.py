"""Pass: a grouping is answered from a roll-up where that can be proved, else from the facts.

Proof: every dimension, every filter and every measure is expressible in the roll-up's dimensions,
the caller sees every row, and the regions asked for never left the region asked about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hub.query.plan.context import Planning
from hub.query.plan.nodes import (
    All,
    AnyOf,
    Compare,
    Dimension,
    Everything,
    Facts,
    Groups,
    IsNull,
    Measure,
    Not,
    OwnLevel,
    Plan,
    Predicate,
    Ready,
    Within,
)
from hub.query.plan.rewrite import rewrite
from schema.kinds import Formula
from schema.model import Entity, entities
from schema.rollups import Column_, Level, Month, Rollup, rollups_of

RANKS = ("CENTRE", "PROVINCE", "CITY", "COUNTY", "TOWNSHIP")


def with_rollups(plan: Plan, planning: Planning) -> Plan:
    """The plan with a source chosen for every grouping."""

    def visit(node: Any) -> Any:
        return replace(node, source=_choose(node, planning)) if isinstance(node, Groups) else node

    done: Plan = rewrite(plan, visit)
    return done


def _choose(node: Groups, planning: Planning) -> Facts | Ready:
    if not isinstance(node.scope, Everything):
        return Facts(
            f"the scope: {node.scope.reason}" if hasattr(node.scope, "reason") else "scope"
        )
    regional, others = region_parts(node.where)
    why = _regions_provable(node, regional, planning)
    if why:
        return Facts(why)
    reason = f"no roll-up of {node.entity} is declared"
    for rollup in rollups_of(node.entity):
        missing = _missing(node, others, rollup, entities()[node.entity])
        if not missing:
            return Ready(rollup.name)
        reason = f"no roll-up holds {missing}"
    return Facts(reason)


def region_parts(where: Predicate) -> tuple[list[Within | OwnLevel], list[Predicate]]:
    """The conjunction's parts: those on the record's own region, and the others."""
    parts = where.parts if isinstance(where, All) else (where,)
    regional = [part for part in parts if isinstance(part, (Within, OwnLevel))]
    return regional, [part for part in parts if not isinstance(part, (Within, OwnLevel))]


def _regions_provable(
    node: Groups, regional: list[Within | OwnLevel], planning: Planning
) -> str | None:
    """Why the regions cannot be proved, or None when they can."""
    if len(regional) > 1:
        return "several conditions on the region"
    within = regional[0] if regional and isinstance(regional[0], Within) else None
    for dimension in node.dimensions:
        if dimension.column != "region_code":
            continue
        if dimension.tree != "ADMINISTRATIVE":
            return "roll-ups hold the administrative tree"
        if dimension.how == "each":
            return "the region's own subtree over the years" if within else None
        if regional and within is None:
            return "own level by a tier above it"
        if within and RANKS.index(dimension.detail) <= RANKS.index(within.tier):
            return "grouping by a tier not below the region asked about"
        if within:
            settled = planning.pin(within.bind.values[0], f"settled {dimension.detail}")
            if not settled:
                return "regions below it changed their parents"
    return None


def _missing(node: Groups, where: list[Predicate], rollup: Rollup, entity: Entity) -> str | None:
    """What the roll-up lacks, or None when it holds all."""
    for dimension in node.dimensions:
        if not holds(rollup, dimension):
            return dimension.name
    columns = {each.column for each in rollup.dimensions if isinstance(each, Column_)}
    for part in where:
        for term in terms(part):
            if term not in columns:
                return term
    for measure in measures(node):
        if not set(base_terms(entity, measure.term)) <= set(rollup.measures):
            return measure.term
    for order in node.order:
        if order.by not in ("count", "key") and not set(base_terms(entity, order.by)) <= set(
            rollup.measures
        ):
            return order.by
    return None


def holds(rollup: Rollup, dimension: Dimension) -> bool:
    """Whether a grouping's dimension can be told from the roll-up's."""
    if dimension.column == "region_code":
        return True
    for each in rollup.dimensions:
        if each.column != dimension.column:
            continue
        if dimension.how == "each" and isinstance(each, Column_):
            return True
        if dimension.how == "level" and (
            isinstance(each, Column_)
            or (isinstance(each, Level) and each.level == dimension.detail)
        ):
            return True
        if dimension.how == "period" and isinstance(each, Month) and dimension.detail != "DAY":
            return True
    return False


def terms(part: Predicate) -> list[str]:
    """The terms a predicate tests; a name no roll-up has where it cannot be told."""
    if isinstance(part, (Compare, IsNull)):
        return [part.term]
    if isinstance(part, (All, AnyOf)):
        return [term for each in part.parts for term in terms(each)]
    if isinstance(part, Not):
        return terms(part.part)
    if isinstance(part, Everything):
        return []
    return [type(part).__name__]


def measures(node: Groups) -> list[Measure]:
    return [
        measure
        for part in node.parts
        for group in part.parts
        for measure in group.measures
        if isinstance(measure, Measure)
    ]


def base_terms(entity: Entity, term: str) -> tuple[str, ...]:
    """The columns a measure adds up: itself, or a formula's."""
    formula = entity.formulas.get(term)
    return tuple(name for _, name in formula.terms) if isinstance(formula, Formula) else (term,)
