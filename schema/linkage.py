"""Linkage (挂接情况): how many records name another, and how many of those are there.

Links are never constraints: a target may be late, or never come. What is unlinked is counted, for
every link, region and year, so that it can be asked for like any other figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Mapped

from schema.base import Operation
from schema.kinds import Fen, count, instant, money, ratio, region, text, year
from schema.model import Entity, ResolvedLink, entities, records

UNDATED = 0
"""The fiscal year of records that have none."""


class Linkage(Operation):
    """挂接情况. One link of one entity in one region and year: named, linked, unlinked.

    grain: link, region, year.  key: (link, region, fiscal_year).  named = linked + unlinked;
    records − named name no target. Counted anew after each synchronisation that touched either
    side. A link back (Transfer.allotments) counts the records that nothing refers to as unlinked.
    """

    title = "挂接情况"
    plural = "LinkCoverage"
    repeats = ("link",)

    link: Mapped[str] = text(
        "链接", "Entity and link: PaymentRequest.contract.", key=True, order=-99
    )
    region_code: Mapped[int] = region("财政区划", "Region of the records.", key=True, order=-98)
    fiscal_year: Mapped[int] = year("预算年度", "Year; 0 of undated ones.", key=True, order=-97)
    near: Mapped[str] = text("起点实体", "Entity of the records.", lookup=True)
    far: Mapped[str] = text("终点实体", "Entity they are linked with.", lookup=True)
    records: Mapped[int] = count("记录数", "Records in all.")
    named: Mapped[int] = count("已指明", "Records that name a target.")
    linked: Mapped[int] = count("已挂接", "Records whose target is there.")
    unlinked: Mapped[int] = count("未挂接", "Records whose target is not there.")
    named_amount: Mapped[Fen | None] = money("已指明金额", "Their amount, where they have one.")
    unlinked_amount: Mapped[Fen | None] = money("未挂接金额", "Amount of the unlinked ones.")
    counted_at: Mapped[datetime] = instant("统计时间", "When it was counted.")

    rate = ratio("挂接率", "Linked over named.", "linked", "named")


@cache
def measured() -> tuple[ResolvedLink, ...]:
    """The links that are counted: every declared link of records that belong to a region, and the
    links back between domains."""
    return tuple(_measured())


def _measured() -> Iterator[ResolvedLink]:
    for entity in records():
        for link in entity.links.values():
            target = entities()[link.target]
            if link.field is not None or not _regional(entity) or not target.is_record:
                continue
            forward = link.name in vars(entity.cls)
            if forward or (_regional(target) and entity.domain != target.domain):
                yield link


def _regional(entity: Entity) -> bool:
    return "region_code" in entity.key
