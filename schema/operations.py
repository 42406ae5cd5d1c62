"""What the hub did: sources, batches, slices, rejects, events, reconciliations. Also queryable.

A batch is one run over one stream; it is a chain of slices, each one transaction. A committed
slice has a number given under a lock as its last act, so numbers follow commit order.

On the wire `id` is the opaque id of any node; a row's own number is `batchId`, `sliceId` ….
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.orm import Mapped

from schema.base import NATIONAL, Base, Operation, link
from schema.kinds import (
    Fen,
    count,
    flag,
    instant,
    money,
    ordinal,
    region,
    serial,
    state,
    states,
    text,
    year,
)

BatchState = states(
    "BatchState",
    [
        ("RUNNING", "进行中", "Still running"),
        ("DONE", "完成", "All slices committed"),
        ("HELD", "暂挂", "Held: control total off by a power of ten"),
        ("FAILED", "失败", "Stopped by an error; committed slices stay"),
    ],
)
RejectState = states(
    "RejectState",
    [
        ("OPEN", "待处理", "Waiting"),
        ("REPLAYED", "已重放", "Loaded on replay"),
        ("DISCARDED", "已放弃", "Discarded by a person"),
    ],
)
SourceState = states(
    "SourceState",
    [
        ("NEVER", "未同步", "Never synchronised"),
        ("FRESH", "正常", "Last run succeeded"),
        ("PARTIAL", "部分", "Last run set batches aside"),
        ("DOWN", "中断", "Last run failed"),
    ],
)
Verdict = states(
    "Verdict",
    [
        ("EQUAL", "一致", "Ours equals theirs"),
        ("EXPLAINED", "可解释", "The difference is what was set aside"),
        ("DIFFERENT", "不一致", "Unexplained difference"),
    ],
)


class Source(Operation):
    """来源系统. One system or family of documents an adapter reads.

    grain: one source.  key: (name)
    """

    title = "来源系统"
    plural = "Sources"

    name: Mapped[str] = text("名称", "Name of the adapter.", key=True, order=-99)
    label: Mapped[str] = text("系统", "What it is.")
    state: Mapped[str] = state("状态", "How its last run ended.", SourceState)
    message: Mapped[str | None] = text("说明", "Why it is not fresh.")
    last_started_at: Mapped[datetime | None] = instant("上次开始", "When the last run began.")
    last_success_at: Mapped[datetime | None] = instant("上次成功", "When a run last succeeded.")


class Batch(Operation):
    """批次. One run over one stream of a source.

    grain: one run.  key: (id).
    received = new + changed + deleted + unchanged + stale + rejected + held, always.
    """

    title = "批次"
    plural = "Batches"

    id: Mapped[int] = serial("批次号", "Number of the batch.", was="batch_id")
    source: Mapped[str] = text("来源系统", "Source.", lookup=True)
    stream: Mapped[str] = text("数据流", "Stream.")
    entity: Mapped[str] = text("实体", "Entity it feeds.")
    file: Mapped[str | None] = text("来源文件", "The document it read, where it is one.")
    state: Mapped[str] = state("状态", "State.", BatchState)
    started_at: Mapped[datetime] = instant("开始", "Begun.")
    finished_at: Mapped[datetime | None] = instant("结束", "Ended.")
    received: Mapped[int] = count("收到", "Records received.")
    new: Mapped[int] = count("新增", "New.")
    changed: Mapped[int] = count("变更", "Changed.")
    deleted: Mapped[int] = count("删除", "Deleted.")
    unchanged: Mapped[int] = count("未变", "Unchanged.")
    stale: Mapped[int] = count("过期", "Older than what is kept.")
    rejected: Mapped[int] = count("拒收", "Set aside, one by one.")
    held: Mapped[int] = count("暂挂", "Held with their slice.")
    amount: Mapped[Fen] = money("入库金额", "Sum of the control amount of accepted records.")
    problem: Mapped[str | None] = text("问题", "Code of what stopped or held it.")
    message: Mapped[str | None] = text("说明", "What happened and what to do.")

    of_source = link(
        "Source", on={"source": "name"}, reach=NATIONAL, title="来源系统", en="Its source.",
        back="batches", back_title="批次",
    )  # fmt: skip


class Slice(Operation):
    """切片. One transaction of a batch; `number` orders commits.

    grain: one transaction.  key: (id).  Rows carry the id in since_batch.
    """

    title = "切片"
    plural = "Slices"

    id: Mapped[int] = serial("切片号", "Number of the slice.", was="slice_id")
    batch_id: Mapped[int] = ordinal("批次号", "Batch.", lookup=True)
    number: Mapped[int | None] = ordinal("提交序号", "Commit order.", lookup=True)
    committed_at: Mapped[datetime] = instant("提交时间", "When.")
    received: Mapped[int] = count("收到", "Records received.")
    held: Mapped[bool] = flag("暂挂", "Its records were held.")

    batch = link(
        "Batch", on={"batch_id": "id"}, reach=NATIONAL, title="批次", en="Its batch.",
        back="slices", back_title="切片",
    )  # fmt: skip


class Reject(Operation):
    """拒收记录. One record set aside, kept raw, with place, cause and fix.

    grain: one record.  key: (id).  Replayed or discarded by a mark, never deleted.
    """

    title = "拒收记录"
    plural = "Rejects"

    id: Mapped[int] = serial("编号", "Its number.", was="reject_id")
    batch_id: Mapped[int] = ordinal("批次号", "Batch.", lookup=True)
    source: Mapped[str] = text("来源系统", "Source.")
    stream: Mapped[str] = text("数据流", "Stream.")
    record_key: Mapped[str | None] = text("来源主键", "Its key in the source, where readable.")
    region_code: Mapped[int | None] = region("财政区划", "Its region, where readable.")
    fiscal_year: Mapped[int | None] = year("预算年度", "Its year, where readable.")
    code: Mapped[str] = text("错误代码", "Problem code.", lookup=True)
    place: Mapped[str] = text("位置", "File or page, row, column.")
    cause: Mapped[str] = text("原因", "What is wrong (Chinese).")
    cause_en: Mapped[str] = text("原因(英)", "What is wrong (English).")
    fix: Mapped[str] = text("处理办法", "What to do (Chinese).")
    fix_en: Mapped[str] = text("处理办法(英)", "What to do (English).")
    raw: Mapped[str] = text("原始记录", "The record as received.", secret=True)
    origin: Mapped[str] = text("原始位置", "Landed page and position.")
    state: Mapped[str] = state("状态", "State.", RejectState)
    created_at: Mapped[datetime] = instant("产生时间", "When.")

    batch = link(
        "Batch", on={"batch_id": "id"}, reach=NATIONAL, title="批次", en="Its batch.",
        back="rejects", back_title="拒收记录",
    )  # fmt: skip


class Reconciliation(Operation):
    """对账. A batch's sum against the source's own control total.

    grain: batch, region, year.  key: (batch_id, region_code, fiscal_year).  Totals of regions and
    years hold what stands beside them, and each batch compares all anew: no line adds to another.
    """

    title = "对账"
    plural = "Reconciliations"
    repeats = ("batch_id", "region_code", "fiscal_year")

    batch_id: Mapped[int] = ordinal("批次号", "Batch.", key=True, order=-99)
    region_code: Mapped[int] = region(
        "财政区划", "Region; the root for a total.", key=True, order=-98
    )
    fiscal_year: Mapped[int] = year("预算年度", "Year; 0 for all.", key=True, order=-97)
    our_count: Mapped[int] = count("我方笔数", "Living rows in the hub.")
    our_amount: Mapped[Fen] = money("我方金额", "Their sum.")
    their_count: Mapped[int] = count("对方笔数", "The source's count.")
    their_amount: Mapped[Fen] = money("对方金额", "The source's sum.")
    set_aside_count: Mapped[int] = count("拒收笔数", "Rejected and not yet loaded.")
    verdict: Mapped[str] = state("结论", "Verdict.", Verdict)

    batch = link(
        "Batch", on={"batch_id": "id"}, reach=NATIONAL, title="批次", en="Its batch.",
        back="reconciliations", back_title="对账",
    )  # fmt: skip


class CodeMatch(Operation):
    """代码匹配. How well a batch's local codes matched national ones.

    grain: batch, field, grade.  key: the same.  grade: EXACT, NORMALISED, MAPPED, PARENT, NONE
    """

    title = "代码匹配"
    plural = "CodeMatches"

    batch_id: Mapped[int] = ordinal("批次号", "Batch.", key=True, order=-99)
    field: Mapped[str] = text("字段", "Field.", key=True, order=-98)
    grade: Mapped[str] = text("匹配等级", "Grade.", key=True, order=-97)
    records: Mapped[int] = count("记录数", "Records.")

    batch = link(
        "Batch", on={"batch_id": "id"}, reach=NATIONAL, title="批次", en="Its batch.",
        back="code_matches", back_title="代码匹配",
    )  # fmt: skip


class Event(Operation):
    """事件. Something worth telling: batch done, source stale.

    grain: one event.  key: (id).  Written in the transaction it tells of.
    """

    title = "事件"
    plural = "Events"

    id: Mapped[int] = serial("编号", "Its number.", was="event_id")
    at: Mapped[datetime] = instant("时间", "When.")
    kind: Mapped[str] = text("种类", "BATCH_DONE, BATCH_HELD, BATCH_FAILED, SOURCE_DOWN …")
    source: Mapped[str | None] = text("来源系统", "Source.")
    batch_id: Mapped[int | None] = ordinal("批次号", "Batch.")
    message: Mapped[str] = text("说明", "What happened.")


landed_page = Table(
    "landed_page",
    Base.metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("sha256", LargeBinary, nullable=False, unique=True),
    Column("encoding", Text, nullable=False, comment="compression of `body`"),
    Column("name", Text, nullable=False, comment="file or page as the source names it"),
    Column("body", LargeBinary, nullable=False),
)
"""Raw bytes as received, compressed, once per content. Not on the wire."""

held_record = Table(
    "held_record",
    Base.metadata,
    Column("slice_id", BigInteger, primary_key=True),
    Column("number", BigInteger, primary_key=True, comment="of the record in the slice"),
    Column("source", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("source_key", Text, nullable=False),
    Column("region_code", Integer),
    Column("fiscal_year", SmallInteger),
    Column("page_id", BigInteger, nullable=False, comment="its landed page"),
    Index("ix_held_record_source", "source", "stream", "region_code", "fiscal_year"),
)
"""The records of held slices, by key: what reconciliation may be short of. Not on the wire."""

tombstone = Table(
    "tombstone",
    Base.metadata,
    Column("entity", Text, primary_key=True),
    Column("key", Text, primary_key=True, comment="the entity's key as PostgreSQL prints a row"),
    Column("source_updated_at", DateTime(timezone=True)),
    Column("since_batch", BigInteger, nullable=False, comment="slice that brought it"),
)
"""Deletions as the sources dated them: what was deleted is not brought back by an older version
that arrives later. Not on the wire."""

stream_state = Table(
    "stream_state",
    Base.metadata,
    Column("source", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("state", Text, nullable=False, comment="the reader's cursor, JSON"),
)
"""Where each stream's reader stands; written in the slice's transaction. Not on the wire."""

hub_key = Table(
    "hub_key",
    Base.metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Keys the hub makes for itself (signing of cursors), shared by its workers. Not on the wire."""
