"""Classifications: codes are renamed, moved and reused, so their key holds budget type and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from schema.base import Dimension
from schema.kinds import ordinal, text, year

LATEST = 0
"""The year of the undated rows: each code's latest name, for records without a fiscal year."""

FIRST_YEAR, LAST_YEAR = 2015, 2030
"""The years for which codes are expanded; a fact of another year is set aside (A218)."""


@dataclass(frozen=True)
class CodeList:
    """A dated list. `by_budget`: codes recur in several budgets, so budget type is in the key.
    `dated=False`: one edition serves every year, so its rows stand under LATEST only.

    `widths`: digits of a code at each level, outermost first; empty for flat lists. A code's
    ancestor at a level is its prefix of that width (the loader refuses a list where it is not).
    `levels`: the names of the levels, outermost first.
    """

    title: str
    en: str
    by_budget: bool = False
    widths: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    dated: bool = True


_SUBJECT = ("CLASS", "SECTION", "ITEM", "SUBITEM")

LISTS: Mapping[str, CodeList] = MappingProxyType(
    {
        "functional": CodeList(
            "支出功能分类", "Functional classification", True, (3, 5, 7), _SUBJECT[:3]
        ),
        "revenue": CodeList("收入分类", "Revenue classification", True, (3, 5, 7, 9), _SUBJECT),
        "economic_gov": CodeList(
            "政府支出经济分类",
            "Economic classification, government view",
            False,
            (3, 5),
            _SUBJECT[:2],
        ),
        "economic_dept": CodeList(
            "部门支出经济分类",
            "Economic classification, department view",
            False,
            (3, 5),
            _SUBJECT[:2],
        ),
        "fund_type": CodeList("资金性质", "Nature of funds"),
        "project_category": CodeList("项目类别", "Project category"),
        "transfer_type": CodeList("转移支付类型", "Type of transfer"),
        "allotment_source": CodeList("指标来源", "Where an allotment comes from"),
        "allotment_adjust_type": CodeList("指标调整类型", "Kind of allotment adjustment"),
        "direct_fund_flag": CodeList("直达资金标志", "Direct-fund flag"),
        "three_guarantees": CodeList("三保", "Three guarantees item"),
        "pay_type": CodeList("支付方式", "Way of payment"),
        "bond_nature": CodeList("债券性质", "Nature of a bond"),
        "debt_project_field": CodeList("债券项目领域", "Field of a project paid from bonds"),
        "catalogue": CodeList(
            "政府采购品目分类", "Procurement catalogue; part A is the asset classes", dated=False
        ),
    }
)


class Classification(Dimension):
    """预算科目与代码表. A code of a list in one budget type and year.

    grain: list, budget type, year, code.  key: the same.  budget_type is "" in lists that do not
    differ by budget.  source: official workbooks and lists, see schema/codes/README.md
    """

    title = "科目代码"
    plural = "Classifications"

    list: Mapped[str] = text("代码表", "Name of the list.", key=True, order=-99)
    budget_type: Mapped[str] = text("预算类型", "Budget type, or empty.", key=True, order=-98)
    year: Mapped[int] = year("年度", "Year; 0 for the latest.", key=True, order=-97)
    code: Mapped[str] = text("代码", "The code.", key=True, order=-96)
    name: Mapped[str] = text("名称", "Its name in that year.")
    level: Mapped[int] = ordinal("级次", "Level: 1 class (类), 2 section (款), 3 item (项).")
    parent_code: Mapped[str | None] = text("上级代码", "Code one level up.")

    __table_args__ = (Index("ix_classification_code", "list", "year", "code", "budget_type"),)
