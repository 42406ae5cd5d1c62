"""Projects and their annual budgets (项目, 项目年度预算)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from schema.base import SAME_REGION, Fact, Master, link
from schema.kinds import Fen, agency, code, flag, key, money, ratio, state, states, text, year

BudgetType = states(
    "BudgetType",
    [
        ("GENERAL_PUBLIC", "一般公共预算", "General public budget"),
        ("GOVERNMENT_FUND", "政府性基金预算", "Government fund budget"),
        ("STATE_CAPITAL", "国有资本经营预算", "State capital operations budget"),
        ("SOCIAL_INSURANCE", "社会保险基金预算", "Social insurance fund budget"),
    ],
)
ProjectState = states(
    "ProjectState",
    [
        ("RESERVED", "储备", "In the reserve library"),
        ("REVIEWED", "评审", "Reviewed"),
        ("ADMITTED", "入库", "Admitted to the library"),
        ("BUDGETED", "纳入预算", "In the budget"),
        ("EXECUTING", "执行", "Executing"),
        ("COMPLETED", "完成", "Completed"),
        ("CARRIED_OVER", "结转", "Carried over"),
        ("TERMINATED", "终止", "Terminated or archived"),
    ],
)
BudgetStage = states(
    "BudgetStage",
    [
        ("FIRST_UP", "一上", "First submission"),
        ("FIRST_DOWN", "一下", "Control figure issued"),
        ("SECOND_UP", "二上", "Second submission"),
        ("APPROVED", "二下(批复)", "Approved"),
        ("ADJUSTED", "调整", "Adjusted"),
    ],
)


class Project(Master):
    """项目. One project of the library; all spending enters the budget as a project.

    grain: one project.  key: (home, region, project_code).  source: budget system, MoF PM_*
    """

    title = "项目"
    plural = "Projects"

    project_code: Mapped[str] = key("项目代码", "Project code, 21 digits.", mof="PRO_CODE")
    name: Mapped[str] = text("项目名称", "Name.", mof="PRO_NAME", searchable=True)
    agency_code: Mapped[str | None] = agency("单位", "Agency that runs it.", mof="AGENCY_CODE")
    category: Mapped[str] = code("项目类别", "Category.", "project_category", mof="PRO_KIND_CODE")
    setup_year: Mapped[int] = year("设立年度", "Year it was set up.", mof="SETUP_YEAR")
    end_year: Mapped[int | None] = year("终止年度", "Last year of its term.")
    total_investment: Mapped[Fen | None] = money("总投资", "Planned over its whole term.")
    transfer_programme: Mapped[str | None] = text(
        "上级转移支付项目", "Central programme it belongs to.", mof="TRACK_PRO_CODE", lookup=True
    )
    is_capital: Mapped[bool] = flag("是否基建", "Capital construction.", mof="IS_CONSTRUCTION")
    is_agricultural: Mapped[bool] = flag("是否涉农", "Agricultural project.")
    state: Mapped[str] = state("项目状态", "Where it stands in its life.", ProjectState)


class ProjectBudget(Fact):
    """项目年度预算. What a project was asked, audited and approved for one year.

    grain: one annual budget line.  key: (home, region, fiscal_year, project_budget_id).
    source: budget system, MoF BGT_PM_ANNUAL.  current = approved + adjustment + virement
    """

    title = "项目年度预算"
    plural = "ProjectBudgets"

    project_budget_id: Mapped[str] = key("项目年度预算主键", "Id.", mof="BGT_PMAN_ID")
    project_code: Mapped[str] = text("项目代码", "Project.", mof="PRO_CODE")
    agency_code: Mapped[str | None] = agency("单位", "Agency.", mof="AGENCY_CODE")
    budget_type: Mapped[str] = state("预算类型", "Which of the four budgets.", BudgetType)
    fund_type: Mapped[str] = code("资金性质", "Nature of funds.", "fund_type", mof="FUND_TYPE_CODE")
    function: Mapped[str] = code("支出功能分类", "Function.", "functional", mof="EXP_FUNC_CODE")
    economic_gov: Mapped[str | None] = code(
        "政府支出经济分类", "Economic class, government.", "economic_gov", mof="GOV_BGT_ECO_CODE"
    )
    economic_dept: Mapped[str | None] = code(
        "部门支出经济分类", "Economic class, department.", "economic_dept", mof="DEP_BGT_ECO_CODE"
    )
    applied: Mapped[Fen] = money("申报数", "Asked for.", mof="APPLY_UP")
    audited: Mapped[Fen] = money("财政审核数", "After audit by finance.", mof="FIN_AUDIT_MONEY")
    approved: Mapped[Fen] = money("年初批复数", "Opening budget approved.", mof="REPLY_AMT")
    adjustment: Mapped[Fen] = money("调整金额", "Adjustments (NPC).", mof="ADJ_AMT")
    virement: Mapped[Fen] = money("调剂金额", "Virements, net.", mof="DIS_AMT")
    current: Mapped[Fen] = money("变动后预算数", "Adjusted budget as reported.", mof="CUR_AMT")
    is_procurement: Mapped[bool] = flag("是否政府采购", "Government procurement.", mof="IS_GOV_PUR")
    stage: Mapped[str] = state("编制阶段", "Stage of preparation.", BudgetStage, mof="STAGE")

    approval_rate = ratio("批复率", "Approved over asked for.", "approved", "applied")

    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="budgets", back_title="年度预算",
    )  # fmt: skip
