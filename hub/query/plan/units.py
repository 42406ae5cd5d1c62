"""The arguments of a money field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.query.plan.context import Planning
from hub.query.plan.values import Slot
from schema.problems import HubError

SCALE_LIMIT = 6


def money_arguments(plan: Planning, arguments: Mapping[str, Any]) -> tuple[str | None, int | None]:
    """(unit, scale) of a money field. raises: Q119 for a scale outside 0…6"""
    unit, scale = arguments.get("unit"), arguments.get("scale")
    if isinstance(scale, Slot):
        scale = plan.pin(scale, "value")
    if scale is not None and not 0 <= scale <= SCALE_LIMIT:
        raise HubError("Q119", kind=f"scale (0…{SCALE_LIMIT})", value=scale)
    return unit, scale
