"""Laws of ingest on generated deliveries: the hub holds what a slow and simple model holds."""

from __future__ import annotations

import asyncio
from unittest import mock

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hub.ingest import slices
from hub.ingest.results import SourceResult
from hub.ingest.sync import run_source
from hub.store.reference import Reference
from hub.store.server import Database
from tests.ingest import books
from tests.ingest.oracle import Oracle, content
from tests.ingest.partner import FUNCTIONS, REGIONS, Memory, Voucher, source

VOUCHERS = st.builds(
    Voucher,
    id=st.sampled_from(["A", "B", "C", "D"]),
    region=st.sampled_from(REGIONS) | st.just(440203000),
    year=st.just(2024) | st.sampled_from([2023, 2024]),
    function=st.sampled_from(FUNCTIONS),
    month=st.sampled_from([1, 12]),
    fen=st.integers(-300, 300),
    paid=st.none() | st.integers(-5, 5),
    name=st.sampled_from(["甲", "乙"]),
    updated=st.none() | st.integers(0, 4),
    deleted=st.sampled_from([False, False, False, True]),
)
PAGES = st.lists(st.lists(VOUCHERS, min_size=1, max_size=6), min_size=1, max_size=6)
TABLES = (
    "payment, payment_history, rollup_payment_class, rollup_payment_month, "
    "rollup_payment_function, tombstone, reject, batch, slice, stream_state, landed_page, event"
)


class Crash(Exception):
    """The process dies, as far as the transaction can tell."""


def ingest(hub: Database, reference: Reference, reader: Memory) -> SourceResult:
    return asyncio.run(run_source(hub, source(reader), lambda _: {}, reference))


def crashing(at: int) -> mock._patch[object]:
    """The slices commit, except the `at`-th, which fails as its last act."""
    number, calls = slices._number, iter(range(10**6))

    async def fail(*given: object) -> None:
        await number(*given)  # type: ignore[arg-type]
        if next(calls) == at:
            raise Crash

    return mock.patch.object(slices, "_number", fail)


def assert_holds(hub: Database, oracle: Oracle) -> None:
    expected = sorted(content(voucher) for voucher, _ in oracle.living.values())
    assert sorted(map(repr, books.living(hub))) == sorted(map(repr, expected))
    assert books.history(hub) == oracle.history
    month = "fiscal_year, budget_type, voucher_on_month"
    assert books.rollup(hub, "payment_month", month) == oracle.rollup(
        lambda v: v.year, lambda v: "GENERAL_PUBLIC", lambda v: f"{v.year}-{v.month:02d}-01"
    )
    function = "fiscal_year, budget_type, function"
    assert books.rollup(hub, "payment_function", function) == oracle.rollup(
        lambda v: v.year, lambda v: "GENERAL_PUBLIC", lambda v: v.function
    )
    assert books.rollup(hub, "payment_class", "fiscal_year, budget_type, function_1") == (
        oracle.rollup(lambda v: v.year, lambda v: "GENERAL_PUBLIC", lambda v: v.function[:3])
    )
    books.assert_counts_add_up(hub)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pages=PAGES, crash=st.none() | st.integers(0, 4))
@example(pages=[[Voucher("A")], [Voucher("A", region=440205000, updated=1)]], crash=1)
@example(pages=[[Voucher("A", deleted=True, updated=3)], [Voucher("A", updated=1)]], crash=None)
def test_the_hub_holds_what_the_model_holds(
    hub: Database, reference: Reference, pages: list[list[Voucher]], crash: int | None
) -> None:
    books.change(hub, f"TRUNCATE {TABLES} RESTART IDENTITY")
    reader, oracle = Memory(), Oracle()
    for number, rows in enumerate(pages, 1):
        reader.add(*rows)
        oracle.take(number, rows)
    if crash is not None and crash < len(pages):
        with crashing(at=crash):
            result = ingest(hub, reference, reader)
        assert result.batches[0].failed
        assert books.one(hub, "SELECT count(*) FROM slice") == crash
    ingest(hub, reference, reader)
    assert_holds(hub, oracle)
    found = books.rows(
        hub,
        "SELECT sum(new)::int AS new, sum(changed)::int AS changed, sum(deleted)::int AS deleted,"
        " sum(unchanged)::int AS unchanged, sum(stale)::int AS stale FROM batch",
    )[0]
    assert {fate: n for fate, n in found.items() if n} == dict(oracle.counts)
