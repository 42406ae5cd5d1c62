"""The asset system's files: one register a region and year, written in the January after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from starlette.applications import Starlette

from mock_sources.assets.workbook import exported_at, workbook
from mock_sources.faults import Fault
from mock_sources.shelf import FAULTS as FAULTS
from mock_sources.shelf import Posted, Shelf
from mock_sources.shelf import app as shelf_app
from mock_sources.world.assets import AssetBook, file_name
from mock_sources.world.lists import YEARS
from mock_sources.world.world import World


def app(world: World, stage: str, token: str, faults: Sequence[Fault]) -> Starlette:
    book = AssetBook(world)
    posted = {file_name(region, year): (region, year) for region in book.keepers for year in YEARS}

    def make(name: str, stage: str, struck: frozenset[str]) -> bytes:
        region, year = posted[name]
        return workbook(book, region, year, stage, struck)

    files = [
        Posted(
            name, "assets", str(year), exported_at(year, corrected=False) + timedelta(hours=1),
            book.is_corrected(region, year), book.is_sent_again(region, year),
        )
        for name, (region, year) in posted.items()
    ]  # fmt: skip
    return shelf_app(Shelf(files, make, stage, token, faults))
