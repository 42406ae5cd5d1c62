"""Identities (勾稽关系) of published figures, declared: total = parts, limit >= balance, and so on.

Values only. A stream declares those that hold between any of its figures; a page carries those
that follow from its own outline (each row = the rows under it). The hub evaluates them on what is
loaded, whatever document it came from, and in whatever order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNDISCLOSED = "UNDISCLOSED"
"""Residual: part of what the total holds is not published item by item."""


@dataclass(frozen=True)
class Same:
    """In a `where`: the field has the value of this other field of the same record."""

    field: str


@dataclass(frozen=True)
class Other:
    """In a `where`: the field has another value than this other field of the same record."""

    field: str


@dataclass(frozen=True)
class Part:
    """Figures that are summed: those whose fields have the values of `where`.

    `where`: field -> value, tuple of values, None for an empty field, `Same`, `Other`; fields of
    the entity and its derived ones (`province_code`, `city_code`, `county_code`). Figures are of
    the source that declares it.
    `sign`: 1 or -1.  `of`: name of the entity, the stream's by default.
    `amount`: the money field that is summed, the stream's control field by default.
    `optional`: where there is no such figure it counts as nothing; else the identity is MISSING.
    """

    where: Mapping[str, object]
    sign: int = 1
    of: str | None = None
    amount: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class Identity:
    """left = right, or left <= right, for each distinct value of the fields `each`.

    The fiscal year always counts among `each`, where the figures have one.
    `residual`: the kind of a positive remainder of left over right that is no difference.
    `decimals`: of every figure in its unit, whatever zeros at its end a workbook leaves off.
    `place`: which row of the page it is about, where several have one code.
    `system`: the right side are records of the transaction systems, of whatever source; evaluated
    where there are any.
    """

    code: str
    title: str
    en: str
    left: Part | tuple[Part, ...]
    right: tuple[Part, ...]
    each: tuple[str, ...] = ()
    relation: str = "="
    residual: str | None = None
    decimals: int = 0
    place: str = ""
    system: bool = False

    def __post_init__(self) -> None:
        if self.relation not in ("=", "<="):
            raise ValueError(f"identity {self.code}: relation {self.relation!r} is not = or <=")

    @property
    def lefts(self) -> tuple[Part, ...]:
        return (self.left,) if isinstance(self.left, Part) else self.left


@dataclass(frozen=True)
class Quotient:
    """A printed rate = numerator / denominator, for each distinct value of the fields `each`.

    `rate`: the field with the printed rate, on the figures of the numerator.
    `decimals`: of the rate as a fraction, as printed (98.5% has three).
    """

    code: str
    title: str
    en: str
    rate: str
    numerator: Part
    denominator: Part
    each: tuple[str, ...] = ()
    decimals: int = 3
    place: str = ""
