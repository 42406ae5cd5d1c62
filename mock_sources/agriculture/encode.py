"""The world's agriculture as its system writes it: XML elements named by initials of pinyin."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from mock_sources.world import townships
from mock_sources.world.agriculture import STAGES, Funding, Stage, Works
from mock_sources.world.clock import CHANGED_AT, FINAL, OPENING
from mock_sources.world.lists import Region
from mock_sources.world.world import World

THEMES = {
    "FARMLAND": "GBZNT",
    "INDUSTRY": "CYFZ",
    "INFRASTRUCTURE": "JCSS",
    "LIVING": "RJHJ",
    "WATER": "NTSL",
    "OTHER": "QT",
}
STAGE_CODES = {stage: f"J{number:02d}" for number, stage in enumerate(STAGES, 1)}
UNKNOWN_STAGE = "J99"
TIERS = {"CENTRE": "中央", "PROVINCE": "省级", "CITY": "市级", "COUNTY": "县级", "TOWNSHIP": "乡级"}


class Delivery(NamedTuple):
    """A record: its element, the attributes of what stands around it, its control amount in fen
    (parts of a fen kept), its fiscal year, when it was published, and whether it is deleted."""

    element: Element
    around: dict[str, str]
    fen: Decimal
    year: int | None
    published: datetime
    deleted: bool = False


def moment(day: date) -> datetime:
    return datetime.combine(day, time(11))


def text(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S")


def yuan(fen: Decimal) -> str:
    """
    >>> yuan(Decimal("123450.5")), yuan(Decimal(-5))
    ('1234.505', '-0.05')
    """
    return f"{fen.scaleb(-2):.2f}" if fen == fen.to_integral_value() else f"{fen.scaleb(-2):f}"


def place(world: World, region: Region) -> dict[str, str]:
    """The county (or city, or province) whose list a record is in, and whose budget it is in: a
    code, or a township's name."""
    if region.tier == "TOWNSHIP":
        name, _ = townships.written(world, region, region)
        return {"xqdm": region.parent[:6], "ssdw": name}
    return {"xqdm": region.code[:6], "ssdw": region.code[:6]}


def works(world: World, region: Region, record: Works, stage: str, old: bool = False) -> Delivery:
    """`old`: the version before a late correction, whatever the stage."""
    before = record.mark == "late_correction" and (old or stage == OPENING)
    fen = record.was if before else record.amount
    updated = moment(max(record.since, record.project.set_up))
    if record.mark == "late_correction" and not before:
        updated = CHANGED_AT
    own = Element("xm", bh=record.key, gxsj=text(updated), sc="0")
    if record.called:
        town: str | None = record.called
    else:
        town = townships.written(world, region, record.town)[0] if record.town else None
    _add(own, "xmmc", f"{record.project.name}（涉农）")
    _add(own, "lxnd", str(record.year))
    for name, value in place(world, region).items():
        _add(own, name, value)
    _add(own, "ysxmdm", record.project_code)
    _add(own, "lb", THEMES[record.theme])
    where = SubElement(own, "dd")
    _add(where, "xz", town)
    _add(where, "cun", record.village)
    area = _add(
        own, "mj", None if record.area is None else f"{record.area // 10}.{record.area % 10}"
    )
    area.set("dw", "亩")
    _add(own, "syrc", str(record.beneficiaries))
    _add(own, "jhtz", yuan(Decimal(fen)))
    _add(own, "xxjd", str(record.progress))
    _add(own, "zhzj", "是" if record.pooled else "否")
    _add(own, "kgrq", record.started.isoformat() if record.started else None)
    _add(own, "jd", STAGE_CODES[record.stage])
    _add(own, "jdrq", record.since.isoformat())
    _add(own, "lxr", "某联系人")
    return Delivery(own, {}, Decimal(fen), None, updated)


def stage(world: World, region: Region, record: Stage) -> Delivery:
    updated = moment(record.left or record.entered)
    own = Element("jdxx", xh=str(record.serial), gxsj=text(updated), sc="0")
    code = UNKNOWN_STAGE if record.mark == "unknown_stage" else STAGE_CODES[record.stage]
    entered = record.entered.isoformat()
    _add(own, "dm", code)
    _add(own, "jrrq", f"{entered[:4]}-02-30" if record.mark == "impossible_date" else entered)
    _add(own, "jsrq", record.left.isoformat() if record.left else None)
    _add(own, "sm", record.note)
    for photo in record.photos:
        SubElement(own, "zp", ref=photo)
    around = {"bh": record.works.key, "lxnd": str(record.works.year), **place(world, region)}
    return Delivery(own, around, Decimal(0), None, updated)


def funding(world: World, region: Region, record: Funding, stage: str) -> Delivery:
    deleted = record.mark == "tombstone_known" and stage == FINAL
    updated = CHANGED_AT if deleted else datetime(record.year, 12, 31, 18)
    own = Element("zj", bh=record.key, gxsj=text(updated), sc="1" if deleted else "0")
    programme = record.programme
    fen = Decimal(record.amount)
    if record.mark == "three_decimals":
        fen += Decimal("0.5")
    _add(own, "xmbh", record.works.key)
    _add(own, "nd", str(record.year))
    for name, value in place(world, region).items():
        _add(own, name, value)
    _add(own, "zjly", TIERS[record.tier])
    _add(own, "zzxm", programme.code if programme else None)
    _add(own, "zdbz", programme.direct if programme else None)
    _add(own, "zhzj", "是" if programme and programme.agri else "否")
    _add(own, "apje", yuan(fen))
    _add(own, "zfje", yuan(Decimal(record.paid)))
    return Delivery(own, {}, fen, record.year, updated, deleted)


def _add(parent: Element, name: str, value: str | None) -> Element:
    made = SubElement(parent, name)
    made.text = value
    return made
