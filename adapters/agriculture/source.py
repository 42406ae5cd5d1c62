"""Crosswalk of the agricultural system. Read it beside its interface document, version 1.2.

Answers are XML, element names initials of pinyin; amounts are 元. Townships are named, never coded,
and each county writes them its own way: the name is looked for in the county (`xqdm`), as of the
project's year or the stage's day. `ssdw` says whose budget a project is in: a code, or a township's
name.
"""

from __future__ import annotations

from adapters.sdk.conversions import (
    decimal,
    fiscal_year,
    flag,
    iso_day,
    joined,
    one_of,
    text,
    whole,
    year,
)
from adapters.sdk.crosswalk import ignored, must, to
from adapters.sdk.money import yuan
from adapters.sdk.national import lookup, township, township_grade
from adapters.sdk.readers.http_xml import HttpXml
from adapters.sdk.source import Source, Stream
from schema.agriculture import AgriFunding, AgriProject, AgriStage, AgriStageKind, AgriTheme
from schema.regions import Tier

URL, TOKEN = "HUB_AGRICULTURE_URL", "HUB_AGRICULTURE_TOKEN"
DELETED = ("@sc", "1")
YES = flag("是", "否")
THEME = one_of(
    {
        "GBZNT": "FARMLAND",
        "CYFZ": "INDUSTRY",
        "JCSS": "INFRASTRUCTURE",
        "RJHJ": "LIVING",
        "NTSL": "WATER",
        "QT": "OTHER",
    },
    states=AgriTheme,
)
STAGE = one_of(
    {f"J{number:02d}": str(stage) for number, stage in enumerate(AgriStageKind, 1)},
    states=AgriStageKind,
)
TIER = one_of(
    {
        "中央": "CENTRE",
        "省级": "PROVINCE",
        "市级": "CITY",
        "县级": "COUNTY",
        "乡级": "TOWNSHIP",
    },
    states=Tier,
)
MU = one_of({"亩": "亩"})
DIRECT = lookup("direct_fund_flag", year="fiscal_year")


def read(stream: str, at: str, *optional: str) -> HttpXml:
    """The interface's pages of one stream."""
    return HttpXml(
        URL, TOKEN, f"/nysj/{stream}", amount=yuan, size=500, region=None, year="nd",
        at=at, optional=optional,
    )  # fmt: skip


# fmt: off
projects = Stream(
    "agri_projects",
    title="涉农项目库",
    into=AgriProject,
    read=read("agri_projects", "xm", "mj"),
    key=("@bh",),
    updated="@gxsj",
    deleted=DELETED,
    control="investment",
    crosswalk=(
        # ours                  theirs              how
        to("agri_code",         "@bh",              text),
        to("setup_year",        "lxnd",             year),
        to("region_code",       ("ssdw", "xqdm"),   township(year="setup_year")),
        to("project_code",      "ysxmdm",           text),
        to("name",              "xmmc",             text),
        to("theme",             "lb",               THEME),
        to("town_code",         ("dd/xz", "xqdm"),  township(year="setup_year")),
        to("town_name",         "dd/xz",            text),
        to("town_grade",        ("dd/xz", "xqdm"),  township_grade(year="setup_year")),
        to("village",           "dd/cun",           text),
        to("area",              "mj",               decimal),
        to("beneficiaries",     "syrc",             whole),
        to("investment",        "jhtz",             yuan),
        to("physical_progress", "xxjd",             decimal),
        to("is_pooled",         "zhzj",             YES),
        to("started_on",        "kgrq",             iso_day),
        to("stage",             "jd",               STAGE),
        to("stage_since",       "jdrq",             iso_day),
        must("mj/@dw", MU),
        ignored("lxr", why="a contact's name: personal data, not needed"),
    ),
)

stages = Stream(
    "agri_stages",
    title="涉农项目阶段",
    into=AgriStage,
    read=read("agri_stages", "xm/jdxx", "zp/@ref"),
    key=("../@bh", "@xh"),
    updated="@gxsj",
    deleted=DELETED,
    control=None,
    crosswalk=(
        # ours          theirs                   how
        to("stage_id",    ("../@bh", "@xh"),       joined("/")),
        to("entered_on",  "jrrq",                  iso_day),
        to("region_code", ("../@ssdw", "../@xqdm"), township(year="entered_on")),
        to("agri_code",   "../@bh",                text),
        to("serial_no",   "@xh",                   whole),
        to("stage",       "dm",                    STAGE),
        to("left_on",     "jsrq",                  iso_day),
        to("note",        "sm",                    text),
        to("photos",      "zp/@ref",               text),
        ignored("../@lxnd", why="the project's own year"),
    ),
)

funding = Stream(
    "agri_funding",
    title="涉农项目资金",
    into=AgriFunding,
    read=read("agri_funding", "zj"),
    key=("@bh",),
    updated="@gxsj",
    deleted=DELETED,
    control="arranged",
    crosswalk=(
        # ours                   theirs            how
        to("funding_id",         "@bh",            text),
        to("fiscal_year",        "nd",             fiscal_year),
        to("region_code",        ("ssdw", "xqdm"), township(year="fiscal_year")),
        to("agri_code",          "xmbh",           text),
        to("source_tier",        "zjly",           TIER),
        to("transfer_programme", "zzxm",           text),
        to("direct_fund",        "zdbz",           DIRECT),
        to("is_pooled",          "zhzj",           YES),
        to("arranged",           "apje",           yuan),
        to("paid",               "zfje",           yuan),
    ),
)
# fmt: on

SOURCE = Source(
    "agriculture",
    "涉农项目管理系统",
    (projects, stages, funding),
    settings={
        URL: "address of the agricultural system",
        TOKEN: "bearer token of the agricultural system",
    },
)
