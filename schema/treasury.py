"""Treasury: allotments, cash plans, payment requests, vouchers, details, receipts, accounts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from schema.base import NATIONAL, SAME_REGION, Fact, Master, link, region_in
from schema.budget import BudgetType
from schema.kinds import (
    Fen,
    agency,
    code,
    day,
    flag,
    formula,
    instant,
    key,
    money,
    region,
    state,
    states,
    stock,
    text,
)

AccountType = states(
    "AccountType",
    [
        ("SINGLE_ACCOUNT", "国库单一账户", "Treasury single account"),
        ("SPECIAL_ACCOUNT", "财政专户", "Fiscal special account"),
        ("ZERO_BALANCE", "零余额账户", "Zero-balance account"),
        ("THREE_GUARANTEES", "三保专户", "Ring-fenced account of the three guarantees"),
        ("CUSTODY", "代管资金账户", "Custody account"),
    ],
)
AccountState = states(
    "AccountState",
    [("OPEN", "开立", "Open"), ("CHANGED", "变更", "Changed"), ("CLOSED", "撤销", "Closed")],
)


class Tagged:
    """The tags supervision boards need on allotments, requests and payments."""

    direct_fund: Mapped[str | None] = code("直达资金标志", "Direct funds.", "direct_fund_flag")
    three_guarantees: Mapped[str | None] = code("三保标识", "Three guarantees.", "three_guarantees")
    transfer_programme: Mapped[str | None] = text(
        "追踪项目", "Tracked transfer programme.", mof="TRACK_PRO_CODE"
    )
    is_agri_pooled: Mapped[bool] = flag("涉农整合", "Pooled agricultural funds.")


class Classified:
    """Who spends, out of which budget, on what."""

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
    project_code: Mapped[str | None] = text("项目代码", "Project.", mof="PRO_CODE")


class Allotment(Classified, Tagged, Fact):
    """指标. Money a region may spend or pass on, with its ancestry up the tiers.

    grain: one allotment.  key: (home, region, fiscal_year, allotment_id).
    source: treasury system, MoF BA_BGT_INFO
    """

    title = "指标"
    plural = "Allotments"

    allotment_id: Mapped[str] = key("指标主键", "Id.", mof="BGT_ID")
    doc_no: Mapped[str | None] = text(
        "本级指标文号", "Own document.", mof="COR_BGT_DOC_NO", lookup=True
    )
    doc_title: Mapped[str | None] = text("指标文标题", "Its title.", mof="BGT_DOC_TITLE")
    issued_on: Mapped[date] = day("发文时间", "Date of the document.", mof="DOC_DATE")
    superior_doc_no: Mapped[str | None] = text(
        "上级指标文号", "Document of the tier above.", mof="SUP_BGT_DOC_NO"
    )
    project_budget_id: Mapped[str | None] = text(
        "项目年度预算主键", "Annual budget it draws on.", mof="BGT_PMAN_ID"
    )
    parent_allotment_id: Mapped[str | None] = text("源指标主键", "Parent.", mof="ORI_BGT_ID")
    parent_region_code: Mapped[int | None] = region(
        "源指标区划", "Region of the parent.", home=True
    )
    to_region_code: Mapped[int | None] = region(
        "接收方区划", "Receiver.", mof="REC_DIV_CODE", home=True
    )
    source_type: Mapped[str | None] = code(
        "指标来源", "Where it comes from.", "allotment_source", mof="SOURCE_TYPE_CODE"
    )
    is_executable: Mapped[bool] = flag("可执行标志", "May be paid from.", mof="BGT_EXE_FLAG")
    is_procurement: Mapped[bool] = flag("是否政府采购", "Government procurement.", mof="IS_GOV_PUR")
    amount: Mapped[Fen] = money("指标金额", "Amount allotted.", mof="AMOUNT")
    reduced: Mapped[Fen] = money("调减金额", "Taken back or virement out.", mof="DIS_AMT")
    frozen: Mapped[Fen] = money("冻结金额", "Frozen.")
    requested: Mapped[Fen] = money("已申请支付金额", "Requested so far.", mof="PAY_APP_AMT")
    current: Mapped[Fen] = money(
        "指标余额",
        "Amount with increases, less decreases, as the source reports it.",
        mof="CUR_AMT",
    )

    available = formula("可用余额", "What can still be requested.", "current - requested - frozen")

    parent = link(
        "Allotment", on={"parent_allotment_id": "allotment_id"},
        reach=region_in("parent_region_code"), title="源指标", en="Allotment it was split from.",
        back="children", back_title="下级指标",
    )  # fmt: skip
    transfers = link(
        "Transfer", on={"superior_doc_no": "doc_no", "region_code": "to_region_code"},
        reach=region_in("parent_region_code"), title="转移支付", en="Transfers that brought it.",
        back="allotments", back_title="形成的指标",
    )  # fmt: skip
    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="allotments", back_title="指标",
    )  # fmt: skip
    project_budget = link(
        "ProjectBudget", on="project_budget_id", reach=SAME_REGION, title="年度预算",
        en="Annual budget it draws on.", back="allotments", back_title="指标",
    )  # fmt: skip


class AllotmentAdjustment(Fact):
    """指标调整. One change of an allotment: supplement, cut, virement, freeze.

    grain: one adjustment.  key: (home, region, fiscal_year, adjustment_id).
    source: treasury system, MoF BA_BGT_ADJSUB
    """

    title = "指标调整"
    plural = "AllotmentAdjustments"

    adjustment_id: Mapped[str] = key("指标调整明细主键", "Id.", mof="ADJ_SUB_ID")
    allotment_id: Mapped[str] = text("调入指标主键", "Allotment changed.", mof="BGT_ID")
    from_allotment_id: Mapped[str | None] = text("源指标主键", "Moved from.", mof="ORI_BGT_ID")
    kind: Mapped[str] = code("调整类型", "Kind.", "allotment_adjust_type")
    batch_no: Mapped[str | None] = text("调整批次号", "Adjustment batch.", mof="BAT_NUM")
    doc_no: Mapped[str | None] = text("指标文号", "Document.", mof="COR_BGT_DOC_NO")
    adjusted_on: Mapped[date] = day("调整日期", "Date.", mof="ADJ_DATE")
    budget_type: Mapped[str] = state("预算类型", "Which of the four budgets.", BudgetType)
    fund_type: Mapped[str] = code("资金性质", "Nature of funds.", "fund_type", mof="FUND_TYPE_CODE")
    function: Mapped[str] = code("支出功能分类", "Function.", "functional", mof="EXP_FUNC_CODE")
    amount: Mapped[Fen] = money("调入金额", "Amount, signed.", mof="ADD_AMOUNT")

    allotment = link(
        "Allotment", on="allotment_id", reach=SAME_REGION, title="指标", en="Allotment changed.",
        back="adjustments", back_title="调整",
    )  # fmt: skip


class CashPlan(Fact):
    """用款计划. What an agency plans to draw in a month.

    grain: one plan line.  key: (home, region, fiscal_year, plan_id).  source: MoF PAY_PLAN_VOUCHER
    """

    title = "用款计划"
    plural = "CashPlans"

    plan_id: Mapped[str] = key("用款计划主键", "Id.", mof="PLAN_ID")
    plan_month: Mapped[date] = day("计划月份", "First day of the month.", mof="PLAN_MONTH")
    allotment_id: Mapped[str | None] = text("指标主键", "Allotment.", mof="BGT_ID")
    project_code: Mapped[str | None] = text("项目代码", "Project.", mof="PRO_CODE")
    agency_code: Mapped[str | None] = agency("单位", "Agency.", mof="AGENCY_CODE")
    budget_type: Mapped[str] = state("预算类型", "Which of the four budgets.", BudgetType)
    fund_type: Mapped[str] = code("资金性质", "Nature of funds.", "fund_type", mof="FUND_TYPE_CODE")
    function: Mapped[str] = code("支出功能分类", "Function.", "functional", mof="EXP_FUNC_CODE")
    bond_code: Mapped[str | None] = text("债券代码", "Bond.", mof="BOND_CODE")
    requested: Mapped[Fen] = money("计划申请金额", "Asked for.", mof="PLAN_APP_AMT")
    approved: Mapped[Fen] = money("计划审批金额", "Approved.", mof="PLAN_AMT")

    allotment = link(
        "Allotment", on="allotment_id", reach=SAME_REGION, title="指标", en="Allotment planned on.",
        back="cash_plans", back_title="用款计划",
    )  # fmt: skip
    bond = link(
        "Bond", on="bond_code", reach=NATIONAL, title="债券", en="The bond it draws on.",
        back="cash_plans", back_title="用款计划",
    )  # fmt: skip


class PaymentRequest(Classified, Tagged, Fact):
    """支付申请. One request to pay one payee out of one allotment.

    grain: one request.  key: (home, region, fiscal_year, request_id).  source: MoF PAY_VOUCHER
    """

    title = "支付申请"
    plural = "PaymentRequests"
    sorted_by = ("amount",)

    request_id: Mapped[str] = key("支付申请主键", "Id.", mof="PAY_APP_ID")
    request_no: Mapped[str | None] = text(
        "支付申请编号", "Printed number.", mof="PAY_APP_NO", lookup=True
    )
    requested_on: Mapped[date] = day("申请日期", "Date of the request.", mof="CREATE_DATE")
    allotment_id: Mapped[str | None] = text("指标主键", "Allotment.", mof="BGT_ID")
    payment_id: Mapped[str | None] = text("支付凭证主键", "Voucher.", mof="PAY_CERT_ID")
    contract_no: Mapped[str | None] = text("采购合同编号", "Contract.", mof="CONTRACT_NO")
    bond_code: Mapped[str | None] = text("债券代码", "Bond.", mof="BOND_CODE")
    payee_name: Mapped[str | None] = text("收款人全称", "Payee.", mof="PAYEE_ACCT_NAME")
    payee_account: Mapped[str | None] = text(
        "收款人账号", "Payee's account.", mof="PAYEE_ACCT_NO", secret=True
    )
    purpose: Mapped[str | None] = text("用途", "What it is for.", mof="USE_DES")
    amount: Mapped[Fen] = money("支付申请金额", "Asked for; refunds negative.", mof="PAY_APP_AMT")
    paid: Mapped[Fen | None] = money("实际支付金额", "Paid.", mof="XPAY_AMT")

    allotment = link(
        "Allotment", on="allotment_id", reach=SAME_REGION, title="指标", en="Allotment paid from.",
        back="requests", back_title="支付申请",
    )  # fmt: skip
    payment = link(
        "Payment", on="payment_id", reach=SAME_REGION, title="支付凭证",
        en="Voucher that paid it; many requests, one voucher.",
        back="requests", back_title="支付申请",
    )  # fmt: skip
    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="payment_requests", back_title="支付申请",
    )  # fmt: skip
    contract = link(
        "Contract", on="contract_no", reach=SAME_REGION, title="采购合同", en="Contract it pays.",
        back="payment_requests", back_title="支付申请",
    )  # fmt: skip
    bond = link(
        "Bond", on="bond_code", reach=NATIONAL, title="债券", en="The bond it draws on.",
        back="payment_requests", back_title="支付申请",
    )  # fmt: skip


class Payment(Classified, Tagged, Fact):
    """支付凭证. One voucher by which the treasury pays.

    grain: one voucher.  key: (home, region, fiscal_year, payment_id).  source: MoF PAY_VOUCHER_BILL
    """

    title = "支付凭证"
    plural = "Payments"
    sorted_by = ("amount",)

    payment_id: Mapped[str] = key("支付凭证主键", "Id.", mof="PAY_CERT_ID")
    certificate_no: Mapped[str | None] = text(
        "支付凭证号", "Printed number.", mof="PAY_CERT_NO", lookup=True
    )
    voucher_on: Mapped[date] = day("凭证日期", "Date of the voucher.", mof="VOU_DATE")
    paid_on: Mapped[date | None] = day("实际支付日期", "Date paid.", mof="XPAY_DATE")
    cleared_on: Mapped[date | None] = day("实际清算日期", "Date cleared.", mof="ACT_LQD_DATE")
    payer_account: Mapped[str | None] = text(
        "付款人账号", "Payer's account.", mof="PAY_ACCT_NO", secret=True
    )
    payee_name: Mapped[str | None] = text(
        "收款人全称", "Payee.", mof="PAYEE_ACCT_NAME", searchable=True
    )
    payee_account: Mapped[str | None] = text(
        "收款人账号", "Payee's account.", mof="PAYEE_ACCT_NO", secret=True
    )
    purpose: Mapped[str | None] = text("用途", "What it is for.", mof="USE_DES")
    amount: Mapped[Fen] = money(
        "支付金额", "Amount of the voucher; refunds negative.", mof="PAY_AMT"
    )
    paid: Mapped[Fen | None] = money("实际支付金额", "Paid.", mof="XPAY_AMT")

    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目", en="Its project.",
        back="payments", back_title="支付凭证",
    )  # fmt: skip


class PaymentDetail(Fact):
    """支付明细. What one payee or beneficiary got.

    grain: one payee of one request.  key: (home, region, fiscal_year, detail_id).
    source: MoF PAY_DETAIL
    """

    title = "支付明细"
    plural = "PaymentDetails"

    detail_id: Mapped[str] = key("支付明细主键", "Id.", mof="PAY_DETAIL_ID")
    request_id: Mapped[str | None] = text("支付申请主键", "Request.", mof="PAY_APPLY_ID")
    certificate_no: Mapped[str | None] = text("支付凭证号", "Voucher's number.", mof="PAY_CERT_NO")
    agency_code: Mapped[str | None] = agency("单位", "Agency.", mof="AGENCY_CODE")
    payee_name: Mapped[str | None] = text("收款人全称", "Payee.", mof="PAYEE_ACCT_NAME")
    payee_account: Mapped[str | None] = text(
        "收款人账号", "Payee's account.", mof="PAYEE_ACCT_NO", secret=True
    )
    tracking_id: Mapped[str | None] = text(
        "业务追溯识别码", "Tracking id.", mof="TRACKING_ID", lookup=True
    )
    to_people_or_enterprise: Mapped[bool] = flag(
        "惠企利民", "Goes to people or enterprises.", mof="IS_TO_PEOP_ENTERP"
    )
    person_name: Mapped[str | None] = text("姓名", "Beneficiary.", mof="PER_NAME", secret=True)
    id_no: Mapped[str | None] = text("证件号码", "Identity number.", mof="IDEN_NO", secret=True)
    enterprise_name: Mapped[str | None] = text("企业名称", "Enterprise.", mof="CORP_NAME")
    credit_code: Mapped[str | None] = text(
        "统一社会信用代码", "Unified social credit code.", mof="UNIFSOC_CRED_CODE", lookup=True
    )
    town_code: Mapped[int | None] = region(
        "街道(乡镇)", "Township of the beneficiary.", mof="TOWN_CODE"
    )
    village_code: Mapped[str | None] = text("村编码", "Village.", mof="VILLAGE_CODE")
    amount: Mapped[Fen] = money("支付金额", "Amount.", mof="PAY_AMT")
    paid: Mapped[Fen | None] = money("实际支付金额", "Paid.", mof="XPAY_AMT")

    request = link(
        "PaymentRequest", on="request_id", reach=SAME_REGION, title="支付申请",
        en="Request it belongs to.", back="details", back_title="支付明细",
    )  # fmt: skip
    payments = link(
        "Payment", on={"certificate_no": "certificate_no"}, reach=SAME_REGION, title="支付凭证",
        en="Vouchers bearing its printed number.", back="details", back_title="支付明细",
    )  # fmt: skip


class BankClearing(Fact):
    """银行清算. What the agent bank says it paid; checked against the voucher.

    grain: one clearing entry.  key: (home, region, fiscal_year, clearing_no).
    source: the bank's clearing file
    """

    title = "银行清算"
    plural = "BankClearings"

    clearing_no: Mapped[str] = key("清算流水号", "Id.")
    certificate_no: Mapped[str | None] = text("支付凭证号", "Voucher's number.", mof="PAY_CERT_NO")
    cleared_on: Mapped[date] = day("清算日期", "Date cleared.", mof="ACT_LQD_DATE")
    exported_at: Mapped[datetime | None] = instant("导出时间", "When the bank wrote the file.")
    amount: Mapped[Fen] = money("清算金额", "Amount; refunds negative.", mof="XPAY_AMT")

    payments = link(
        "Payment", on={"certificate_no": "certificate_no"}, reach=SAME_REGION, title="支付凭证",
        en="Vouchers bearing the printed number.", back="clearings", back_title="银行清算",
    )  # fmt: skip


class Receipt(Fact):
    """收入入库. Revenue banked, split between the tiers.

    grain: one receipt.  key: (home, region, fiscal_year, receipt_no).  source: daily receipts file.
    amount = central + provincial + municipal + county
    """

    title = "收入入库"
    plural = "Receipts"

    receipt_no: Mapped[str] = key("缴库流水号", "Id.")
    banked_on: Mapped[date] = day("入库日期", "Date banked.")
    budget_type: Mapped[str] = state("预算类型", "Which of the four budgets.", BudgetType)
    revenue: Mapped[str] = code("收入分类", "Revenue code.", "revenue")
    payer_name: Mapped[str | None] = text("缴款人", "Payer.", secret=True)
    is_refund: Mapped[bool] = flag("是否退库", "A refund; amounts negative.")
    amount: Mapped[Fen] = money("金额", "Amount banked; refunds negative.")
    central: Mapped[Fen] = money("中央级", "Share of the centre.")
    provincial: Mapped[Fen] = money("省级", "Share of the province.")
    municipal: Mapped[Fen] = money("市级", "Share of the city.")
    county: Mapped[Fen] = money("县级", "Share of the county and below.")

    local = formula("地方级", "Share kept below the centre.", "provincial + municipal + county")


class TreasuryAccount(Master):
    """财政资金账户. One account a treasury holds.

    grain: one account.  key: (home, region, account_id); the number is secret, never a key.
    source: treasury system, accounts
    """

    title = "财政资金账户"
    plural = "TreasuryAccounts"

    account_id: Mapped[str] = key("账户主键", "Id.")
    name: Mapped[str] = text("账户名称", "Name.")
    account_no: Mapped[str | None] = text("账号", "Account number.", secret=True)
    bank_name: Mapped[str | None] = text("开户银行", "Bank.")
    type: Mapped[str] = state("账户类型", "Type.", AccountType)
    state: Mapped[str] = state("账户状态", "State.", AccountState)
    opened_on: Mapped[date | None] = day("开户日期", "Opened.")
    closed_on: Mapped[date | None] = day("销户日期", "Closed.")


class AccountBalance(Fact):
    """账户余额. An account's balance at a month's end.

    grain: account and day.  key: (home, region, fiscal_year, account_id, as_of).
    source: treasury system, month-end balances.  A stock: never summed over time.
    """

    title = "账户余额"
    plural = "AccountBalances"
    point = "as_of"

    account_id: Mapped[str] = key("账户主键", "Account.")
    as_of: Mapped[date] = key("余额日期", "Day of the balance.", kind="day")
    balance: Mapped[Fen] = stock("余额", "Balance at the end of the day.")

    account = link(
        "TreasuryAccount", on={"account_id": "account_id"}, reach=SAME_REGION, title="账户",
        en="The account.", back="balances", back_title="余额",
    )  # fmt: skip
