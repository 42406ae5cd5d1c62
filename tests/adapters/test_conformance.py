"""Each of our adapters passes the conformance kit, as a department's would: one line each."""

from importlib.resources import files
from pathlib import Path

import pytest

from adapters.agriculture.source import SOURCE as AGRICULTURE
from adapters.assets.source import SOURCE as ASSETS
from adapters.budget.source import SOURCE as BUDGET
from adapters.celma_debt.source import SOURCE as CELMA_DEBT
from adapters.city_workbook.source import SOURCE as CITY_WORKBOOK
from adapters.debt.source import SOURCE as DEBT
from adapters.final_accounts.source import SOURCE as FINAL_ACCOUNTS
from adapters.fiscal_data_package.source import SOURCE as FISCAL_DATA_PACKAGE
from adapters.guangdong_budget.source import SOURCE as GUANGDONG
from adapters.nbs_annual.source import SOURCE as NBS_ANNUAL
from adapters.procurement.source import SOURCE as PROCUREMENT
from adapters.sdk.conformance import conformance
from adapters.sdk.source import Source
from adapters.treasury.source import SOURCE as TREASURY


@pytest.mark.parametrize(
    "source",
    [
        BUDGET, TREASURY, ASSETS, DEBT, GUANGDONG, CELMA_DEBT, CITY_WORKBOOK, FINAL_ACCOUNTS,
        FISCAL_DATA_PACKAGE, NBS_ANNUAL, PROCUREMENT, AGRICULTURE,
    ],
    ids=lambda source: source.name,
)  # fmt: skip
def test_conformance(source: Source) -> None:
    conformance(source, Path(str(files("adapters"))) / source.name / "samples")
