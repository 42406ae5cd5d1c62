"""Transfers between tiers (转移支付)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from schema.base import Elimination, Fact
from schema.budget import BudgetType
from schema.kinds import Fen, code, day, flag, key, money, region, state, text


class Transfer(Fact):
    """转移支付. One transfer issued by a region to another, as the payer budgeted it.

    grain: one transfer line.  key: (home, region, fiscal_year, transfer_id); region = payer.
    source: budget system, MoF BGT_TRA
    """

    title = "转移支付"
    plural = "Transfers"
    eliminates = Elimination("to_region_code", document="doc_no", counterpart="allotments")

    transfer_id: Mapped[str] = key("转移支付主键", "Id.", mof="BGT_PMAN_ID")
    to_region_code: Mapped[int] = region(
        "下级区划", "Receiving region.", mof="SUB_MOF_DIV_CODE", home=True
    )
    doc_no: Mapped[str | None] = text("指标文号", "Number of the issuing document.")
    issued_on: Mapped[date | None] = day("下达日期", "Date of the issuing document.")
    type: Mapped[str] = code("转移支付类型", "Type.", "transfer_type", mof="TRA_TYPE")
    budget_type: Mapped[str] = state("预算类型", "Which of the four budgets.", BudgetType)
    fund_type: Mapped[str] = code("资金性质", "Nature of funds.", "fund_type", mof="FUND_TYPE_CODE")
    function: Mapped[str] = code("支出功能分类", "Function.", "functional", mof="EXP_FUNC_CODE")
    project_code: Mapped[str | None] = text("项目代码", "The payer's project.", mof="PRO_CODE")
    transfer_programme: Mapped[str | None] = text(
        "追踪项目", "Tracked programme.", mof="TRACK_PRO_CODE", lookup=True
    )
    direct_fund: Mapped[str | None] = code("直达资金标志", "Direct funds.", "direct_fund_flag")
    is_advance: Mapped[bool] = flag("提前下达", "Issued in the autumn before its year.")
    amount: Mapped[Fen] = money("金额", "Amount transferred.", mof="CUR_AMT")
