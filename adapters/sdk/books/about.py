"""What a table is about, by its file's name and its title: whose, revenue or expenditure, when.

Names: [region_]tNN_<whose>_<direction>_<year>, with `province` 全省, `province_level` 省级, `city`
one row a region; or the title as printed, e.g. 浙江省2024年全省一般公共预算收入执行情况表, and
单位：万元. What neither says must be declared by the adapter or told with the load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from adapters.sdk.money import PLACES
from adapters.sdk.source import Settings, Text
from schema.problems import StopBatch

REGION_TOLD, UNIT_TOLD = "region", "unit"
TOLD = {
    REGION_TOLD: "name or code of the province, where neither file nor title says it",
    UNIT_TOLD: "the unit of the figures, where the table does not say it",
}
"""What may be told with a load, and what for."""

SCOPES = {
    "province": "WHOLE_ADMINISTRATIVE",
    "province_level": "OWN_LEVEL",
    "city": "WHOLE_ADMINISTRATIVE",
}

_named = re.compile(
    r"(?:(?P<region>[^_]+)_)?(?P<table>t[0-9]{2})_(?P<whose>province_level|province|city)"
    r"_(?P<direction>revenue|expenditure)_(?P<year>[0-9]{4})"
).fullmatch
_year = re.compile(r"(20[0-9]{2})年").search
_region = re.compile(r"([\u4e00-\u9fff]{2,10}?(?:省|自治区|市))").match
_unit = re.compile(r"单位[:：]?(元|千元|万元|百万元|亿元)").search
_WHOSE = (
    ("city", ("分市", "各市", "分地区", "市县", "分区域")),
    ("province_level", ("省级", "省本级", "自治区本级", "市本级", "市级")),
    ("province", ("全省", "全区", "全市")),
)
_GENERAL = "一般公共预算"


@dataclass(frozen=True)
class Book:
    """What an adapter declares of its book: the province and unit where its tables do not say
    them, and the rows of tables by region that repeat others (group -> its members)."""

    name: str
    province: str | None = None
    unit: str | None = None
    groups: Mapping[str, tuple[str, ...]] | None = None

    @property
    def known_groups(self) -> Mapping[str, tuple[str, ...]]:
        return self.groups or {}


@dataclass(frozen=True)
class About:
    """What one table is about. `direction`: REVENUE or EXPENDITURE. `table`: its number."""

    table: str
    whose: str
    direction: str
    year: str
    region: str
    unit: str

    def document(self, book: Book) -> str:
        """The publication that the table is of."""
        place = "" if book.province else f"_{self.region}"
        return f"{book.name}{place}_{self.year}"


def about(
    book: Book, name: str, above: Sequence[Sequence[Text]], by_region: bool, told: Settings
) -> About:
    """What file name, the rows above the header, and the load say. raises: StopBatch(A307)"""
    stem = PurePath(name).stem
    titles = ["".join((cell or "").split()) for row in above for cell in row if cell]
    found = _named(stem)
    said = found.groupdict() if found else _of_title([stem, *titles])
    unit = next((m[1] for text in titles if (m := _unit(text))), None)
    unit = unit or told.get(UNIT_TOLD) or book.unit
    region = said.get("region") or told.get(REGION_TOLD) or book.province
    if by_region:
        said["whose"] = "city"
    needed = {**said, "region": region, "unit": unit}
    lacking = [
        each for each in ("whose", "direction", "year", "region", "unit") if not needed[each]
    ]
    if lacking or unit not in PLACES or (said["whose"] == "city") != by_region:
        expected = (
            "浙江省2024年全省一般公共预算收入执行情况表 / tNN_province|city|province_level_…_YYYY"
        )
        raise StopBatch(
            "A307", document=f"{name}: {', '.join(lacking) or said['whose']}", known=[expected]
        )
    return About(
        said["table"] or f"{said['whose']}_{said['direction']}",
        said["whose"] or "",
        (said["direction"] or "").upper(),
        said["year"] or "",
        region or "",
        unit or "",
    )


def _of_title(texts: Sequence[str]) -> dict[str, str | None]:
    """What the first text says that names a year and a general public budget."""
    for text in texts:
        year = _year(text)
        if year is None or _GENERAL not in text:
            continue
        after = text[text.index(_GENERAL) :]
        place = _region(text)
        whose = (who for who, words in _WHOSE if any(word in text for word in words))
        return {
            "table": None,
            "whose": next(whose, None),
            "direction": _direction(after),
            "year": year[1],
            "region": place[1] if place and not place[1].startswith("全") else None,
        }
    return dict.fromkeys(("table", "whose", "direction", "year", "region"))


def _direction(text: str) -> str | None:
    """The one of 收入 and 支出 that a title names."""
    named = [way for way, word in (("revenue", "收入"), ("expenditure", "支出")) if word in text]
    return named[0] if len(named) == 1 else None
