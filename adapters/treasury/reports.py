"""The files: 集中支付清算明细 of the banks, 收入入库日报 of the treasury.

The reader adds the labels of a file's first line to each of its records.
"""

from __future__ import annotations

from adapters.sdk.conversions import day, fiscal_year, flag, instant, iso_day, text
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.money import yuan
from adapters.sdk.national import lookup, region
from adapters.sdk.readers.files import FileShare
from adapters.sdk.readers.tables import Report
from adapters.sdk.source import Stream
from adapters.treasury.common import BUDGETS, COPY_OF_NAME, FILES_URL, TOKEN
from schema.treasury import BankClearing, Receipt

CLEARING = Report(("文件类型", "国库集中支付清算明细"), amount=yuan)
RECEIPTS = Report(("文件类型", "收入入库日报汇编"), amount=yuan)
REVENUE = lookup("revenue", year="fiscal_year", budget="budget_type")
ABOUT_THE_FILE = ignored(
    "文件类型", "账期", "金额单位", why="about the file as a whole; the reader checks kind and unit"
)

# fmt: off
clearing = Stream(
    "clearing",
    title="银行清算",
    into=BankClearing,
    read=FileShare(FILES_URL, TOKEN, "clearing", CLEARING.page),
    key=("区划代码", "预算年度", "清算流水号"),
    updated="exported_at",
    crosswalk=(
        # ours               theirs          how
        to("clearing_no",    "清算流水号",   text),
        to("region_code",    "区划代码",     region),
        to("fiscal_year",    "预算年度",     fiscal_year),
        to("certificate_no", "凭证号",       text),
        to("cleared_on",     "清算日期",     day("%Y/%m/%d")),
        to("exported_at",    "导出时间",     instant),
        to("amount",         "实际支付金额", yuan),
        ABOUT_THE_FILE,
        ignored("区划名称", why=COPY_OF_NAME),
        ignored("支付凭证主键", why="the printed number is what the bank knows it by"),
        ignored("单位代码", why="the voucher has the agency"),
        ignored("业务类型", why="退款 exactly where the amount is negative"),
        ignored("收款人名称", "收款人账号", why="personal data; the voucher has the payee"),
        ignored("代理银行", why="which bank settled"),
    ),
)

receipts = Stream(
    "receipts",
    title="收入入库",
    into=Receipt,
    read=FileShare(FILES_URL, TOKEN, "receipts", RECEIPTS.page),
    key=("入库流水号",),
    updated="导出时间",
    crosswalk=(
        # ours            theirs          how
        to("receipt_no",  "入库流水号",   text),
        to("region_code", "区划代码",     region),
        to("fiscal_year", "预算年度",     fiscal_year),
        to("banked_on",   "入库日期",     iso_day),
        to("budget_type", "预算种类",     BUDGETS),
        to("revenue",     "收入科目代码", REVENUE),
        to("payer_name",  "缴款人",       text),
        to("is_refund",   "退库标志",     flag("1", "0")),
        to("amount",      "金额",         yuan),
        to("central",     "中央级",       yuan),
        to("provincial",  "省级",         yuan),
        to("municipal",   "市级",         yuan),
        to("county",      "县级",         yuan),
        ABOUT_THE_FILE,
        ignored("收入科目名称", why=COPY_OF_NAME),
        ignored("征收机关", why="which office collected"),
    ),
)
# fmt: on
