"""Published statements (预决算公开): every printed figure, with what was printed."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.base import Fact
from schema.budget import BudgetType
from schema.kinds import Fen, code, count, flag, key, money, rate, state, states, text

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
    ],
)
Direction = states(
    "Direction",
    [("REVENUE", "收入", "Revenue"), ("EXPENDITURE", "支出", "Expenditure")],
)
PrintedUnit = states(
    "PrintedUnit",
    [
        ("YUAN", "元", "Yuan"),
        ("WAN_YUAN", "万元", "10,000 yuan"),
        ("YI_YUAN", "亿元", "100 million yuan"),
    ],
)


class StatementLine(Fact):
    """公开报表数. One printed figure of a published statement.

    grain: one row and measure of one table.  key: (home, region, fiscal_year, line_id).
    source: official publications.  Figures are as printed; `is_repeat` rows repeat others and
    `is_part` rows (其中) are parts of the row above: neither adds to a total.
    """

    title = "公开报表数"
    plural = "StatementLines"

    line_id: Mapped[str] = key("报表行标识", "document/table/row/phase.")
    document: Mapped[str] = text("文件", "The published document.", lookup=True)
    table_no: Mapped[str] = text("表号", "Table within the document.")
    line_no: Mapped[int] = count("行号", "Row within the table.")
    outline_level: Mapped[int] = count("提纲级次", "0 grand total, 1 一、, 2 （一）, 3 item.")
    item: Mapped[str] = text("项目", "Printed name of the row.")
    name: Mapped[str] = text("规范名称", "Name without numbering and spaces.")
    direction: Mapped[str] = state("收支", "Revenue or expenditure.", Direction)
    scope: Mapped[str] = state("口径", "Own level, or whole of a tree.", StatementScope)
    phase: Mapped[str] = state("阶段", "Opening, adjusted, executed or final.", Phase)
    budget_type: Mapped[str] = state("预算类型", "Which of the four budgets.", BudgetType)
    function: Mapped[str | None] = code("支出功能分类", "Function, where known.", "functional")
    revenue: Mapped[str | None] = code("收入分类", "Revenue code, where known.", "revenue")
    is_repeat: Mapped[bool] = flag("重复汇总行", "A subtotal that repeats other rows.")
    is_part: Mapped[bool] = flag("其中项", "A part (其中) of the row above.")
    amount: Mapped[Fen] = money("金额", "The figure.")
    printed: Mapped[str] = text("原文", "The figure as printed.")
    printed_unit: Mapped[str] = state("原单位", "The unit it was printed in.", PrintedUnit)
    to_adjusted: Mapped[Decimal | None] = rate("完成调整预算比", "Executed over adjusted, printed.")
    to_prior_year: Mapped[Decimal | None] = rate("比上年", "Against the prior year, as printed.")
