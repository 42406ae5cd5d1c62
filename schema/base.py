"""The base classes every entity derives from, and links between entities.

`Fact` (own-level record of a region and fiscal year), `Master` (a region's long-lived record),
`National` (one record for the whole country), `Dimension` (reference data) and `Operation` (what
the hub did). From each class `schema.model` derives everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped

from schema.kinds import count, home, instant, region, text, year

NAMING = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """Root of all declarations; its metadata is what migrations compare with."""

    metadata = MetaData(naming_convention=NAMING)
    title: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    domain: ClassVar[str] = ""
    sorted_by: ClassVar[tuple[str, ...]] = ()
    """Columns by which subtrees are listed: each gets an index led by year and ancestor."""
    point: ClassVar[str] = ""
    """Column of the point in time at which the records stand: those of another point hold the same
    things again. They are summed at one such point only; stocks, where none is declared, never."""
    repeats: ClassVar[tuple[str, ...]] = ()
    """Columns that tell rows from others which repeat what they hold: flags of subtotals, what the
    same things are counted again for. No sum takes several of their values together."""

    def __init_subclass__(cls, **kw: Any) -> None:
        if "__abstract__" not in cls.__dict__ and "__tablename__" not in cls.__dict__:
            cls.__tablename__ = snake(cls.__name__)
        for name, value in list(vars(cls).items()):
            field = getattr(value, "column", None) is not None and value.column.info.get("field")
            if field and field.home:
                companion = home(f"{field.title}归属", f"Home of {name}, derived.")
                setattr(cls, home_of(name), companion)
        super().__init_subclass__(**kw)


def snake(name: str) -> str:
    """
    >>> snake("PaymentRequest")
    'payment_request'
    """
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


def home_of(region_column: str) -> str:
    """Name of the column that holds the home of the region in `region_column`.

    >>> home_of("region_code"), home_of("to_region_code")
    ('home_code', 'to_region_home')
    """
    if region_column == "region_code":
        return "home_code"
    return region_column.removesuffix("_code") + "_home"


class Record(Base):
    """A living row that came from a source, with its lineage."""

    __abstract__ = True

    source: Mapped[str] = text("来源系统", "Source system it came from.", order=100)
    source_key: Mapped[str] = text("来源主键", "Its key in the source.", order=101, lookup=True)
    origin: Mapped[str] = text(
        "原始位置",
        "Where the raw record is kept: landed page id and position in it.",
        order=102,
    )
    source_updated_at: Mapped[datetime | None] = instant(
        "来源更新时间", "When the source last changed it.", order=103
    )
    since_batch: Mapped[int] = count(
        "入库批次", "The committed slice that wrote this version.", order=104
    )


@dataclass(frozen=True)
class Elimination:
    """What one member of a whole pays another, which is eliminated when the whole is consolidated.

    The payer is `region_code`; `payee` is the column of the receiver. Where the receiver keeps
    records of its own: `counterpart`, the to-many link to them, whose `received` must add up to
    the `paid` of the records with the same `document`, payer, payee and year.
    """

    payee: str
    paid: str = "amount"
    document: str = ""
    counterpart: str = ""
    received: str = "amount"


class Fact(Record):
    """A record of one region's own level (本级) in one fiscal year."""

    __abstract__ = True
    eliminates: ClassVar[Elimination | None] = None
    """Where the records are payments between governments: groups of them say their `basis`."""

    home_code: Mapped[int] = home(
        "归属区划", "City of the region in that year.", key=True, order=-99
    )
    region_code: Mapped[int] = region(
        "财政区划", "Fiscal region; own level.", mof="MOF_DIV_CODE", key=True, order=-98
    )
    fiscal_year: Mapped[int] = year(
        "预算年度", "Fiscal year as the source says.", mof="FISCAL_YEAR", key=True, order=-97
    )
    province_code: Mapped[int | None] = home("省", "Province on 31 December of the year.", order=90)
    city_code: Mapped[int | None] = home("市", "City on 31 December of the year.", order=91)
    county_code: Mapped[int | None] = home("县", "County on 31 December of the year.", order=92)


class Master(Record):
    """A region's long-lived record (project, account): no fiscal year in the key."""

    __abstract__ = True

    home_code: Mapped[int] = home("归属区划", "City of the region.", key=True, order=-99)
    region_code: Mapped[int] = region(
        "财政区划", "Fiscal region; own level.", mof="MOF_DIV_CODE", key=True, order=-98
    )
    province_code: Mapped[int | None] = home("省", "Province, latest tree.", order=90)
    city_code: Mapped[int | None] = home("市", "City, latest tree.", order=91)
    county_code: Mapped[int | None] = home("县", "County, latest tree.", order=92)


class National(Record):
    """A record known by one code throughout the country (agency, supplier, bond)."""

    __abstract__ = True


class Dimension(Base):
    """Reference data: regions and classifications. Loaded from the project's own files."""

    __abstract__ = True


class Operation(Base):
    """What the hub itself did: sources, batches, rejects, events. Queryable like any other."""

    __abstract__ = True


@dataclass(frozen=True)
class Reach:
    """Which part of the target's key a link takes from where.

    `region`: the local column that names the target's region (its `_home` companion names the
    home), or None when the target is national.
    """

    name: str
    region: str | None


SAME_REGION = Reach("same region", "region_code")
NATIONAL = Reach("national", None)


def region_in(column: str) -> Reach:
    """The target lies in the region that `column` names (allotment ancestry, transfers)."""
    return Reach(f"region in {column}", column)


@dataclass(frozen=True)
class Link:
    """A declared to-one link by business key. `back` names the to-many link on the target."""

    target: str
    on: Mapping[str, str]
    reach: Reach
    title: str
    en: str
    back: str | None
    back_title: str


def link(
    target: str,
    *,
    on: str | Mapping[str, str],
    reach: Reach,
    title: str,
    en: str = "",
    back: str | None = None,
    back_title: str = "",
) -> Any:
    """Declare a to-one link.

    `on`: the local column holding the last part of the target's key, or {local: target column}
    for a link by another business key, or into another fiscal year ({"payment_year":
    "fiscal_year", …}). The rest of the key (home, region, fiscal year) comes from the `reach` and
    the record's own year. A target that has not arrived is normal: null in the graph, counted as
    unlinked.
    """
    pairs = {on: ""} if isinstance(on, str) else dict(on)
    return Link(target, pairs, reach, title, en, back, back_title)
