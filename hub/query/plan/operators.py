"""Operators of a filter: one table row each. `ne` is two-valued: what is unknown is not equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from hub.query.plan.nodes.predicates import All, Compare, Everything, IsNull, Predicate, Term
from hub.query.plan.values import Bind, Const, as_value
from schema.kinds import Field
from schema.problems import HubError

NO_FILTER = Everything("no filter")
SEARCHES = ("contains", "startsWith", "matches")
PARTS = ("half", "quarter", "month")
"""Parts of a year that a period may be."""


def both(*parts: Predicate) -> Predicate:
    """All of the parts; what lets everything through is left out. Only parts that say nothing say
    nothing together: a region within the country does."""
    telling = tuple(part for part in parts if not isinstance(part, Everything))
    if not telling:
        return next((part for part in parts if part != NO_FILTER), NO_FILTER)
    return telling[0] if len(telling) == 1 else All(telling)


def operators(term: Term, given: Mapping[str, Any], field: Field | None = None) -> Predicate:
    """The predicate of a kind's filter input, `{gte: …, lt: …}`. `field`: the one it is on.

    What has a text in it has its bigrams: where those of the field are indexed, that is said too.
    """
    parts: list[Predicate] = []
    for name, value in given.items():
        if name == "period" and value is not None:
            assert field is not None
            parts.append(_period(term, value, field))
            continue
        if field and field.searchable and name in SEARCHES and value is not None:
            parts.append(Compare(term, "bigrams", Bind((as_value(value),))))
        parts.append(operator(term, name, value))
    return both(*parts)


def _period(term: Term, given: Mapping[str, Any], field: Field) -> Predicate:
    """From the first day of a year, half, quarter or month up to, not including, the first day of
    the next; of instants, as the days begin in Shanghai. raises: Q120 two parts of a year"""
    parts = [name for name in PARTS if given.get(name) is not None]
    if len(parts) > 1:
        raise HubError("Q120", input="FiscalPeriod", names=["year", *PARTS])
    part = parts[0] if parts else "year"
    place = (as_value(given["year"]), as_value(given[part]) if parts else Const(1))
    low, high = (Bind(place, "period", (part, ahead, field.kind.name)) for ahead in (0, 1))
    return All((Compare(term, "gte", low), Compare(term, "lt", high)))


def operator(term: Term, name: str, value: Any) -> Predicate:
    """One operator on one term. `eq: null` asks for null; other operators refuse it (Q119)."""
    if value is None:
        return null(term, name)
    return OPERATORS[name](term, value)


def null(term: Term, name: str) -> Predicate:
    if name == "isNull":
        return NO_FILTER
    if name not in ("eq", "ne"):
        raise HubError("Q119", kind=f"{name} 的值 (use isNull)", value="null")
    return IsNull(term, name == "eq")


def compared(operator: str, via: str = "same") -> Callable[[Term, Any], Predicate]:
    def make(term: Term, value: Any) -> Predicate:
        return Compare(term, operator, Bind((as_value(value),), via))

    return make


def _between(term: Term, value: Any) -> Predicate:
    ends = as_value(value)
    low, high = Bind((ends,), "end", (0,)), Bind((ends,), "end", (1,))
    return All((Compare(term, "gte", low), Compare(term, "lte", high)))


def _is_null(term: Term, value: Any) -> Predicate:
    return IsNull(term, bool(value))


OPERATORS: Mapping[str, Callable[[Term, Any], Predicate]] = MappingProxyType(
    {
        "eq": compared("eq"),
        "ne": compared("ne"),
        "in": compared("in"),
        "lt": compared("lt"),
        "lte": compared("lte"),
        "gt": compared("gt"),
        "gte": compared("gte"),
        "between": _between,
        "contains": compared("like", "contains"),
        "startsWith": compared("like", "starts with"),
        "matches": compared("holds"),
        "isNull": _is_null,
    }
)
