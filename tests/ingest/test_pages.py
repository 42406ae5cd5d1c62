"""Worked cases of single pages: controls, holding, what is refused after mapping, moves, graves."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from adapters.sdk.source import Control
from hub.ingest.land import unpack
from hub.ingest.results import BatchResult
from hub.ingest.sync import run_source
from hub.store.reference import Reference
from hub.store.server import Database
from tests.ingest import books
from tests.ingest.partner import Memory, Voucher, source


def ingest(hub: Database, reference: Reference, reader: Memory, again: bool = False) -> BatchResult:
    result = asyncio.run(run_source(hub, source(reader), lambda _: {}, reference, again=again))
    books.assert_counts_add_up(hub)
    return result.batches[0]


def test_a_page_shorter_than_it_says_is_not_taken(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A"), control=Control(1, 100))
    reader.add(Voucher("B"), control=Control(2, 200))
    done = ingest(hub, reference, reader)
    assert done.failed and done.problem is not None and done.problem.code == "A301"
    assert [row[0] for row in books.living(hub)] == ["A"]
    batch = books.batches(hub)[0]
    assert (batch["state"], batch["problem"], batch["received"]) == ("FAILED", "A301", 1)
    reader.given[1] = reader.add(Voucher("B"), Voucher("C"), control=Control(2, 200))
    assert ingest(hub, reference, reader).counts.new == 2


@pytest.mark.parametrize("power", [-8, -4, -1, 1, 4, 8])
def test_a_page_off_by_a_power_of_ten_is_held(
    hub: Database, reference: Reference, power: int
) -> None:
    fen = 123_000_000_000
    stated = fen * 10**power if power > 0 else fen // 10**-power
    reader = Memory()
    reader.add(Voucher("A", fen=fen), ("bad", *[None] * 11), control=Control(2, stated))
    reader.add(Voucher("B"), control=Control(1, 100))
    done = ingest(hub, reference, reader)
    assert (done.state, done.counts.held, done.counts.new) == ("HELD", 2, 1)
    assert done.problem is not None and done.problem.code == "A303"
    assert done.problem.params["power"] == -power
    assert [row[0] for row in books.living(hub)] == ["B"]
    assert books.one(hub, "SELECT count(*) FROM reject") == 0
    assert books.one(hub, "SELECT count(*) FROM landed_page") == 2
    assert books.rows(hub, "SELECT held FROM slice ORDER BY number") == [
        {"held": True}, {"held": False},
    ]  # fmt: skip
    assert books.one(hub, "SELECT count(*) FROM event WHERE kind = 'BATCH_HELD'") == 1
    # Once more: the held page is neither loaded nor held twice; read from the start, held again.
    assert ingest(hub, reference, reader).counts.received == 0
    assert ingest(hub, reference, reader, again=True).counts.held == 2
    assert [row[0] for row in books.living(hub)] == ["B"]
    # Its correction is taken.
    reader.add(Voucher("A", fen=fen, updated=5), control=Control(1, fen))
    assert ingest(hub, reference, reader).counts.new == 1


def test_a_sum_that_differs_else_is_loaded_and_told(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A", fen=100), control=Control(1, 4321))
    done = ingest(hub, reference, reader)
    assert (done.state, done.counts.new) == ("DONE", 1)
    assert done.problem is not None and done.problem.code == "A304"
    assert books.batches(hub)[0]["problem"] == "A304"


def test_refused_records_are_kept_with_place_and_raw(hub: Database, reference: Reference) -> None:
    reader = Memory()
    good, late = Voucher("A"), Voucher("B", name="\0")
    reader.add(good, late, Voucher("C", function="2980101"), control=Control(3, 300))
    done = ingest(hub, reference, reader)
    assert (done.counts.new, done.counts.rejected, done.problem) == (1, 2, None)
    found = books.rows(hub, "SELECT * FROM reject ORDER BY record_key")
    assert [(r["record_key"], r["code"], r["place"]) for r in found] == [
        ("B", "A217", "page 1 row 2"), ("C", "A210", "page 1 row 3"),
    ]  # fmt: skip
    assert all(r["region_code"] == 440203000 and r["fiscal_year"] == 2024 for r in found)
    assert '"ID": "B"' in found[0]["raw"] and found[1]["origin"].endswith(":3")
    # The same refusal again is counted, and kept once.
    again = ingest(hub, reference, reader, again=True)
    assert (again.counts.unchanged, again.counts.rejected) == (1, 2)
    assert books.one(hub, "SELECT count(*) FROM reject") == 2


def test_a_key_that_cannot_be_stored_is_refused(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A\0"), Voucher("B\x01", deleted=True), Voucher("C"), Voucher("\ud800"))
    done = ingest(hub, reference, reader)
    assert (done.counts.new, done.counts.rejected) == (1, 3)
    found = books.rows(hub, "SELECT code, record_key FROM reject ORDER BY record_key")
    assert {row["code"] for row in found} == {"A217"}
    assert {row["record_key"] for row in found} == {"A\\u0000", "B\x01", "\\ud800"}


def test_a_record_that_changes_its_region_moves(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("A", region=440203000, updated=1), Voucher("B"))
    reader.add(Voucher("A", region=440205000, updated=2))
    reader.add(Voucher("A", region=440203000, updated=1))
    done = ingest(hub, reference, reader)
    assert (done.counts.new, done.counts.changed, done.counts.stale) == (2, 1, 1)
    assert [row[:2] for row in books.living(hub)] == [("A", 440205000), ("B", 440203000)]
    (old,) = books.history(hub)
    assert (old[1], old[-1]) == (440203000, True)
    own = books.rollup(hub, "payment_class", "fiscal_year, budget_type, function_1")
    assert own[440203000, True, 2024, "GENERAL_PUBLIC", "213"][0] == 1
    assert own[440205000, True, 2024, "GENERAL_PUBLIC", "213"][0] == 1
    assert own[440200000, False, 2024, "GENERAL_PUBLIC", "213"][0] == 2


def test_what_is_deleted_stays_so_until_it_is_sent_anew(
    hub: Database, reference: Reference
) -> None:
    reader = Memory()
    reader.add(Voucher("A", updated=1))
    reader.add(Voucher("A", updated=3, deleted=True), Voucher("X", updated=3, deleted=True))
    reader.add(Voucher("A", updated=1), Voucher("X", updated=2))
    reader.add(Voucher("A", updated=3, deleted=True))
    done = ingest(hub, reference, reader)
    counts = done.counts
    assert (counts.new, counts.deleted, counts.stale, counts.unchanged) == (1, 2, 2, 1)
    assert books.living(hub) == []
    assert books.rollup(hub, "payment_class", "fiscal_year, budget_type, function_1") == {}
    reader.add(Voucher("A", updated=4))
    assert ingest(hub, reference, reader).counts.new == 1
    assert [row[0] for row in books.living(hub)] == ["A"]
    assert books.one(hub, "SELECT count(*) FROM tombstone") == 1


def test_ingest_twice_is_once(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(*(Voucher(f"V{n}", fen=n, paid=n) for n in range(50)))
    first = ingest(hub, reference, reader)
    everything = "SELECT md5(string_agg(p::text, ',' ORDER BY payment_id)) FROM payment AS p"
    before = books.one(hub, everything)
    again = ingest(hub, reference, reader, again=True)
    assert (first.counts.new, again.counts.unchanged, again.counts.written) == (50, 50, 0)
    assert books.one(hub, everything) == before
    assert books.one(hub, "SELECT count(*) FROM payment_history") == 0
    assert books.one(hub, "SELECT count(DISTINCT batch) FROM rollup_payment_class") == 1
    assert books.one(hub, "SELECT count(*) FROM landed_page") == 1


def test_rows_carry_their_place_and_their_evidence(hub: Database, reference: Reference) -> None:
    reader = Memory()
    page = reader.add(Voucher("A"), Voucher("B", region=440200000), Voucher("C", region=100000000))
    ingest(hub, reference, reader)
    found = books.rows(
        hub,
        "SELECT payment_id, home_code, province_code, city_code, county_code, source, source_key,"
        " split_part(origin, ':', 2) AS row FROM payment ORDER BY 1",
    )
    assert [tuple(row.values()) for row in found] == [
        ("A", 440200000, 440000000, 440200000, 440203000, "memory", "A", "1"),
        ("B", 440200000, 440000000, 440200000, None, "memory", "B", "2"),
        ("C", 100000000, None, None, None, "memory", "C", "3"),
    ]
    (landed,) = books.rows(hub, "SELECT * FROM landed_page")
    assert unpack(landed["encoding"], landed["body"]) == page.body
    origin = books.one(hub, "SELECT origin FROM payment WHERE payment_id = 'A'")
    assert origin == f"{landed['id']}:1"


def test_a_page_that_says_all_there_is_deletes_the_rest_unless_it_is_older(
    hub: Database, reference: Reference
) -> None:
    def register(*vouchers: Voucher) -> None:
        reader.add(*(replace(each, name="册") for each in vouchers))
        reader.given[-1] = replace(reader.given[-1], whole={"payee_name": "册"})

    reader = Memory()
    reader.add(Voucher("elsewhere", updated=0))
    register(Voucher("A", updated=1), Voucher("B", updated=1), Voucher("C", updated=1))
    register(Voucher("A", updated=3), Voucher("D", updated=3))
    register(Voucher("A", updated=2), Voucher("B", updated=2))
    done = asyncio.run(run_source(hub, source(reader), lambda _: {}, reference))
    counts = done.batches[0].counts
    # The third register ends B and C; the fourth is older: A, B and the lack of D are stale.
    assert (counts.new, counts.changed, counts.deleted, counts.stale) == (5, 1, 2, 3)
    living = books.rows(hub, "SELECT payment_id FROM payment ORDER BY payment_id")
    assert [row["payment_id"] for row in living] == ["A", "D", "elsewhere"]
