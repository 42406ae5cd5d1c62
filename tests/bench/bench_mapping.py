"""How fast records are mapped: vouchers of 24 fields and 37 columns, in one thread.

Pages as a table of a province gives them: 20,000 records, codes and dates that recur, keys, names
and amounts that do not. The floor is the same rows copied cell by cell, which no mapping can beat.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from time import perf_counter

from adapters.sdk.codes import CodeFiles
from adapters.sdk.crosswalk import accounted
from adapters.sdk.mapping import mapper
from adapters.sdk.source import Control, Page, Text
from adapters.treasury.payments import payments
from tests.bench.figures import figure

RECORDS = 20_000
ROUNDS = 5


def vouchers(records: int, broken: int = 0) -> Page:
    """A page of PAY_VOUCHER_BILL; every `broken`-th record has an impossible date."""
    columns = tuple(sorted(accounted(payments)))
    rows = [_voucher(Random(number), number, columns) for number in range(records)]
    if broken:
        for row in rows[::broken]:
            row[columns.index("VOU_DATE")] = "20250230"
    return Page("PAY_VOUCHER_BILL", b"", columns, rows)


def _voucher(chance: Random, number: int, columns: tuple[str, ...]) -> list[Text]:
    when = f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    amount = f"{chance.randrange(10**7)}.{chance.randrange(100):02}"
    cells = {
        "PAY_CERT_ID": f"PC440203000{number:09}", "PAY_CERT_NO": f"2025{number:07}",
        "MOF_DIV_CODE": f"4402{chance.choice(('03', '04', '05', '22', '29'))}000",
        "FISCAL_YEAR": "2025", "AGENCY_CODE": f"440203000{chance.randrange(10**3):06}",
        "PRO_CODE": f"440203000251{chance.randrange(10**4):09}", "FUND_TYPE_CODE": "11",
        "EXP_FUNC_CODE": chance.choice(("2050202", "2080501", "2130153", "2010101")),
        "GOV_BGT_ECO_CODE": "50502", "DEP_BGT_ECO_CODE": "30201",
        "VOU_DATE": when.replace("-", ""), "XPAY_DATE": f"{when} 00:00:00",
        "ACT_LQD_DATE": f"{when} 00:00:00", "PAY_AMT": amount, "XPAY_AMT": amount,
        "PAY_ACCT_NO": f"4402{number:012}", "PAYEE_ACCT_NAME": f"第{number}建设有限公司",
        "PAYEE_ACCT_NO": f"6222{number:015}", "USE_DES": "工程款", "IS_AGRI_POOL": "0",
        "UPDATE_TIME": f"{when} {number % 24:02}:{number % 60:02}:{number % 59:02}",
        "IS_DELETED": "0",
    }  # fmt: skip
    return [cells.get(column) for column in columns]


def rate(page: Page) -> float:
    """Records a second, the best of some rounds with what the mapper has learnt."""
    machine = mapper(payments, CodeFiles())
    machine.map(page)
    best = min(_seconds(lambda: machine.map(page)) for _ in range(ROUNDS))
    return len(page.rows) / best


def _seconds(work: object) -> float:
    assert callable(work)
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    """Print the figures."""
    page = vouchers(RECORDS)
    copied = min(
        _seconds(lambda: [tuple([cell for cell in row]) for row in page.rows])
        for _ in range(ROUNDS)
    )
    floor = RECORDS / copied
    figure("mapping: vouchers, 24 fields", rate(page), "records/s", floor)
    controlled = replace(page, control=Control(RECORDS, 0))
    figure("mapping: with the page's own total", rate(controlled), "records/s", floor)
    figure("mapping: one in a hundred set aside", rate(vouchers(RECORDS, 100)), "records/s", floor)


if __name__ == "__main__":
    main()
