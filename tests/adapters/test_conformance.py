"""Each of our adapters passes the conformance kit, as a department's would: one line each."""

from importlib.resources import files
from pathlib import Path

import pytest

from adapters.budget.source import SOURCE as BUDGET
from adapters.celma_debt.source import SOURCE as CELMA_DEBT
from adapters.guangdong_budget.source import SOURCE as GUANGDONG
from adapters.sdk.conformance import conformance
from adapters.sdk.source import Source
from adapters.treasury.source import SOURCE as TREASURY


@pytest.mark.parametrize("source", [BUDGET, TREASURY, GUANGDONG, CELMA_DEBT], ids=lambda source: source.name)
def test_conformance(source: Source) -> None:
    conformance(source, Path(str(files("adapters"))) / source.name / "samples")
