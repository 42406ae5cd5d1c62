"""Our living rows against the source's own totals."""

from __future__ import annotations

import asyncio

from adapters.sdk.source import Control
from hub.ingest.results import BatchResult
from hub.ingest.sync import run_source
from hub.store.reference import Reference
from hub.store.server import Database
from tests.ingest import books
from tests.ingest.partner import Memory, Voucher, source

COUNTY, CITY = 440203000, 440200000


def ingest(hub: Database, reference: Reference, reader: Memory) -> BatchResult:
    return asyncio.run(run_source(hub, source(reader), lambda _: {}, reference)).batches[0]


def verdicts(done: BatchResult) -> dict[tuple[int, int], str]:
    return {(line.region_code, line.fiscal_year): line.verdict for line in done.lines}


def test_each_region_and_year_has_its_verdict(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(
        Voucher("A"), Voucher("B", function="2980101"), Voucher("C", region=CITY),
        Voucher("D", year=2023), ("E", "449999000", *Voucher("E").cells()[2:]),
    )  # fmt: skip
    reader.stated = [
        Control(2, 200, COUNTY, 2024),
        Control(2, 200, CITY, 2024),
        Control(1, 100, COUNTY, 2023),
        Control(1, 100, 449999000, 2024),
    ]
    done = ingest(hub, reference, reader)
    assert verdicts(done) == {
        (COUNTY, 2024): "EXPLAINED",
        (CITY, 2024): "EXPLAINED",
        (COUNTY, 2023): "EQUAL",
        (449999000, 2024): "EXPLAINED",
    }
    kept = books.rows(hub, "SELECT * FROM reconciliation WHERE region_code = %s", COUNTY)
    assert {(k["fiscal_year"], k["our_count"], k["set_aside_count"]) for k in kept} == {
        (2024, 1, 1), (2023, 1, 0),
    }  # fmt: skip


def test_a_difference_nothing_explains(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A"), Voucher("C", region=CITY))
    reader.stated = [Control(1, 101, COUNTY, 2024), Control(2, 200, CITY, 2024)]
    done = ingest(hub, reference, reader)
    assert set(verdicts(done).values()) == {"DIFFERENT"}
    assert done.has_findings


def test_a_refused_correction_explains_a_sum(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A"))
    reader.add(Voucher("A", fen=150, function="2980101", updated=1))
    reader.stated = [Control(1, 150, COUNTY, 2024)]
    assert verdicts(ingest(hub, reference, reader)) == {(COUNTY, 2024): "EXPLAINED"}


def test_held_records_explain_until_their_correction_comes(
    hub: Database, reference: Reference
) -> None:
    reader = Memory()
    reader.add(Voucher("A", fen=10_000), control=Control(1, 100_000_000))
    reader.stated = [Control(1, 10_000, COUNTY, 2024)]
    assert verdicts(ingest(hub, reference, reader)) == {(COUNTY, 2024): "EXPLAINED"}
    reader.add(Voucher("A", fen=10_000), control=Control(1, 10_000))
    assert verdicts(ingest(hub, reference, reader)) == {(COUNTY, 2024): "EQUAL"}


def test_totals_over_all_regions_or_years(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A"), Voucher("B", year=2023), Voucher("C", region=CITY))
    reader.stated = [Control(3, 300), Control(2, 200, None, 2024), Control(2, 200, COUNTY, None)]
    done = ingest(hub, reference, reader)
    assert set(verdicts(done).values()) == {"EQUAL"} and len(done.lines) == 3
