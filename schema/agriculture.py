"""Agricultural projects (涉农项目): what is done where, its stages, and the money behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.base import SAME_REGION, Fact, Master, link
from schema.kinds import (
    Fen,
    code,
    count,
    day,
    flag,
    key,
    money,
    ordinal,
    quantity,
    rate,
    region,
    state,
    states,
    text,
    year,
)
from schema.names import NAME, NORMALISED
from schema.regions import Tier

AgriTheme = states(
    "AgriTheme",
    [
        ("FARMLAND", "高标准农田", "High-standard farmland"),
        ("INDUSTRY", "产业发展", "Farm industry"),
        ("INFRASTRUCTURE", "基础设施", "Rural infrastructure"),
        ("LIVING", "人居环境", "Rural living conditions"),
        ("WATER", "农田水利", "Irrigation and water works"),
        ("OTHER", "其他", "Anything else"),
    ],
)
AgriStageKind = states(
    "AgriStageKind",
    [
        ("RESERVED", "储备", "In the reserve library"),
        ("REVIEWED", "评审", "Reviewed"),
        ("ADMITTED", "入库", "Admitted to the library"),
        ("ARRANGED", "安排预算", "In the budget"),
        ("ISSUED", "下达", "Money allotted"),
        ("TENDERED", "招标采购", "Tendered"),
        ("CONSTRUCTING", "实施", "Under way"),
        ("ACCEPTED", "验收", "Accepted"),
        ("SETTLED", "结算决算", "Settled"),
        ("HANDED_OVER", "资产移交", "Assets handed over and titled"),
        ("EVALUATED", "绩效评价", "Evaluated"),
        ("CLOSED", "销号", "Closed"),
        ("TERMINATED", "终止", "Terminated"),
    ],
)
NameGrade = states(
    "NameGrade",
    [
        ("EXACT", "代码", "The source gave the region's code"),
        (NAME, "名称一致", "The name is the region's own"),
        (NORMALISED, "规范后一致", "Equal once both are written alike: widths, spaces, endings"),
    ],
)


class AgriProject(Master):
    """涉农项目. One agricultural project, and how far it has come.

    grain: one project.  key: (home, region, agri_code); region = the one whose budget it is in.
    source: agriculture system.  `beneficiaries` are person-times, never persons.
    `town` is where it lies, and may be in another region: a city's project in a county's township.
    """

    title = "涉农项目"
    plural = "AgriProjects"

    agri_code: Mapped[str] = key("涉农项目编号", "Number in the agricultural library.")
    project_code: Mapped[str | None] = text("项目代码", "Project of the budget.", mof="PRO_CODE")
    name: Mapped[str] = text("项目名称", "Name.")
    setup_year: Mapped[int] = year("立项年度", "Year whose budget it first entered.")
    theme: Mapped[str] = state("项目类别", "What it is about.", AgriTheme)
    town_code: Mapped[int | None] = region("所在乡镇", "Township it lies in.")
    town_name: Mapped[str | None] = text("乡镇名称", "The township, as the source wrote it.")
    town_grade: Mapped[str | None] = state("乡镇匹配", "How the township was found.", NameGrade)
    village: Mapped[str | None] = text("所在村", "Village.")
    area: Mapped[Decimal | None] = quantity("面积", "Land it improves.", "亩")
    beneficiaries: Mapped[int | None] = count("受益人次", "Person-times that benefit.")
    investment: Mapped[Fen] = money("计划投资", "Planned investment.")
    physical_progress: Mapped[Decimal | None] = rate("形象进度", "Physical progress, percent.")
    is_pooled: Mapped[bool] = flag("涉农整合", "Paid from pooled funds; not new money.")
    started_on: Mapped[date | None] = day("开工日期", "Day work began.")
    stage: Mapped[str] = state("当前阶段", "Where it stands.", AgriStageKind)
    stage_since: Mapped[date | None] = day("进入当前阶段日期", "Since when.")

    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="预算项目",
        en="The same project in the budget.", back="agri_projects", back_title="涉农项目",
    )  # fmt: skip


class AgriStage(Master):
    """涉农项目阶段. One stage of an agricultural project's life.

    grain: project and stage.  key: (home, region, stage_id).  source: agriculture system.
    """

    title = "涉农项目阶段"
    plural = "AgriStages"

    stage_id: Mapped[str] = key("阶段标识", "Project's number/serial number.")
    agri_code: Mapped[str] = text("涉农项目编号", "Project.")
    serial_no: Mapped[int] = ordinal("序号", "Place in the project's life, the first being 1.")
    stage: Mapped[str] = state("阶段", "Stage.", AgriStageKind)
    entered_on: Mapped[date] = day("进入日期", "Day it began.")
    left_on: Mapped[date | None] = day("结束日期", "Day it ended; null while it lasts.")
    note: Mapped[str | None] = text("说明", "Remark.")
    photos: Mapped[str | None] = text("现场照片", "References of photographs, separated by spaces.")

    agri_project = link(
        "AgriProject", on="agri_code", reach=SAME_REGION, title="涉农项目", en="Its project.",
        back="stages", back_title="各阶段",
    )  # fmt: skip


class AgriFunding(Fact):
    """涉农项目资金. Money of one tier and programme for an agricultural project in a year.

    grain: project, year, tier of origin and programme.
    key: (home, region, fiscal_year, funding_id).  source: agriculture system.
    Pooled money is shown by its origin; it was counted where it came from.
    """

    title = "涉农项目资金"
    plural = "AgriFundings"

    funding_id: Mapped[str] = key("资金标识", "Id.")
    agri_code: Mapped[str] = text("涉农项目编号", "Project.")
    source_tier: Mapped[str] = state("资金层级", "Tier the money comes from.", Tier)
    transfer_programme: Mapped[str | None] = text(
        "追踪项目", "Central programme.", mof="TRACK_PRO_CODE", lookup=True
    )
    direct_fund: Mapped[str | None] = code("直达资金标志", "Direct funds.", "direct_fund_flag")
    is_pooled: Mapped[bool] = flag("涉农整合", "Pooled funds.")
    arranged: Mapped[Fen] = money("安排金额", "Arranged.")
    paid: Mapped[Fen] = money("已支付金额", "Paid so far.")

    agri_project = link(
        "AgriProject", on="agri_code", reach=SAME_REGION, title="涉农项目", en="Its project.",
        back="funding", back_title="资金",
    )  # fmt: skip
