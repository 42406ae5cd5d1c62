"""One run over one stream: read and prepare ahead, commit slice by slice, then reconcile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace

from adapters.sdk.source import Control, Settings, Source, State, Stream
from hub.ingest import batches
from hub.ingest.ahead import ahead
from hub.ingest.analyse import Analyser
from hub.ingest.control import Finding
from hub.ingest.locks import Connection
from hub.ingest.merge import empty_stage, make_stage
from hub.ingest.prepare import MakeMapper, Prepared, Preparer, years_of
from hub.ingest.reconcile import Line, reconcile
from hub.ingest.results import BatchResult, Progress, Watch
from hub.ingest.slices import Counts, Run, commit_slice, kept_state
from hub.ingest.tieouts import Stated, tie_out
from hub.ingest.translate import translator
from hub.ingest.vanished import with_vanished
from hub.store.reference import Reference
from schema.operations import BatchState
from schema.problems import HubError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Context:
    """What the streams of one source's run share.

    again: read from the start, whatever was read before.  enclosed: the caller has a transaction
    open, around all that is done.  file: the document that is read.
    """

    connection: Connection
    source: Source
    settings: Settings
    reference: Reference
    make_mapper: MakeMapper
    watch: Watch
    again: bool = False
    enclosed: bool = False
    file: str | None = None


async def run_stream(context: Context, stream: Stream) -> BatchResult:
    """Run one stream as one batch. Problems of the partner or the adapter end the batch, not us.

    raises: asyncpg's and OS errors of our own database; asyncio.CancelledError after the open
    slice was rolled back.
    """
    connection, source = context.connection, context.source
    entity = stream.into.__name__
    batch_id = await batches.begin(connection, source.name, stream.name, entity, context.file)
    feeding = [each for each in source.streams if each.into is stream.into]
    run = Run(
        batch_id, source.name, stream.name, entity, stream.control,
        one_stream=len(feeding) == 1, keeps_state=not source.documents,
    )  # fmt: skip
    result = BatchResult(
        batch_id, source.name, stream.name, entity, str(BatchState["RUNNING"]), Counts(),
        file=context.file,
    )  # fmt: skip
    try:
        # A statement that fails must not spoil the transaction around us.
        async with connection.transaction() if context.enclosed else nullcontext():
            result = await _slices(context, stream, run, result)
        lines: tuple[Line, ...] = ()
        if run.one_stream and not source.documents:
            lines = await _reconciled(context, stream, run)
    except Exception as error:
        problem = problem_of(error, context, stream)
        return await failed(connection, result, problem)
    return await _finished(connection, replace(result, lines=lines))


async def _slices(context: Context, stream: Stream, run: Run, result: BatchResult) -> BatchResult:
    state: State = {}
    if not (context.again or context.source.documents):
        state = await kept_state(context.connection, run.source, run.stream)
    ask = await translator(context.connection, context.reference)
    await make_stage(context.connection, run.entity)
    analyser = await Analyser.of(context.connection, run.entity)

    def prepared() -> Iterator[Prepared]:
        preparer = Preparer(
            run.source, stream, ask, context.reference, context.make_mapper, run.one_stream
        )
        for page in stream.read.pages(context.settings, state):
            yield preparer.prepare(page)

    findings: list[Finding] = []
    async with ahead(prepared) as pages:
        async for each in pages:
            each = await with_vanished(context.connection, run.source, run.entity, each)
            counts = await commit_slice(context.connection, run, each)
            result = replace(result, counts=result.counts + counts)
            if context.source.documents or each.identities or stream.identities:
                result = replace(result, pages=(*result.pages, _stated(each)))
            findings += [each.finding] if each.finding else []
            context.watch(Progress(run.source, run.stream, result.counts))
            if context.enclosed:
                await empty_stage(context.connection, run.entity)
            else:
                await analyser.after(counts.written)
    held = [finding for finding in findings if finding.held]
    problem = next((finding.problem for finding in held or findings), None)
    return replace(result, problem=problem)


async def tied(context: Context, results: list[BatchResult]) -> list[BatchResult]:
    """What the streams' pages stated, checked once the figures of all of them are in.

    results: of the source's streams, in their order. Ends at the first that cannot be checked.
    """
    done = list(results)
    for place, (stream, result) in enumerate(zip(context.source.streams, results, strict=False)):
        if result.failed or not result.pages:
            continue
        try:
            async with context.connection.transaction():
                ties = await tie_out(
                    context.connection, context.source, stream, result.pages, result.batch_id
                )
        except Exception as error:
            problem = problem_of(error, context, stream)
            return [*done, await failed(context.connection, result, problem)]
        done[place] = replace(result, ties=ties)
    return done


def _stated(prepared: Prepared) -> Stated:
    """What a page says of its figures."""
    years = frozenset(years_of(prepared))
    return Stated(prepared.name, prepared.identities, prepared.whole, years)


async def _reconciled(context: Context, stream: Stream, run: Run) -> tuple[Line, ...]:
    controls: list[Control] = []
    async with ahead(lambda: iter(stream.read.controls(context.settings))) as stated:
        async for control in stated:
            controls.append(control)
    async with context.connection.transaction():
        return await reconcile(context.connection, run, controls)


def problem_of(error: Exception, context: Context, stream: Stream) -> HubError:
    """What a stream's failure is told as; one that is no problem of ours is logged."""
    if isinstance(error, HubError):
        return error
    log.error("source %s, stream %s", context.source.name, stream.name, exc_info=error)
    cause = f"{type(error).__name__}: {error}"
    return HubError("A313", name=context.source.name, stream=stream.name, cause=cause)


async def failed_again(connection: Connection, result: BatchResult) -> BatchResult:
    """A failed batch whose transaction was rolled back, entered in the books once more."""
    problem = result.problem
    assert problem is not None
    batch_id = await batches.begin(
        connection, result.source, result.stream, result.entity, result.file
    )
    result = replace(result, batch_id=batch_id, counts=Counts(), pages=(), ties=())
    return await failed(connection, result, problem)


async def failed(connection: Connection, result: BatchResult, problem: HubError) -> BatchResult:
    """End a batch as failed, and tell it."""
    state = str(BatchState["FAILED"])
    message = problem.render("zh")
    async with connection.transaction():
        await batches.finish(connection, result.batch_id, state, problem.code, message)
        await batches.tell(connection, "BATCH_FAILED", result.source, result.batch_id, message)
    return replace(result, state=state, problem=problem)


async def _finished(connection: Connection, result: BatchResult) -> BatchResult:
    counts = result.counts
    state = str(BatchState["HELD" if counts.held else "DONE"])
    async with connection.transaction():
        await batches.finish(connection, result.batch_id, state)
        if counts.received:
            await batches.tell(
                connection, "BATCH_DONE", result.source, result.batch_id, _summary(result)
            )
    return replace(result, state=state)


def _summary(result: BatchResult) -> str:
    counts = result.counts
    return (
        f"{result.stream}：收到 {counts.received}，新增 {counts.new}，变更 {counts.changed}，"
        f"删除 {counts.deleted}，未变 {counts.unchanged}，过期 {counts.stale}，"
        f"拒收 {counts.rejected}，暂挂 {counts.held}。"
    )
