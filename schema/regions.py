"""Regions: a dated table with two trees, administrative and fiscal, under one root (中央).

`RegionClosure` is the truth about ancestry; the ancestors on facts derive from it.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from schema.base import Dimension, link, region_in
from schema.kinds import flag, ordinal, region, state, states, text, year

ROOT = 100_000_000
"""中央: the one root of both trees."""

FOREVER = 9999
"""`to_year` of what still holds; spans are from_year <= year < to_year."""

Tier = states(
    "Tier",
    [
        ("CENTRE", "中央", "Central government"),
        ("PROVINCE", "省级", "Province, autonomous region or municipality"),
        ("CITY", "地市级", "Prefecture-level city"),
        ("COUNTY", "县(区)级", "County, district or county-level city"),
        ("TOWNSHIP", "乡镇级", "Township, town or street"),
    ],
)
Tree = states(
    "Tree",
    [
        ("ADMINISTRATIVE", "行政隶属", "Administrative subordination"),
        ("FISCAL", "财政体制", "Fiscal subordination (省直管县 hang on the province)"),
    ],
)


class Region(Dimension):
    """行政与财政区划. One region code ever valid, with its latest name.

    grain: one code.  key: (code).  source: MCA 国家地名信息库, NBS 2023, bond disclosure 2021
    """

    title = "区划"
    plural = "Regions"

    code: Mapped[int] = region("区划代码", "Nine-digit region code.", key=True, order=-99)
    name: Mapped[str] = text(
        "名称", "Latest name; ordered by its pinyin.", order_key="pinyin", searchable=True
    )
    full_name: Mapped[str] = text("全称", "Name with those of its ancestors.")
    pinyin: Mapped[str] = text("排序键", "Sort key for Chinese order.", internal=True)
    tier: Mapped[str] = state("级次", "Tier.", Tier)
    division_type: Mapped[str | None] = text("区划类型", "Kind: 市辖区, 县级市, 镇, 街道 …")
    parent_code: Mapped[int | None] = region("行政上级", "Administrative parent, latest.")
    fiscal_parent_code: Mapped[int | None] = region("财政上级", "Fiscal parent, latest.")
    home_code: Mapped[int] = region("归属", "City it belongs to, latest: home of its facts.")
    from_year: Mapped[int] = year("起始年", "First year the code is valid.")
    to_year: Mapped[int] = year("终止年", "First year it is no longer valid; 9999 while valid.")
    statistical_only: Mapped[bool] = flag("仅统计用", "A pseudo-township used in statistics only.")

    parent = link(
        "Region", on={"parent_code": "code"}, reach=region_in("parent_code"),
        title="行政上级", en="Administrative parent.", back="children", back_title="行政下级",
    )  # fmt: skip
    fiscal_parent = link(
        "Region", on={"fiscal_parent_code": "code"}, reach=region_in("fiscal_parent_code"),
        title="财政上级", en="Fiscal parent.", back="fiscal_children", back_title="财政下级",
    )  # fmt: skip


class RegionVersion(Dimension):
    """区划沿革. A region's name and tier over a span of years.

    grain: code and first year.  key: (code, from_year).  source: MCA yearly lists 1981-2024 (CC0)
    """

    title = "区划沿革"
    plural = "RegionVersions"

    code: Mapped[int] = region("区划代码", "Nine-digit region code.", key=True, order=-99)
    from_year: Mapped[int] = year("起始年", "First year.", key=True, order=-98)
    to_year: Mapped[int] = year("终止年", "First year no longer so; 9999 while so.")
    name: Mapped[str] = text("名称", "Name in those years.")
    tier: Mapped[str] = state("级次", "Tier in those years.", Tier)
    parent_code: Mapped[int | None] = region("行政上级", "Administrative parent in those years.")

    region = link(
        "Region", on="code", reach=region_in("code"), title="区划", en="The region.",
        back="versions", back_title="沿革",
    )  # fmt: skip


class RegionChange(Dimension):
    """区划变更. One code giving way to another (split, merger, rename, transfer).

    grain: one pair of codes of one change.  key: (change_id).
    source: areacodes (CC0), MCA (CC BY 4.0)
    """

    title = "区划变更"
    plural = "RegionChanges"

    change_id: Mapped[str] = text("变更编号", "Id of the change.", key=True, order=-99)
    old_code: Mapped[int | None] = region("原代码", "Code before.")
    old_name: Mapped[str | None] = text("原名称", "Name before.")
    new_code: Mapped[int | None] = region("新代码", "Code after.")
    new_name: Mapped[str | None] = text("新名称", "Name after.")
    kind: Mapped[str] = text("变更类型", "Kind of change.")
    effective_year: Mapped[int] = year("生效年", "First year of the new code.")
    document: Mapped[str | None] = text("批准文号", "Approving document.")


class RegionClosure(Dimension):
    """区划闭包. Every (ancestor, descendant) pair of a tree over a span of years, self included.

    grain: tree, ancestor, descendant, first year.  Rebuilt by `hub regions rebuild`.
    """

    title = "区划闭包"
    plural = "RegionClosures"

    tree: Mapped[str] = text("树", "ADMINISTRATIVE or FISCAL.", key=True, order=-99)
    ancestor: Mapped[int] = region("上级", "Ancestor or self.", key=True, order=-98)
    descendant: Mapped[int] = region("下级", "Descendant or self.", key=True, order=-97)
    from_year: Mapped[int] = year("起始年", "First year.", key=True, order=-96)
    to_year: Mapped[int] = year("终止年", "First year no longer so.")
    depth: Mapped[int] = ordinal("层差", "Tiers between the two; 0 for self.")

    __table_args__ = (Index(None, "tree", "descendant", "from_year"),)
