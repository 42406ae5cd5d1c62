"""Documents: each file one transaction, all streams of its source in it, and its tie-outs.

A file that any stream refuses leaves nothing but a failed batch that says why; the files after it
are loaded all the same.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from adapters.sdk.readers.documents import FILES
from hub.ingest import locks
from hub.ingest.results import BatchResult
from hub.ingest.stream import Context, failed_again, run_stream, tied


async def run_documents(context: Context) -> list[BatchResult]:
    """Load the files that the settings name, in that order; a result for each stream and file."""
    done: list[BatchResult] = []
    for path in context.settings.get(FILES, "").splitlines():
        settings = {**context.settings, FILES: path}
        done += await _document(replace(context, settings=settings, file=Path(path).name))
    return done


async def _document(context: Context) -> list[BatchResult]:
    connection = context.connection
    transaction = connection.transaction()
    await transaction.start()
    # Taken in one order before the first number is: two loads side by side wait, and never for
    # each other.
    for name in sorted({stream.into.__name__ for stream in context.source.streams}):
        await locks.entity(connection, name)
    results = await _streams(replace(context, enclosed=True))
    if not results[-1].failed:
        await transaction.commit()
        return results
    await transaction.rollback()
    return [await failed_again(connection, results[-1])]


async def _streams(context: Context) -> list[BatchResult]:
    results: list[BatchResult] = []
    for stream in context.source.streams:
        result = await run_stream(context, stream)
        results.append(result)
        if result.failed:
            return results
    return await tied(context, results)
