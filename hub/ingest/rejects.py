"""Rejects: look at them, map them again, or mark them discarded. None is ever deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import orjson

from adapters.sdk.mapping import mapper
from adapters.sdk.source import Page, Source, Stream
from hub.ingest import batches
from hub.ingest.locks import Connection
from hub.ingest.merge import make_stage
from hub.ingest.prepare import MakeMapper, Preparer, years_of
from hub.ingest.slices import Run, commit_slice
from hub.ingest.tieouts import tie_between
from hub.ingest.translate import translator
from hub.store.reference import Reference
from schema.operations import BatchState, RejectState
from schema.problems import HubError

OPEN, REPLAYED, DISCARDED = (str(RejectState[n]) for n in ("OPEN", "REPLAYED", "DISCARDED"))


@dataclass(frozen=True)
class Replay:
    """What became of the rejects that were mapped again: ids loaded, and still refused with why."""

    loaded: tuple[int, ...]
    refused: Mapping[int, HubError]


async def listed(
    connection: Connection,
    *,
    source: str | None = None,
    code: str | None = None,
    state: str | None = OPEN,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """The newest rejects, without their raw records."""
    rows = await connection.fetch(
        "SELECT id, batch_id, source, stream, record_key, region_code, fiscal_year, code, place, "
        "cause, cause_en, fix, fix_en, state, created_at FROM reject "
        "WHERE ($1::text IS NULL OR source = $1) AND ($2::text IS NULL OR code = $2) "
        "AND ($3::text IS NULL OR state = $3) ORDER BY id DESC LIMIT $4",
        source, code, state, limit,
    )  # fmt: skip
    return [dict(row) for row in rows]


async def summary(
    connection: Connection, *, source: str | None = None, state: str | None = OPEN
) -> list[dict[str, Any]]:
    """How many there are by source, stream and code, the most first."""
    rows = await connection.fetch(
        "SELECT source, stream, code, count(*) AS records, min(id) AS example FROM reject "
        "WHERE ($1::text IS NULL OR source = $1) AND ($2::text IS NULL OR state = $2) "
        "GROUP BY 1, 2, 3 ORDER BY records DESC, 1, 2, 3",
        source, state,
    )  # fmt: skip
    return [dict(row) for row in rows]


async def shown(connection: Connection, number: int) -> dict[str, Any]:
    """One reject with its raw record.  raises: HubError(A317)"""
    row = await connection.fetchrow("SELECT * FROM reject WHERE id = $1", number)
    if row is None:
        raise HubError("A317", number=number)
    return dict(row)


async def discard(connection: Connection, numbers: Sequence[int]) -> int:
    """Mark open rejects as discarded; how many were open.  raises: HubError(A317)"""
    await _existing(connection, numbers)
    done = await connection.fetch(
        "UPDATE reject SET state = $2 WHERE id = ANY($1) AND state = $3 RETURNING id",
        list(numbers), DISCARDED, OPEN,
    )  # fmt: skip
    return len(done)


async def replay(
    connection: Connection,
    sources: Mapping[str, Source],
    reference: Reference,
    numbers: Sequence[int],
    make_mapper: MakeMapper = mapper,
) -> Replay:
    """Map open rejects again by the present crosswalks and codes, a batch for each stream.

    Rejects of sources that are not installed, and of streams they no longer have, stay as they
    are.  raises: HubError(A317)
    """
    await _existing(connection, numbers)
    rows = await connection.fetch(
        "SELECT id, source, stream, raw, origin FROM reject WHERE id = ANY($1) AND state <> $2 "
        "ORDER BY source, stream, id",
        list(numbers), REPLAYED,
    )  # fmt: skip
    loaded: list[int] = []
    refused: dict[int, HubError] = {}
    for (source, name), group in groupby(rows, lambda row: (row["source"], row["stream"])):
        members: list[Mapping[str, Any]] = [dict(row) for row in group]
        stream = _stream(sources.get(source), name)
        if stream is not None:
            done = await _replay_stream(
                connection, sources[source], stream, reference, members, make_mapper
            )
            loaded += done.loaded
            refused |= done.refused
    return Replay(tuple(loaded), refused)


async def _replay_stream(
    connection: Connection,
    source: Source,
    stream: Stream,
    reference: Reference,
    rows: Sequence[Mapping[str, Any]],
    make_mapper: MakeMapper,
) -> Replay:
    entity = stream.into.__name__
    one_stream = sum(each.into is stream.into for each in source.streams) == 1
    preparer = Preparer(
        source.name, stream, await translator(connection, reference), reference, make_mapper,
        one_stream,
    )  # fmt: skip
    await make_stage(connection, entity)
    batch_id = await batches.begin(connection, source.name, stream.name, entity)
    run = Run(
        batch_id, source.name, stream.name, entity, stream.control, one_stream,
        keeps_state=False, keeps_rejects=False,
    )  # fmt: skip
    refused: dict[int, HubError] = {}
    loaded: list[int] = []
    for page in _pages(rows):
        prepared = preparer.prepare(page)
        wrong = {each.position: each.problem for each in prepared.rejected}
        right = [number for number in page.numbers if number not in wrong]
        async with connection.transaction():
            await commit_slice(connection, run, replace(prepared, state={}))
            await connection.execute(
                "UPDATE reject SET state = $2 WHERE id = ANY($1)", right, REPLAYED
            )
            if source.documents:
                await tie_between(connection, source, stream, years_of(prepared), batch_id)
        refused |= wrong
        loaded += right
    await batches.finish(connection, batch_id, str(BatchState["DONE"]))
    return Replay(tuple(loaded), refused)


def _pages(rows: Sequence[Mapping[str, Any]]) -> list[Page]:
    """Pages of records with the same columns; each record numbered by its reject."""
    raws = [(tuple(cells), row) for row in rows for cells in (json.loads(row["raw"]),)]
    raws.sort(key=lambda each: each[0])
    pages = []
    for columns, group in groupby(raws, lambda each: each[0]):
        members = [row for _, row in group]
        evidence = [
            {"reject": row["id"], "origin": row["origin"], "raw": row["raw"]} for row in members
        ]
        pages.append(
            Page(
                name="replay",
                body=orjson.dumps(evidence),
                columns=columns,
                rows=[tuple(json.loads(row["raw"]).values()) for row in members],
                numbers=[row["id"] for row in members],
            )
        )
    return pages


def _stream(source: Source | None, name: str) -> Stream | None:
    streams = source.streams if source else ()
    return next((each for each in streams if each.name == name), None)


async def _existing(connection: Connection, numbers: Sequence[int]) -> None:
    known = await connection.fetch("SELECT id FROM reject WHERE id = ANY($1)", list(numbers))
    missing = sorted(set(numbers) - {row["id"] for row in known})
    if missing:
        raise HubError("A317", number=missing[0])
