"""A slice: one page, one transaction, with everything that follows from it.

Landed bytes, rows, history, roll-ups, rejects, the reader's new state, the batch's counts and the
slice itself are committed together or not at all, so a crash repeats nothing and loses nothing.
The slice takes its number as the last act, under a lock, so numbers follow the order of commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import orjson

from adapters.sdk.source import Rejected, State
from hub.ingest import batches, locks
from hub.ingest.control import Finding
from hub.ingest.land import land
from hub.ingest.locks import Connection
from hub.ingest.merge import Merged, merge
from hub.ingest.prepare import Prepared
from schema.operations import RejectState


@dataclass(frozen=True)
class Counts:
    """received = new + changed + deleted + unchanged + stale + rejected + held, always.

    amount: fen of the control field of what is new or changed.
    """

    received: int = 0
    new: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0
    stale: int = 0
    rejected: int = 0
    held: int = 0
    amount: int = 0

    def __add__(self, other: Counts) -> Counts:
        names = [field.name for field in fields(Counts)]
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def written(self) -> int:
        return self.new + self.changed + self.deleted


@dataclass(frozen=True)
class Run:
    """The batch that a slice belongs to, and whether the reader's state and what is refused are
    kept: not for documents, which have no state, and for rejects, which are kept already."""

    batch_id: int
    source: str
    stream: str
    entity: str
    control: str | None
    one_stream: bool
    keeps_state: bool = True
    keeps_rejects: bool = True


async def commit_slice(connection: Connection, run: Run, prepared: Prepared) -> Counts:
    """Commit one prepared page.  A page without records moves the reader's state only."""
    async with connection.transaction():
        if not prepared.received:
            await _keep_state(connection, run, prepared.state)
            return Counts()
        page_id = await land(connection, prepared.landed)
        slice_id = await connection.fetchval(
            "SELECT nextval(pg_get_serial_sequence('slice', 'id'))"
        )
        if prepared.held:
            await _hold(connection, run, prepared, slice_id, page_id)
            merged = Merged()
        else:
            merged = await merge(
                connection, run.entity, run.control, prepared, slice_id, page_id,
                one_stream=run.one_stream,
            )  # fmt: skip
        if run.keeps_rejects:
            await _reject(connection, run, prepared.rejected, page_id)
        counts = Counts(
            received=prepared.received,
            new=merged.new,
            changed=merged.changed,
            deleted=merged.deleted,
            unchanged=merged.unchanged,
            stale=merged.stale,
            rejected=len(prepared.rejected),
            held=len(prepared.held),
            amount=merged.amount,
        )
        await _account(connection, run, prepared, counts)
        await _keep_state(connection, run, prepared.state)
        await _number(connection, run, slice_id, counts)
    return counts


async def _hold(
    connection: Connection, run: Run, prepared: Prepared, slice_id: int, page_id: int
) -> None:
    await connection.copy_records_to_table(
        "held_record",
        columns=("slice_id", "number", "source", "stream", "source_key", "region_code",
                 "fiscal_year", "page_id"),
        records=[
            (slice_id, number, run.source, run.stream, _storable(each.source_key), each.region_code,
             each.fiscal_year, page_id)
            for number, each in enumerate(prepared.held)
        ],
    )  # fmt: skip


async def _reject(
    connection: Connection, run: Run, rejected: Sequence[Rejected], page_id: int
) -> None:
    """Set records aside; those set aside before for the same cause are counted, not kept twice."""
    if not rejected:
        return
    await connection.execute(
        "INSERT INTO reject (batch_id, source, stream, record_key, region_code, fiscal_year, code,"
        " place, cause, cause_en, fix, fix_en, raw, origin, state, created_at) "
        "SELECT $1, $2, $3, r.*, $15, clock_timestamp() FROM unnest($4::text[], $5::int[], "
        "$6::smallint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], "
        "$12::text[], $13::text[], $14::text[]) AS r (record_key, region_code, fiscal_year, code,"
        " place, cause, cause_en, fix, fix_en, raw, origin) "
        "WHERE NOT EXISTS (SELECT FROM reject AS k WHERE k.source = $2 AND k.stream = $3"
        " AND k.code = r.code AND k.record_key IS NOT DISTINCT FROM r.record_key"
        " AND k.raw = r.raw AND k.state <> $16)",
        run.batch_id, run.source, run.stream,
        *map(list, zip(*(_cells(each, page_id) for each in rejected), strict=True)),
        str(RejectState["OPEN"]), str(RejectState["REPLAYED"]),
    )  # fmt: skip


def _cells(each: Rejected, page_id: int) -> tuple[object, ...]:
    problem = each.problem
    year = each.fiscal_year if each.fiscal_year and abs(each.fiscal_year) < 2**15 else None
    texts = (
        problem.code, problem.place or "", problem.message("zh"), problem.message("en"),
        problem.fix("zh"), problem.fix("en"), each.raw, f"{page_id}:{each.position}",
    )  # fmt: skip
    key = None if each.source_key is None else _storable(each.source_key)
    return key, each.region_code, year, *(_storable(text) for text in texts)


def _storable(text: str) -> str:
    """Text as PostgreSQL can keep it: NUL and halves of surrogate pairs shown as escapes."""
    return text.replace("\0", "\\u0000").encode("utf-8", "backslashreplace").decode()


async def _account(connection: Connection, run: Run, prepared: Prepared, counts: Counts) -> None:
    """Add to the batch's counts and matches, and note what the page's own total showed."""
    await connection.execute(
        "UPDATE batch SET received = received + $2, new = new + $3, changed = changed + $4, "
        "deleted = deleted + $5, unchanged = unchanged + $6, stale = stale + $7, "
        "rejected = rejected + $8, held = held + $9, amount = amount + $10 WHERE id = $1",
        run.batch_id, counts.received, counts.new, counts.changed, counts.deleted,
        counts.unchanged, counts.stale, counts.rejected, counts.held, counts.amount,
    )  # fmt: skip
    await connection.executemany(
        "INSERT INTO code_match (batch_id, field, grade, records) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (batch_id, field, grade) "
        "DO UPDATE SET records = code_match.records + excluded.records",
        [(run.batch_id, *match, records) for match, records in sorted(prepared.grades.items())],
    )
    if prepared.finding:
        await _note(connection, run, prepared.finding)


async def _note(connection: Connection, run: Run, finding: Finding) -> None:
    """Keep the gravest finding on the batch: what was held before what was not equal."""
    message = finding.problem.render("zh")
    await connection.execute(
        "UPDATE batch SET problem = $2, message = $3 "
        "WHERE id = $1 AND (problem IS NULL OR problem > $2)",
        run.batch_id, finding.problem.code, message,
    )  # fmt: skip
    if finding.held:
        await batches.tell(connection, "BATCH_HELD", run.source, run.batch_id, message)


async def _keep_state(connection: Connection, run: Run, state: State) -> None:
    if run.keeps_state:
        await connection.execute(
            "INSERT INTO stream_state (source, stream, state) VALUES ($1, $2, $3) "
            "ON CONFLICT (source, stream) DO UPDATE SET state = excluded.state",
            run.source, run.stream, orjson.dumps(dict(state)).decode(),
        )  # fmt: skip


async def kept_state(connection: Connection, source: str, stream: str) -> State:
    """Where the stream's reader stands; empty before its first page."""
    kept = await connection.fetchval(
        "SELECT state FROM stream_state WHERE source = $1 AND stream = $2", source, stream
    )
    state: State = orjson.loads(kept) if kept else {}
    return state


async def _number(connection: Connection, run: Run, slice_id: int, counts: Counts) -> None:
    await connection.execute("SELECT pg_advisory_xact_lock($1)", locks.NUMBERING)
    await connection.execute(
        "INSERT INTO slice (id, batch_id, number, committed_at, received, held) "
        "SELECT $1, $2, coalesce(max(number), 0) + 1, clock_timestamp(), $3, $4 FROM slice",
        slice_id, run.batch_id, counts.received, counts.held > 0,
    )  # fmt: skip
