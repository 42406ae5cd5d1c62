"""Rejects replayed and discarded; roll-ups verified, folded and rebuilt; adapters found."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from importlib.metadata import EntryPoint
from typing import TypeVar

import pytest

from adapters.sdk.conversions import one_of
from adapters.sdk.crosswalk import To, to
from adapters.sdk.source import Source
from hub.ingest import rejects, rollups
from hub.ingest.land import unpack
from hub.ingest.locks import Connection
from hub.ingest.registry import GROUP, installed, settings_of
from hub.ingest.sync import connect, run_source
from hub.store.reference import Reference
from hub.store.server import Database
from schema.problems import HubError
from schema.rollups import ROLLUPS
from tests.ingest import books
from tests.ingest.partner import FUNCTIONS, REGIONS, Memory, Voucher, source

Done = TypeVar("Done")
SOURCE = source(Memory())
NOT_A_SOURCE = "something else"


def using(hub: Database, act: Callable[[Connection], Awaitable[Done]]) -> Done:
    async def main() -> Done:
        connection = await connect(hub)
        try:
            return await act(connection)
        finally:
            await connection.close()

    return asyncio.run(main())


def ingest(hub: Database, reference: Reference, given: Source) -> None:
    asyncio.run(run_source(hub, given, lambda _: {}, reference))


def mended(given: Source) -> Source:
    """The same source with a crosswalk that knows the local code 2980101."""
    (stream,) = given.streams
    codes = one_of({"2980101": "2130153", **{code: code for code in FUNCTIONS}})
    lines = tuple(
        to("function", "FUNC", codes) if isinstance(line, To) and line.field == "function" else line
        for line in stream.crosswalk
    )
    return replace(given, streams=(replace(stream, crosswalk=lines),))


def test_rejects_are_loaded_once_the_crosswalk_is_mended(
    hub: Database, reference: Reference
) -> None:
    reader = Memory()
    reader.add(Voucher("A"), Voucher("B", function="2980101", fen=7), Voucher("C", name="\0"))
    given = source(reader)
    ingest(hub, reference, given)
    numbers = [row["id"] for row in books.rows(hub, "SELECT id FROM reject ORDER BY id")]
    refused = using(hub, lambda c: rejects.replay(c, {"memory": given}, reference, numbers))
    assert refused.loaded == () and set(refused.refused) == set(numbers)
    done = using(hub, lambda c: rejects.replay(c, {"memory": mended(given)}, reference, numbers))
    states = books.rows(hub, "SELECT record_key, state FROM reject ORDER BY record_key")
    assert [tuple(row.values()) for row in states] == [("B", "REPLAYED"), ("C", "OPEN")]
    assert len(done.loaded) == 1 and len(done.refused) == 1
    assert [row[:5] for row in books.living(hub)][1] == ("B", 440203000, 2024, "2130153", 7)
    assert books.one(hub, "SELECT count(*) FROM reject") == 2
    books.assert_counts_add_up(hub)
    page = books.one(hub, "SELECT split_part(origin, ':', 1) FROM payment WHERE payment_id = 'B'")
    (landed,) = books.rows(hub, "SELECT * FROM landed_page WHERE id = %s", int(page))
    evidence = json.loads(unpack(landed["encoding"], landed["body"]))
    assert json.loads(evidence[0]["raw"])["ID"] == "B" and evidence[0]["origin"]


def test_discarded_rejects_stay_and_are_not_open(hub: Database, reference: Reference) -> None:
    reader = Memory()
    reader.add(Voucher("B", function="2980101"))
    ingest(hub, reference, source(reader))
    (row,) = using(hub, rejects.listed)
    assert using(hub, lambda c: rejects.discard(c, [row["id"]])) == 1
    assert using(hub, rejects.listed) == []
    assert using(hub, lambda c: rejects.shown(c, row["id"]))["state"] == "DISCARDED"
    assert using(hub, lambda c: rejects.discard(c, [row["id"]])) == 0
    with pytest.raises(HubError) as caught:
        using(hub, lambda c: rejects.discard(c, [row["id"], 999]))
    assert caught.value.code == "A317"


def test_rollups_are_verified_folded_and_rebuilt(hub: Database, reference: Reference) -> None:
    reader = Memory()
    for n in range(6):
        reader.add(
            *(
                Voucher(f"{n}-{i}", region=region, function=FUNCTIONS[i % 3], fen=n * i, paid=i)
                for i, region in enumerate(REGIONS)
            )
        )
    reader.add(Voucher("0-1", region=REGIONS[1], updated=5, deleted=True))
    ingest(hub, reference, source(reader))
    (rollup,) = [each for each in ROLLUPS if each.name == "payment_function"]
    dims = "fiscal_year, budget_type, function"
    before = books.rollup(hub, "payment_function", dims)

    checked = using(hub, lambda c: rollups.verify(c, rollup, 9))
    assert checked.different == 0 and checked.cells == len(before) > 10
    assert using(hub, lambda c: rollups.compact_grown(c, ["Payment"])) > 0
    assert books.rows(hub, "SELECT DISTINCT batch FROM rollup_payment_function") == [{"batch": 0}]
    assert books.rollup(hub, "payment_function", dims) == before
    assert books.one(hub, "SELECT count(*) FROM rollup_payment_function") == len(before)

    reader.add(Voucher("0-2", region=REGIONS[2], function=FUNCTIONS[2], updated=5, deleted=True))
    ingest(hub, reference, source(reader))
    assert using(hub, lambda c: rollups.verify(c, rollup, 9)).different == 0
    assert using(hub, lambda c: rollups.compact(c, rollup)) > 0
    after = books.rollup(hub, "payment_function", dims)
    assert after != before

    books.change(hub, "UPDATE rollup_payment_function SET amount = amount + 1 WHERE own")
    books.change(hub, "DELETE FROM rollup_payment_function WHERE region_code = 100000000")
    assert using(hub, lambda c: rollups.verify(c, rollup, 9)).different > 5
    assert using(hub, lambda c: rollups.rebuild(c, rollup)) == len(after)
    assert using(hub, lambda c: rollups.verify(c, rollup, 9)).different == 0
    assert books.rollup(hub, "payment_function", dims) == after


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_a_broken_adapter_is_told_of_and_stops_no_other() -> None:
    here = "tests.ingest.test_upkeep"
    points = [
        point("memory", f"{here}:SOURCE"),
        point("gone", "no_such_package.source:SOURCE"),
        point("odd", f"{here}:NOT_A_SOURCE"),
        point("misnamed", f"{here}:SOURCE"),
    ]
    found = installed(None, points)
    assert set(found.sources) == {"memory"} and set(found.broken) == {"gone", "odd", "misnamed"}
    assert all(problem.code == "A312" for problem in found.broken.values())
    assert "no_such_package" in found.broken["gone"].message("en")
    with pytest.raises(HubError) as caught:
        found.source("memori")
    assert caught.value.code == "A308" and caught.value.params["did_you_mean"] == ["memory"]
    with pytest.raises(HubError) as broken:
        found.source("gone")
    assert broken.value.code == "A312"
    allowed = installed(("memory",), points)
    assert set(allowed.sources) == {"memory"} and not allowed.broken


def test_settings_are_taken_by_name() -> None:
    wanting = replace(SOURCE, settings={"HUB_A": "a", "HUB_B": "b"})
    environment = {"HUB_A": "1", "HUB_B": "2", "HUB_C": "3"}
    assert settings_of(wanting, environment) == {"HUB_A": "1", "HUB_B": "2"}
    with pytest.raises(HubError) as caught:
        settings_of(wanting, {"HUB_A": "1"})
    assert caught.value.code == "H102" and "HUB_B" in caught.value.message("en")
