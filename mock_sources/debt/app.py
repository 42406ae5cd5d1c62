"""The debt system's files: one workbook an issuer and year, reported in the January after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from starlette.applications import Starlette

from mock_sources.debt.workbook import workbook
from mock_sources.faults import Fault
from mock_sources.shelf import FAULTS as FAULTS
from mock_sources.shelf import Posted, Shelf
from mock_sources.shelf import app as shelf_app
from mock_sources.world.bonds import CORRECTED, SENT_AGAIN
from mock_sources.world.debt import Ledger, file_name
from mock_sources.world.lists import YEARS
from mock_sources.world.world import World


def app(world: World, stage: str, token: str, faults: Sequence[Fault]) -> Starlette:
    ledger = Ledger(world)
    posted = {
        file_name(issuer, year): (issuer, year) for issuer in ledger.issuers for year in YEARS
    }

    def make(name: str, stage: str, struck: frozenset[str]) -> bytes:
        issuer, year = posted[name]
        return workbook(ledger, issuer, year, stage, "header-changed" in struck)

    files = [
        Posted(
            name, "debt", str(year), datetime(year + 1, 1, 9, 10), year == CORRECTED,
            year == SENT_AGAIN,
        )
        for name, (_, year) in posted.items()
    ]  # fmt: skip
    return shelf_app(Shelf(files, make, stage, token, faults))
