"""Pass: a grouping is answered from a roll-up where that can be proved, else from the facts.

Proof: every dimension, every filter and every measure is expressible in the roll-up's dimensions;
the caller sees every row of the regions asked for; and they never left the region asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hub.query.plan.context import Planning
from hub.query.plan.nodes.groups import Dimension, Facts, Groups, Ready
from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Because,
    Compare,
    Everything,
    IsNull,
    Measure,
    Not,
    OwnLevel,
    Predicate,
    Within,
)
from hub.query.plan.nodes.whole import Plan
from hub.query.plan.rewrite import rewrite
from hub.query.plan.summing import page_measures
from hub.query.plan.values import Bind, Const
from schema.model import Entity, entities
from schema.rollups import ROLLUPS, Column_, Level, Month, Rollup, rollups_of

RANKS = ("CENTRE", "PROVINCE", "CITY", "COUNTY", "TOWNSHIP")


def with_rollups(plan: Plan, planning: Planning) -> Plan:
    """The plan with a source chosen for every grouping."""

    def visit(node: Any) -> Any:
        return replace(node, source=_choose(node, planning)) if isinstance(node, Groups) else node

    done: Plan = rewrite(plan, visit)
    return done


def _choose(node: Groups, planning: Planning) -> Facts | Ready:
    asked, others = _region_parts(node.where)
    region = _seen(node.scope, asked, planning)
    if isinstance(region, Facts):
        return region
    why = _place_provable(node, region) or _regions_provable(node, region, planning)
    if why:
        return Facts(why)
    reason = f"no roll-up of {node.entity} is declared"
    for rollup in rollups_of(node.entity):
        missing = _missing(node, others, rollup, entities()[node.entity])
        if not missing:
            return Ready(rollup.name, region, tuple(others))
        reason = f"no roll-up holds {missing}"
    return Facts(reason)


def _place_provable(node: Groups, region: Within | OwnLevel | None) -> str | None:
    """Why a grouping by linked records, or a nested one, cannot be proved: a roll-up knows whole
    regions and own levels."""
    if any(each.how == "named" or each.via for each in node.dimensions):
        return "by linked records"
    if node.hanging is None:
        return None
    if node.hanging.link is not None:
        return f"under {node.hanging.entity}.{node.hanging.link}"
    if node.hanging.entity != "Region":
        return f"under each {node.hanging.entity}"
    if node.hanging.scope == "WHOLE_FISCAL":
        return "roll-ups hold the administrative tree"
    if region is not None or any(each.column == "region_code" for each in node.dimensions):
        return "regions within each region"
    return None


def _region_parts(where: Predicate) -> tuple[list[Within | OwnLevel], list[Predicate]]:
    """The conjunction's parts: those on the record's own region, and the others."""
    parts = where.parts if isinstance(where, All) else (where,)
    regional = [part for part in parts if isinstance(part, (Within, OwnLevel))]
    return regional, [part for part in parts if not isinstance(part, (Within, OwnLevel))]


def _seen(
    scope: Predicate, asked: list[Within | OwnLevel], planning: Planning
) -> Within | OwnLevel | Facts | None:
    """The one region of which all records are asked for and seen; None for all there are."""
    if len(asked) > 1:
        return Facts("several conditions on the region")
    region = asked[0] if asked else None
    if isinstance(scope, Everything):
        return region
    granted = _granted(scope)
    if isinstance(granted, Everything):
        return region
    if granted is not None and region is None:
        return granted
    if (
        isinstance(granted, Within)
        and isinstance(region, Within)
        and planning.pin(region.bind.values[0], f"inside {_code(granted)}")
    ):
        return region
    return Facts(f"the scope: {scope.reason}" if hasattr(scope, "reason") else "the scope")


def _granted(scope: Predicate) -> Within | OwnLevel | Everything | None:
    """The single grant of regions that a scope is, in the words of a filter, or None."""
    match scope:
        case Because(part=AnyOf(parts=(Within() as grant,))):
            return Within(grant.tier, Bind((Const(str(_code(grant))),), "region"))
        case Because(part=AnyOf(parts=(OwnLevel() | Everything() as grant,))):
            return grant
    return None


def _code(grant: Within) -> int:
    [value] = grant.bind.values
    assert isinstance(value, Const)
    return int(value.value)


def _regions_provable(
    node: Groups, region: Within | OwnLevel | None, planning: Planning
) -> str | None:
    """Why the regions cannot be proved, or None when they can."""
    within = region if isinstance(region, Within) else None
    for dimension in node.dimensions:
        if dimension.column != "region_code":
            continue
        if dimension.tree != "ADMINISTRATIVE":
            return "roll-ups hold the administrative tree"
        if dimension.how == "each":
            return "the region's own subtree over the years" if within else None
        if region and within is None:
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
    for measure in page_measures(node):
        if not computable(entity, measure, rollup):
            return measure.name
    return None


def _sums(rollup: Rollup, entity: Entity, term: str) -> bool:
    """Whether the roll-up's sums give the term's. A formula leaves out the records in which one
    of its columns is null; the sums of its columns do not."""
    if term in entity.ratios:
        ratio = entity.ratios[term]
        return all(_sums(rollup, entity, each) for each in (ratio.numerator, ratio.denominator))
    columns = base_terms(entity, term)
    if len(columns) > 1 and any(entity.fields[each].nullable for each in columns):
        return False
    return set(columns) <= set(rollup.measures)


def serving(node: Groups, measures: Iterable[Measure]) -> Ready | None:
    """The grouping's roll-up, where it has all of these measures; else the facts serve them."""
    source = node.source
    if not isinstance(source, Ready):
        return None
    rollup, entity = declared(source), entities()[node.entity]
    return source if all(computable(entity, each, rollup) for each in measures) else None


def declared(source: Ready) -> Rollup:
    """The roll-up's declaration."""
    return next(each for each in ROLLUPS if each.name == source.rollup)


def computable(entity: Entity, measure: Measure, rollup: Rollup) -> bool:
    """Whether counts and sums suffice. A mean needs the number of values: that of the records,
    where none is null."""
    if measure.what == "share":
        return computable(entity, Measure.named(measure.term), rollup)
    if measure.what not in ("sum", "avg", "ratio"):
        return measure.what == "count"
    if measure.what == "avg" and any(
        entity.fields[name].nullable for name in base_terms(entity, measure.term)
    ):
        return False
    return _sums(rollup, entity, measure.term)


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
    if isinstance(part, (Compare, IsNull)) and isinstance(part.term, str):
        return [part.term]
    if isinstance(part, (All, AnyOf)):
        return [term for each in part.parts for term in terms(each)]
    if isinstance(part, Not):
        return terms(part.part)
    if isinstance(part, Everything):
        return []
    return [type(part).__name__]


def base_terms(entity: Entity, term: str) -> tuple[str, ...]:
    """The columns a measure adds up: itself, or a formula's."""
    formula = entity.formulas.get(term)
    return tuple(name for _, name in formula.terms) if formula is not None else (term,)
