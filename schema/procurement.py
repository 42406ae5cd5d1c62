"""Government procurement (政府采购): suppliers, plans, tenders, awards, contracts, acceptance.

Money narrows on its way: budget ≥ plan ≥ award ≥ contract ≥ paid, but for what is changed later.
Orders in a framework or from the electronic mall have no tender.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.base import NATIONAL, SAME_REGION, Fact, Master, National, link
from schema.kinds import (
    Fen,
    agency,
    code,
    count,
    day,
    flag,
    formula,
    key,
    money,
    quantity,
    region,
    state,
    states,
    text,
    year,
)

ProcurementMethod = states(
    "ProcurementMethod",
    [
        ("PUBLIC_TENDER", "公开招标", "Open tender"),
        ("INVITED_TENDER", "邀请招标", "Selective tender"),
        ("COMPETITIVE_NEGOTIATION", "竞争性谈判", "Competitive negotiation"),
        ("COMPETITIVE_CONSULTATION", "竞争性磋商", "Competitive consultation"),
        ("INQUIRY", "询价", "Request for quotations"),
        ("SINGLE_SOURCE", "单一来源", "Single source"),
        ("FRAMEWORK", "框架协议", "Order in a framework agreement: no tender of its own"),
        ("E_MALL", "电子卖场", "Order in the electronic mall: no tender"),
        ("COOPERATIVE_INNOVATION", "合作创新采购", "Cooperative innovation (since 2024)"),
    ],
)
OrganisationForm = states(
    "OrganisationForm",
    [
        ("CENTRAL", "集中采购", "By the central purchasing body"),
        ("DEPARTMENTAL", "部门集中采购", "By the department for its units"),
        ("DECENTRALISED", "分散采购", "By the agency itself"),
    ],
)
PlanState = states(
    "PlanState",
    [
        ("SUBMITTED", "编报", "Submitted"),
        ("FILED", "备案", "Filed with the finance department"),
        ("EXECUTING", "执行", "Being carried out"),
        ("CANCELLED", "撤销", "Cancelled"),
    ],
)
TenderState = states(
    "TenderState",
    [
        ("PLANNED", "计划", "Planned"),
        ("ACTIVE", "公告", "Announced; bids may be sent"),
        ("COMPLETE", "完成", "Closed with an award"),
        ("UNSUCCESSFUL", "废标", "Closed without an award"),
        ("CANCELLED", "取消", "Cancelled or withdrawn"),
    ],
)
AwardState = states(
    "AwardState",
    [
        ("PENDING", "待定", "Proposed, not yet in force"),
        ("ACTIVE", "中标", "In force"),
        ("UNSUCCESSFUL", "未成交", "Came to nothing"),
        ("CANCELLED", "取消", "Cancelled"),
    ],
)
ContractState = states(
    "ContractState",
    [
        ("PENDING", "待签订", "Proposed, not signed"),
        ("ACTIVE", "履行", "Signed and being performed"),
        ("TERMINATED", "终止", "Performed, or ended before"),
        ("CANCELLED", "撤销", "Cancelled before it was signed"),
    ],
)


class Supplier(National):
    """供应商. One enterprise that sells to agencies, the same one in every region.

    grain: one enterprise.  key: (code) = unified social credit code; of enterprises without one
    the identifier's scheme and id, SCHEME:ID.  source: procurement system, OCDS parties
    """

    title = "供应商"
    plural = "Suppliers"

    code: Mapped[str] = key("统一社会信用代码", "Unified social credit code.")
    name: Mapped[str] = text("供应商名称", "Name.", lookup=True, searchable=True)
    region_code: Mapped[int | None] = region("注册地区", "Region where it is registered.")


class ProcurementPlan(Fact):
    """采购计划. What an agency means to buy in a year out of one allotment.

    grain: one item of a plan.  key: (home, region, fiscal_year, plan_id).
    source: procurement system, OCDS planning
    """

    title = "采购计划"
    plural = "ProcurementPlans"

    plan_id: Mapped[str] = key("采购计划编号", "Id.")
    ocid: Mapped[str | None] = text("采购项目标识", "Open contracting id.", lookup=True)
    agency_code: Mapped[str | None] = agency("采购单位", "Buyer.", mof="AGENCY_CODE")
    project_code: Mapped[str | None] = text("项目代码", "Project.", mof="PRO_CODE")
    allotment_id: Mapped[str | None] = text("指标主键", "Allotment.", mof="BGT_ID")
    item_name: Mapped[str | None] = text("采购内容", "What is to be bought.")
    item: Mapped[str | None] = code("采购品目", "Catalogue item.", "catalogue")
    quantity: Mapped[Decimal | None] = quantity("数量", "How many, of `unitName`.", "按计量单位")
    unit_name: Mapped[str | None] = text("计量单位", "What the quantity counts.")
    method: Mapped[str | None] = state("采购方式", "How it is to be bought.", ProcurementMethod)
    organisation_form: Mapped[str | None] = state("组织形式", "Who buys.", OrganisationForm)
    is_sme_reserved: Mapped[bool] = flag(
        "面向中小企业", "Reserved for small and medium enterprises."
    )
    planned_on: Mapped[date] = day("计划日期", "Date of the plan.")
    state: Mapped[str] = state("计划状态", "Where it stands.", PlanState)
    amount: Mapped[Fen] = money("采购预算", "Budget of the plan.")

    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="procurement_plans", back_title="采购计划",
    )  # fmt: skip
    allotment = link(
        "Allotment", on="allotment_id", reach=SAME_REGION, title="指标", en="What it draws on.",
        back="procurement_plans", back_title="采购计划",
    )  # fmt: skip


class Tender(Master):
    """采购公告. One call for bids.

    grain: one tender.  key: (home, region, tender_id).  source: procurement system, OCDS tender
    """

    title = "采购公告"
    plural = "Tenders"

    tender_id: Mapped[str] = key("采购公告编号", "Id.")
    ocid: Mapped[str | None] = text("采购项目标识", "Open contracting id.", lookup=True)
    plan_id: Mapped[str | None] = text("采购计划编号", "Plan.")
    plan_year: Mapped[int | None] = year("计划年度", "Fiscal year of the plan.")
    agency_code: Mapped[str | None] = agency("采购单位", "Buyer.", mof="AGENCY_CODE")
    name: Mapped[str] = text("公告标题", "Title.", searchable=True)
    method: Mapped[str | None] = state("采购方式", "How it is bought.", ProcurementMethod)
    published_on: Mapped[date | None] = day("公告日期", "Date announced.")
    opened_on: Mapped[date | None] = day("开标日期", "Date the bids are opened.")
    bidders: Mapped[int | None] = count("投标供应商数", "Number of bidders, where known.")
    state: Mapped[str] = state("公告状态", "Where it stands.", TenderState)
    amount: Mapped[Fen | None] = money("预算金额", "Estimated value.")

    plan = link(
        "ProcurementPlan", on={"plan_id": "plan_id", "plan_year": "fiscal_year"},
        reach=SAME_REGION, title="采购计划", en="Plan it carries out.",
        back="tenders", back_title="采购公告",
    )  # fmt: skip


class Award(Master):
    """中标成交. What was awarded, to whom and for how much.

    grain: one award.  key: (home, region, award_id).  source: procurement system, OCDS awards.
    Of several suppliers who bid jointly the first is the leader; all are named in `joint_suppliers`
    and the amount is theirs together.
    """

    title = "中标成交"
    plural = "Awards"

    award_id: Mapped[str] = key("中标成交编号", "Id.")
    ocid: Mapped[str | None] = text("采购项目标识", "Open contracting id.", lookup=True)
    tender_id: Mapped[str | None] = text("采购公告编号", "Tender; framework orders have none.")
    agency_code: Mapped[str | None] = agency("采购单位", "Buyer.", mof="AGENCY_CODE")
    supplier_code: Mapped[str | None] = text("供应商代码", "Supplier, or the leader of several.")
    joint_suppliers: Mapped[str | None] = text(
        "联合体成员", "Codes of all suppliers of a joint bid, leader first, parted by spaces."
    )
    name: Mapped[str | None] = text("标的名称", "What was awarded.")
    awarded_on: Mapped[date | None] = day("中标日期", "Date of the award.")
    state: Mapped[str] = state("中标状态", "Where it stands.", AwardState)
    amount: Mapped[Fen] = money("中标金额", "Amount awarded.")

    tender = link(
        "Tender", on="tender_id", reach=SAME_REGION, title="采购公告", en="Tender it ended.",
        back="awards", back_title="中标成交",
    )  # fmt: skip
    supplier = link(
        "Supplier", on="supplier_code", reach=NATIONAL, title="供应商",
        en="Who was chosen; of a joint bid the leader.", back="awards", back_title="中标成交",
    )  # fmt: skip


class Contract(Master):
    """采购合同. One contract and what it is worth now.

    grain: one contract.  key: (home, region, contract_no).  source: procurement system, OCDS
    contracts.  amount = original_amount + the changes
    """

    title = "采购合同"
    plural = "Contracts"

    contract_no: Mapped[str] = key("采购合同编号", "Number.", mof="CONTRACT_NO")
    ocid: Mapped[str | None] = text("采购项目标识", "Open contracting id.", lookup=True)
    award_id: Mapped[str | None] = text("中标成交编号", "Award.")
    plan_id: Mapped[str | None] = text("采购计划编号", "Plan.")
    plan_year: Mapped[int | None] = year("计划年度", "Fiscal year of the plan.")
    project_code: Mapped[str | None] = text("项目代码", "Project.", mof="PRO_CODE")
    agency_code: Mapped[str | None] = agency("采购单位", "Buyer.", mof="AGENCY_CODE")
    supplier_code: Mapped[str | None] = text("供应商代码", "Supplier, or the leader of several.")
    name: Mapped[str] = text("合同名称", "Title.", searchable=True)
    item: Mapped[str | None] = code("采购品目", "Catalogue item.", "catalogue")
    method: Mapped[str | None] = state("采购方式", "How it was bought.", ProcurementMethod)
    is_sme_reserved: Mapped[bool | None] = flag(
        "面向中小企业", "Reserved for small and medium enterprises, where known."
    )
    signed_on: Mapped[date | None] = day("签订日期", "Date signed.")
    published_on: Mapped[date | None] = day("公示日期", "Date its text was made public.")
    ends_on: Mapped[date | None] = day("履约期限", "Day by which it is to be performed.")
    state: Mapped[str] = state("合同状态", "Where it stands.", ContractState)
    original_amount: Mapped[Fen | None] = money("签订金额", "Amount when signed, where known.")
    amount: Mapped[Fen] = money("合同金额", "Amount now, with all changes.")

    changed = formula("变更金额", "What changes have added or taken.", "amount - original_amount")

    award = link(
        "Award", on="award_id", reach=SAME_REGION, title="中标成交", en="Award it carries out.",
        back="contracts", back_title="采购合同",
    )  # fmt: skip
    plan = link(
        "ProcurementPlan", on={"plan_id": "plan_id", "plan_year": "fiscal_year"},
        reach=SAME_REGION, title="采购计划", en="Plan it carries out.",
        back="contracts", back_title="采购合同",
    )  # fmt: skip
    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="contracts", back_title="采购合同",
    )  # fmt: skip
    supplier = link(
        "Supplier", on="supplier_code", reach=NATIONAL, title="供应商",
        en="With whom it was made; of several the leader.",
        back="contracts", back_title="采购合同",
    )  # fmt: skip


class ContractChange(Master):
    """合同变更. One change of a contract.

    grain: one change.  key: (home, region, change_id).  source: procurement system, OCDS
    contracts/amendments
    """

    title = "合同变更"
    plural = "ContractChanges"

    change_id: Mapped[str] = key("合同变更编号", "Contract's number/number of the change.")
    contract_no: Mapped[str] = text("采购合同编号", "Contract.", mof="CONTRACT_NO")
    changed_on: Mapped[date] = day("变更日期", "Date of the change.")
    reason: Mapped[str | None] = text("变更原因", "Why.")
    amount: Mapped[Fen] = money("变更金额", "What it adds; negative: what it takes.")

    contract = link(
        "Contract", on="contract_no", reach=SAME_REGION, title="采购合同", en="Contract changed.",
        back="changes", back_title="合同变更",
    )  # fmt: skip


class Acceptance(Master):
    """履约验收. One acceptance of what a contract delivered.

    grain: one acceptance.  key: (home, region, acceptance_id).  source: procurement system, OCDS
    contracts/implementation/milestones
    """

    title = "履约验收"
    plural = "Acceptances"

    acceptance_id: Mapped[str] = key("验收编号", "Contract's number/number of the acceptance.")
    contract_no: Mapped[str] = text("采购合同编号", "Contract.", mof="CONTRACT_NO")
    accepted_on: Mapped[date] = day("验收日期", "Date accepted.")
    amount: Mapped[Fen] = money("验收金额", "Worth of what was accepted.")

    contract = link(
        "Contract", on="contract_no", reach=SAME_REGION, title="采购合同",
        en="Contract accepted under.", back="acceptances", back_title="履约验收",
    )  # fmt: skip
