"""State-owned assets of public bodies (行政事业性国有资产): registers of cards, and disposals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.base import SAME_REGION, link
from schema.kinds import (
    Fen,
    agency,
    code,
    day,
    formula,
    key,
    money,
    quantity,
    state,
    states,
    stock,
    text,
    year,
)
from schema.published import Located

AssetAcquisition = states(
    "AssetAcquisition",
    [
        ("PURCHASED", "新购", "Bought"),
        ("BUILT", "自建", "Built"),
        ("ALLOCATED", "调拨", "Handed over by another body"),
        ("DONATED", "接受捐赠", "Given by donors"),
        ("SURPLUS", "盘盈", "Found when counting"),
        ("OTHER", "其他", "Other"),
    ],
)
AssetUse = states(
    "AssetUse",
    [
        ("IN_USE", "在用", "In use"),
        ("IDLE", "闲置", "Idle"),
        ("LET", "出租出借", "Let or lent"),
        ("AWAITING_DISPOSAL", "待处置", "Awaiting disposal"),
    ],
)
DisposalKind = states(
    "DisposalKind",
    [
        ("SCRAPPED", "报废", "Scrapped"),
        ("TRANSFERRED", "无偿划转", "Handed over to another body"),
        ("SOLD", "出售", "Sold"),
        ("DONATED", "对外捐赠", "Given away"),
        ("LOST", "报损", "Written off as lost"),
    ],
)


class AssetCard(Located):
    """资产卡片. One asset, as the register of a year's end has it.

    grain: one card in one year's register.  key: (home, region, fiscal_year, card_no).
    source: asset register.  A stock: the next year's register holds the card again.
    """

    title = "资产卡片"
    plural = "AssetCards"
    point = "fiscal_year"

    card_no: Mapped[str] = key("资产卡片编号", "Number of the card.")
    asset_class: Mapped[str] = code("资产分类", "Class, GB/T 14885.", "catalogue")
    name: Mapped[str] = text("资产名称", "Name.", searchable=True)
    agency_code: Mapped[str | None] = agency("使用单位", "Agency that holds it.")
    acquired_by: Mapped[str] = state("取得方式", "How it was acquired.", AssetAcquisition)
    acquired_on: Mapped[date] = day("取得日期", "Day it was acquired.")
    use: Mapped[str] = state("使用状况", "Whether it is in use.", AssetUse)
    original_value: Mapped[Fen] = stock("资产原值", "Value at cost.")
    depreciation: Mapped[Fen] = stock("累计折旧", "Depreciation so far.")
    net_value: Mapped[Fen] = stock("资产净值", "Net value, as the register states it.")
    area: Mapped[Decimal | None] = quantity("面积", "Floor or land area.", "平方米")
    quantity: Mapped[Decimal] = quantity("数量", "How many, in its measure.", "计量单位")
    measure: Mapped[str] = text("计量单位", "What is counted: 台, 套, 幢 …")
    location: Mapped[str | None] = text("存放地点", "Where it is.")
    custodian: Mapped[str | None] = text("保管人", "Who keeps it.", secret=True)
    contract_no: Mapped[str | None] = text("采购合同编号", "Contract it was bought under.")
    payment_id: Mapped[str | None] = text("支付凭证主键", "Voucher that paid for it.")
    payment_year: Mapped[int | None] = year("支付年度", "Fiscal year of that voucher.")
    project_code: Mapped[str | None] = text("项目代码", "Project that paid for it.")

    net_of_depreciation = formula(
        "账面净值", "Value at cost less depreciation.", "original_value - depreciation"
    )

    project = link(
        "Project", on="project_code", reach=SAME_REGION, title="项目",
        en="Project that paid for it.", back="asset_cards", back_title="形成的资产",
    )  # fmt: skip
    contract = link(
        "Contract", on="contract_no", reach=SAME_REGION, title="采购合同",
        en="Contract it was bought under.", back="asset_cards", back_title="形成的资产",
    )  # fmt: skip
    payment = link(
        "Payment", on={"payment_id": "payment_id", "payment_year": "fiscal_year"},
        reach=SAME_REGION, title="支付凭证", en="Voucher that paid for it.",
        back="asset_cards", back_title="形成的资产",
    )  # fmt: skip


class AssetDisposal(Located):
    """资产处置. One asset that left the register in a year.

    grain: one disposal.  key: (home, region, fiscal_year, disposal_id).  source: asset register
    """

    title = "资产处置"
    plural = "AssetDisposals"

    disposal_id: Mapped[str] = key("处置单号", "Number of the disposal.")
    card_no: Mapped[str] = text("资产卡片编号", "Card of the asset.")
    last_register_year: Mapped[int | None] = year(
        "末次登记年度", "Last year whose register holds the card; none if it never stood in one."
    )
    kind: Mapped[str] = state("处置方式", "How it was disposed of.", DisposalKind)
    disposed_on: Mapped[date] = day("处置日期", "Day of the disposal.")
    agency_code: Mapped[str | None] = agency("处置单位", "Agency that held it.")
    original_value: Mapped[Fen] = money("资产原值", "Value at cost.")
    net_value: Mapped[Fen] = money("资产净值", "Net value when it left.")
    proceeds: Mapped[Fen] = money("处置收益", "Income of the disposal.")

    card = link(
        "AssetCard", on={"card_no": "card_no", "last_register_year": "fiscal_year"},
        reach=SAME_REGION, title="资产卡片", en="The card in the last register that holds it.",
        back="disposals", back_title="处置",
    )  # fmt: skip
