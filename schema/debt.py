"""Government debt (政府债务): limits, balances, bonds, where their money goes, their service."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.base import NATIONAL, SAME_REGION, Elimination, National, link
from schema.kinds import (
    Fen,
    code,
    day,
    flag,
    formula,
    key,
    money,
    quantity,
    rate,
    region,
    state,
    states,
    stock,
    text,
)
from schema.published import Located, Published
from schema.statements import StatementScope

DebtKind = states(
    "DebtKind",
    [
        ("GENERAL", "一般债务", "General debt, repaid from the general public budget"),
        ("SPECIAL", "专项债务", "Special debt, repaid from government funds or the project"),
        ("TOTAL", "合计", "Both, as printed; never added to them"),
    ],
)
RegionGrade = states(
    "RegionGrade",
    [
        ("EXACT", "代码一致", "The printed code is the region's in that year"),
        ("SUCCESSOR", "撤并后继", "The printed code was abolished; the region is what followed it"),
        ("NAME", "按名称", "Several regions followed the abolished code; the name decided"),
        ("DISCLOSER", "公开地区", "No region can be told; this is the one that disclosed it"),
    ],
)
BondPurpose = states(
    "BondPurpose",
    [
        ("NEW", "新增债券", "New money"),
        ("REFINANCING", "再融资债券", "Repays the principal of bonds that fall due"),
        ("SWAP", "置换债券", "Takes the place of older debt that was no bond"),
    ],
)
ServiceSource = states(
    "ServiceSource",
    [
        ("BUDGET", "预算安排", "Budget of the year"),
        ("PROJECT", "项目收益", "Income of the project"),
        ("REFINANCING", "再融资", "Refinancing bonds"),
    ],
)


class Placed(Published):
    """What a printed debt figure of a region says of itself: at the end of its fiscal year."""

    __abstract__ = True
    point = "fiscal_year"
    repeats = ("is_repeat",)

    kind: Mapped[str] = state("债务类别", "General, special, or both.", DebtKind)
    scope: Mapped[str] = state("口径", "Own level, or whole of a tree.", StatementScope)
    counted_in_code: Mapped[int | None] = region(
        "汇入地区", "City whose whole, of the figure's own tree, holds it; null where none does."
    )
    is_repeat: Mapped[bool] = flag("重复汇总", "A total of both kinds, or of several regions.")
    printed_code: Mapped[str] = text("原地区编码", "Code of the region, as printed.", lookup=True)
    printed_name: Mapped[str] = text("原地区名称", "Name of the region, as printed.")
    region_grade: Mapped[str] = state("区划匹配", "How the region was found.", RegionGrade)


class DebtLimit(Placed):
    """政府债务限额. The ceiling of a region's debt at the end of a year.

    grain: region, year, scope and kind.  key: (home, region, fiscal_year, limit_id).
    source: bond disclosure platform, 表4-1.  The whole of a city is of the administrative tree.
    """

    title = "债务限额"
    plural = "DebtLimits"

    limit_id: Mapped[str] = key("限额标识", "document/printed code/kind.")
    amount: Mapped[Fen] = stock("限额", "The limit at the end of the year.")


class DebtBalance(Placed):
    """政府债务余额. A region's outstanding debt at the end of a year.

    grain: region, year, scope and kind.  key: (home, region, fiscal_year, balance_id).
    source: bond disclosure platform, 表4-1.  The whole of a city is of the fiscal tree, so no limit
    of the same scope is printed beside it.
    """

    title = "债务余额"
    plural = "DebtBalances"

    balance_id: Mapped[str] = key("余额标识", "document/printed code/kind.")
    amount: Mapped[Fen] = stock("余额", "Outstanding at the end of the year.")
    limit_amount: Mapped[Fen | None] = stock("同口径限额", "The limit of the same scope.")

    remaining = formula(
        "剩余限额", "Limit left, negative where it is exceeded.", "limit_amount - amount"
    )

    printed_limit = link(
        "DebtLimit", on={"balance_id": "limit_id"}, reach=SAME_REGION, title="同行限额",
        en="The limit printed in the same row; of a city it has another scope.",
        back="balances", back_title="同行余额",
    )  # fmt: skip


class Bond(National):
    """地方政府债券. One bond; only provinces and cities with their own plan issue any.

    grain: one issue.  key: (code).  source: debt system.  `size` is the whole issue's: what
    a region or project got of it is in its on-lending and use.
    """

    title = "债券"
    plural = "Bonds"

    name: Mapped[str] = text("债券名称", "Name.", mof="BOND_NAME", searchable=True)
    region_code: Mapped[int] = region("发行地区", "Region that issues it.")
    kind: Mapped[str] = state("债务类别", "General or special.", DebtKind)
    purpose: Mapped[str] = state("债券用途", "New money, refinancing or swap.", BondPurpose)
    nature: Mapped[str | None] = code("债券性质", "Nature of the bond.", "bond_nature")
    issued_on: Mapped[date] = day("发行日期", "Day of issue.")
    matures_on: Mapped[date] = day("到期日期", "Day its principal falls due.")
    term: Mapped[Decimal] = quantity("期限", "Term.", "年")
    interest_rate: Mapped[Decimal] = rate("票面利率", "Coupon, percent a year.")
    size: Mapped[Fen] = money("发行规模", "Size of the whole issue.")
    code: Mapped[str] = key("债券代码", "Code it is traded by.", mof="BOND_CODE")


class OnLending(Located):
    """债券转贷. What of a bond one region lends on to another.

    grain: bond, lender and borrower.  key: (home, region, fiscal_year, on_lending_id);
    region = lender.  source: debt system
    """

    title = "债券转贷"
    plural = "OnLendings"
    eliminates = Elimination("to_region_code")

    on_lending_id: Mapped[str] = key("转贷标识", "Id.")
    to_region_code: Mapped[int] = region("转入地区", "Region that borrows.", home=True)
    bond_code: Mapped[str] = text("债券代码", "Bond.", mof="BOND_CODE")
    lent_on: Mapped[date] = day("转贷日期", "Day it was lent on.")
    amount: Mapped[Fen] = money("转贷金额", "Amount lent on.")

    bond = link(
        "Bond", on="bond_code", reach=NATIONAL, title="债券", en="The bond lent on.",
        back="on_lendings", back_title="转贷",
    )  # fmt: skip


class DebtService(Located):
    """还本付息. What falls due on one bond on one day, in the region that owes it.

    grain: bond, region and due date.  key: (home, region, fiscal_year, service_id).
    source: debt system
    """

    title = "还本付息"
    plural = "DebtServices"

    service_id: Mapped[str] = key("还本付息标识", "Id.")
    bond_code: Mapped[str] = text("债券代码", "Bond.", mof="BOND_CODE")
    due_on: Mapped[date] = day("应付日期", "Day it falls due.")
    paid_on: Mapped[date | None] = day("实付日期", "Day it was paid; null while it is not.")
    principal: Mapped[Fen] = money("还本金额", "Principal.")
    interest: Mapped[Fen] = money("付息金额", "Interest.")
    paid_from: Mapped[str] = state("资金来源", "Where the money comes from.", ServiceSource)

    total = formula("还本付息合计", "Principal and interest.", "principal + interest")

    bond = link(
        "Bond", on="bond_code", reach=NATIONAL, title="债券", en="The bond that is serviced.",
        back="services", back_title="还本付息",
    )  # fmt: skip


class BondUse(Located):
    """债券资金使用. One bond on one project.

    grain: project and bond issue.  key: (home, region, fiscal_year, use_id).
    source: bond disclosure platform, 表4-2; debt system.  `bond_size` is the whole bond's,
    repeated on each of its projects: it is no amount of the project and is not summed.
    `allocated` is, where known.
    """

    title = "债券使用"
    plural = "BondUses"

    use_id: Mapped[str] = key("债券使用标识", "project/month/nature/size.")
    project_uid: Mapped[str] = text("项目内码", "The platform's own id of the project.")
    project_code: Mapped[str | None] = text("项目编号", "Code of the project.", lookup=True)
    project_name: Mapped[str] = text("项目名称", "Name of the project.", searchable=True)
    kind: Mapped[str] = state("债务类别", "Of general or of special bonds.", DebtKind)
    nature: Mapped[str | None] = code("债券性质", "Nature of the bond.", "bond_nature")
    printed_nature: Mapped[str] = text("原债券性质编码", "Its code, as delivered.")
    nature_name: Mapped[str | None] = text("债券性质名称", "Its name, as printed.")
    field: Mapped[str | None] = code("项目领域", "Field, where known.", "debt_project_field")
    printed_field: Mapped[str | None] = text("原项目领域编码", "Its code, as delivered.")
    field_name: Mapped[str | None] = text("项目领域名称", "Its name, as printed.")
    department: Mapped[str | None] = text("项目主管部门", "Supervising department.")
    department_code: Mapped[str | None] = text("主管部门编码", "Its code, as delivered.")
    unit: Mapped[str | None] = text("项目实施单位", "Implementing unit.")
    unit_code: Mapped[str | None] = text("实施单位编码", "Its code, as delivered.")
    issued_in: Mapped[date] = day("发行月份", "First day of the month of issue.")
    bond_code: Mapped[str | None] = text("债券代码", "Code of the bond, where known.", lookup=True)
    bond_name: Mapped[str | None] = text("债券名称", "Name of the bond, where known.")
    bond_size: Mapped[Fen | None] = stock("债券规模", "Size of the whole bond; not the project's.")
    allocated: Mapped[Fen | None] = money("安排金额", "What of it the project got, where known.")
    region_grade: Mapped[str] = state("区划匹配", "How the region was found.", RegionGrade)

    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="bond_uses", back_title="债券使用",
    )  # fmt: skip
    bond = link(
        "Bond", on="bond_code", reach=NATIONAL, title="债券", en="The bond, where it is known.",
        back="uses", back_title="债券使用",
    )  # fmt: skip
