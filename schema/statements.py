"""Published statements (预决算公开): every printed figure, with what was printed."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.budget import BudgetType
from schema.kinds import Fen, code, flag, key, money, ordinal, rate, state, states, text
from schema.published import Published

StatementScope = states(
    "StatementScope",
    [
        ("OWN_LEVEL", "本级", "The region's own level only"),
        ("WHOLE_ADMINISTRATIVE", "全辖(行政)", "With all lower tiers of the administrative tree"),
        ("WHOLE_FISCAL", "全辖(财政)", "With all lower tiers of the fiscal tree"),
    ],
)
Phase = states(
    "Phase",
    [
        ("OPENING", "年初预算", "Opening budget"),
        ("ADJUSTED", "调整预算", "Adjusted budget"),
        ("EXECUTED", "执行数", "Executed"),
        ("FINAL", "决算数", "Final account"),
        ("ESTIMATED", "预计执行数", "Executed, as estimated before the year's end"),
    ],
)
Direction = states(
    "Direction",
    [
        ("REVENUE", "收入", "Revenue"),
        ("EXPENDITURE", "支出", "Expenditure"),
        ("NEITHER", "不分收支", "Limits, balances and what else is neither"),
    ],
)
Measure = states(
    "Measure",
    [
        ("AMOUNT", "收支额", "Revenue or expenditure of the year"),
        ("LIMIT", "限额", "Debt limit"),
        ("BALANCE", "余额", "Balance at the end of the year"),
        ("OPENING_BALANCE", "上年末余额", "Balance at the end of the year before"),
        ("OPENING_LIMIT", "上年限额", "Debt limit of the year before"),
        ("ISSUED", "举借额", "Borrowed in the year"),
        ("REPAID", "还本额", "Principal repaid in the year"),
        ("INTEREST", "付息额", "Interest paid in the year"),
        ("OTHER", "其他", "What the heading says"),
    ],
)


class StatementLine(Published):
    """公开报表数. One printed figure of a published statement.

    grain: one row and measure of one table.  key: (home, region, fiscal_year, line_id).
    source: official publications.  Figures are as printed; `is_repeat` rows repeat others and
    `is_part` rows (其中) are parts of the row above: neither adds to a total.
    """

    title = "公开报表数"
    plural = "StatementLines"
    repeats = ("is_repeat", "is_part")

    line_id: Mapped[str] = key("报表行标识", "document/table/row/phase.")
    table_no: Mapped[str] = text("表号", "Table within the document.")
    line_no: Mapped[int] = ordinal("行号", "Row within the table.")
    parent_no: Mapped[int | None] = ordinal("上级行号", "Number of the row it stands under.")
    outline_level: Mapped[int] = ordinal("提纲级次", "0 grand total, 1 一、, 2 （一）, 3 item.")
    item: Mapped[str] = text("项目", "Printed name of the row.")
    name: Mapped[str] = text("规范名称", "Name without numbering and spaces.")
    direction: Mapped[str] = state("收支", "Revenue or expenditure.", Direction)
    scope: Mapped[str] = state("口径", "Own level, or whole of a tree.", StatementScope)
    phase: Mapped[str] = state("阶段", "Opening, adjusted, executed or final.", Phase)
    budget_type: Mapped[str | None] = state(
        "预算类型", "Which of the four budgets; null where of several (debt in total).", BudgetType
    )
    measure: Mapped[str] = state("指标", "What the figure is.", Measure)
    printed_code: Mapped[str | None] = text("科目编码", "Code of the row, as printed.")
    function: Mapped[str | None] = code("支出功能分类", "Function, where known.", "functional")
    revenue: Mapped[str | None] = code("收入分类", "Revenue code, where known.", "revenue")
    economic: Mapped[str | None] = code("政府经济分类", "Economic code.", "economic_gov")
    is_repeat: Mapped[bool] = flag("重复汇总行", "A subtotal that repeats other rows.")
    is_part: Mapped[bool] = flag("其中项", "A part (其中) of the row above.")
    note: Mapped[str | None] = text("说明", "What was declared about it, and why.")
    amount: Mapped[Fen] = money("金额", "The figure.")
    to_adjusted: Mapped[Decimal | None] = rate("完成调整预算比", "Executed over adjusted, printed.")
    to_prior_year: Mapped[Decimal | None] = rate("比上年", "Against the prior year, as printed.")
