"""The books of ingest: sources, batches and events, as rows."""

from __future__ import annotations

from hub.ingest.locks import Connection
from schema.operations import BatchState, SourceState

INTERRUPTED = "运行中断；已提交的切片保留，重新同步即可续传。"


async def begin(
    connection: Connection, source: str, stream: str, entity: str, file: str | None = None
) -> int:
    """A new running batch; its id."""
    made: int = await connection.fetchval(
        "INSERT INTO batch (source, stream, entity, state, started_at, received, new, changed, "
        "deleted, unchanged, stale, rejected, held, amount, file) "
        "VALUES ($1, $2, $3, $4, clock_timestamp(), 0, 0, 0, 0, 0, 0, 0, 0, 0, $5) RETURNING id",
        source, stream, entity, str(BatchState["RUNNING"]), file,
    )  # fmt: skip
    return made


async def finish(
    connection: Connection,
    batch_id: int,
    state: str,
    problem: str | None = None,
    message: str | None = None,
) -> None:
    """End a batch. What was noted on it by a slice (A303, A304) stays unless a problem comes."""
    await connection.execute(
        "UPDATE batch SET state = $2, finished_at = clock_timestamp(), "
        "problem = coalesce($3, problem), message = coalesce($4, message) WHERE id = $1",
        batch_id, state, problem, message,
    )  # fmt: skip


async def abandon(connection: Connection, source: str) -> None:
    """Mark the batches that a process left running when it was killed. Under the source's lock."""
    await connection.execute(
        "UPDATE batch SET state = $2, finished_at = clock_timestamp(), message = $3 "
        "WHERE source = $1 AND state = $4",
        source, str(BatchState["FAILED"]), INTERRUPTED, str(BatchState["RUNNING"]),
    )  # fmt: skip


async def tell(
    connection: Connection, kind: str, source: str, batch_id: int | None, message: str
) -> None:
    """Write an event, in the caller's transaction."""
    await connection.execute(
        "INSERT INTO event (at, kind, source, batch_id, message) "
        "VALUES (clock_timestamp(), $1, $2, $3, $4)",
        kind, source, batch_id, message,
    )  # fmt: skip


async def source_known(connection: Connection, name: str, label: str) -> None:
    """Make sure the source has its row."""
    await connection.execute(
        "INSERT INTO source (name, label, state) VALUES ($1, $2, $3) "
        "ON CONFLICT (name) DO UPDATE SET label = excluded.label "
        "WHERE source.label <> excluded.label",
        name, label, str(SourceState["NEVER"]),
    )  # fmt: skip


async def source_started(connection: Connection, name: str) -> None:
    await connection.execute(
        "UPDATE source SET last_started_at = clock_timestamp() WHERE name = $1", name
    )


async def source_ended(
    connection: Connection, name: str, state: str, message: str | None, succeeded: bool
) -> None:
    """How the source's run ended; `succeeded` moves the time of its last success."""
    await connection.execute(
        "UPDATE source SET state = $2, message = $3, last_success_at = "
        "CASE WHEN $4 THEN clock_timestamp() ELSE last_success_at END WHERE name = $1",
        name, state, message, succeeded,
    )  # fmt: skip
