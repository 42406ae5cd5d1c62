"""From a request's values to a statement's parameters: the binders, one small function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from hub.query.ids import decode_id
from hub.query.plan.context import region_of
from hub.query.plan.values import Bind, Const, Items, Value
from hub.store.reference import Reference
from schema.problems import HubError

PAGE_DEFAULT, PAGE_LIMIT = 50, 10_000
FIRST_YEAR, LAST_YEAR = 1949, 2999
"""The years a period may lie in."""

MONTHS = MappingProxyType({"year": 12, "half": 6, "quarter": 3, "month": 1})
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Request:
    """What binding reads: the leaves of the variables and the reference data."""

    leaves: list[Any]
    reference: Reference


def bound(bind: Bind, request: Request) -> Any:
    """The parameter's value. raises: Q110 Q114 Q115 Q119"""
    values = [_value(each, request) for each in bind.values]
    return BINDERS[bind.via](request.reference, *values, *bind.detail)


def _value(value: Value, request: Request) -> Any:
    if isinstance(value, Items):
        return [_value(part, request) for part in value.parts]
    return value.value if isinstance(value, Const) else request.leaves[value.index]


def _same(_: Reference, value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _contains(_: Reference, value: str) -> str:
    return f"%{_escape(value)}%"


def _starts(_: Reference, value: str) -> str:
    return f"{_escape(value)}%"


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _past(_: Reference, value: str) -> str:
    """The least text above every text that begins with `value` (codes are ASCII)."""
    return value + "\x7f"


def _end(_: Reference, values: Any, position: int) -> Any:
    """An end of a `between`. raises: Q119 when it has not two"""
    if len(values) != 2:
        raise HubError("Q119", kind="between: [from, to]", value=f"{len(values)} values")
    return values[position]


def _period(
    _: Reference, year: int, number: int, part: str, ahead: int, kind: str
) -> date | datetime:
    """The first moment of a year's n-th part, or of the one `ahead` of it. raises: Q119"""
    months = MONTHS[part]
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 // months):
        found = f"{year}" if part == "year" else f"{year} {part} {number}"
        raise HubError("Q119", kind="期间 (period)", value=found)
    later, month = divmod((number - 1 + ahead) * months, 12)
    day = date(year + later, month + 1, 1)
    return day if kind == "day" else datetime.combine(day, time(), SHANGHAI)


def _region(reference: Reference, text: str) -> int:
    return int(region_of(reference, text).code)


def _regions(reference: Reference, texts: Any) -> list[int]:
    return [_region(reference, text) for text in _listed(texts)]


def _homes(reference: Reference, texts: Any) -> list[int]:
    """Every home that facts of these regions can have."""
    return sorted({home for code in _regions(reference, texts) for home in reference.homes(code)})


def _children(reference: Reference, text: str, tree: str) -> list[int]:
    return list(reference.children(tree, _region(reference, text)))


def _homes_of_children(reference: Reference, text: str, tree: str) -> list[int]:
    codes = reference.children(tree, _region(reference, text))
    return sorted({home for code in codes for home in reference.homes(code)})


def _subtree(reference: Reference, text: str, tree: str) -> list[int]:
    return list(reference.subtree(tree, _region(reference, text)))


def _homes_of_subtree(reference: Reference, text: str, tree: str) -> list[int]:
    codes = reference.subtree(tree, _region(reference, text))
    return sorted({home for code in codes for home in reference.homes(code)})


def _of_tier(reference: Reference, text: str | None, tier: str) -> list[int]:
    """Regions of a tier anywhere in a region's subtree; None: in the country."""
    within = _region(reference, text) if text is not None else None
    return list(reference.of_tier(within, tier))


def _home(reference: Reference, text: str, year: int | None = None) -> int:
    code = _region(reference, text)
    if year is None:
        return int(region_of(reference, text).home)
    return int(reference.ancestors(code, year).home)


def _key_part(_: Reference, text: str, type_: str, position: int) -> Any:
    name, parts = decode_id(text)
    if name != type_:
        raise HubError("Q115", id=text)
    return parts[position]


def _size(_: Reference, asked: int | None) -> int:
    """The page's size. raises: Q110 above the limit, Q114 below zero"""
    size = PAGE_DEFAULT if asked is None else asked
    if size > PAGE_LIMIT:
        raise HubError("Q110", first=size, limit=PAGE_LIMIT)
    if size < 0:
        raise HubError("Q114")
    return size


def _whole(_: Reference, asked: int | None) -> int | None:
    """The rows of an export: all of them unless fewer are asked for. raises: Q114 below zero"""
    if asked is not None and asked < 0:
        raise HubError("Q114")
    return asked


BINDERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "same": _same,
        "contains": _contains,
        "starts with": _starts,
        "past": _past,
        "end": _end,
        "period": _period,
        "region": _region,
        "regions": _regions,
        "homes of": _homes,
        "children of": _children,
        "homes of children of": _homes_of_children,
        "subtree of": _subtree,
        "homes of subtree of": _homes_of_subtree,
        "regions of tier": _of_tier,
        "home of": _home,
        "key part": _key_part,
        "size": _size,
        "whole": _whole,
    }
)


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]
