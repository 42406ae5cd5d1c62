"""The banks' files: monthly clearing and receipts, written in one pass over the world."""

from __future__ import annotations

import codecs
import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from mock_sources.treasury.rows import yuan
from mock_sources.world import people
from mock_sources.world.clock import FINAL, OPENING, OPENING_AT, WRONG_UNIT_MONTHS, month_of
from mock_sources.world.lists import Region
from mock_sources.world.payments import Clearing
from mock_sources.world.receipts import Receipt

CLEARING_COLUMNS = (
    "清算流水号,区划代码,区划名称,预算年度,凭证号,支付凭证主键,单位代码,清算日期,实际支付金额,业务类型,"
    "收款人名称,收款人账号,代理银行"
)
RECEIPTS_COLUMNS = (
    "入库流水号,入库日期,区划代码,预算年度,预算种类,收入科目代码,收入科目名称,缴款人,征收机关,金额,"
    "中央级,省级,市级,县级,退库标志"
)
_TITLES = {"clearing": "国库集中支付清算明细", "receipts": "收入入库日报汇编"}
_COLUMNS = {"clearing": CLEARING_COLUMNS, "receipts": RECEIPTS_COLUMNS}
_LAST_EXPORT = OPENING_AT - timedelta(days=3)
_CORRECTED_AT = datetime(2026, 1, 20, 8, 0, 0)
_RESENT_AT = datetime(2026, 1, 23, 9, 0, 0)
INDEX = "index.json"


class Entry(NamedTuple):
    """A file as listed; `stage`: from which stage on it is there."""

    name: str
    kind: str
    period: str
    size: int
    sha256: str
    modified: str
    encoding: str
    stage: str


def exported_at(period: str) -> datetime:
    """A month is exported on the second of the next; the last one before the opening."""
    year, month = int(period[:4]), int(period[4:])
    following = date(year + month // 12, month % 12 + 1, 2)
    return min(datetime(following.year, following.month, 2, 8), _LAST_EXPORT)


class _Writer:
    """One file while it grows: its digest, size, and the control totals of its trailer."""

    def __init__(self, folder: Path, name: str, kind: str, period: str, exported: datetime) -> None:
        self.name, self.kind, self.period = name, kind, period
        self.wide = kind == "receipts" and period >= "202401"
        self.encoding = "utf-8" if self.wide else "gb18030"
        self._file: BinaryIO = (folder / name).open("wb")
        self._digest = hashlib.sha256()
        self.size = self.count = 0
        self.tenths = 0
        if self.wide:
            self._write(codecs.BOM_UTF8)
        self.line(f"文件类型,{_TITLES[kind]},账期,{period},导出时间,{exported},金额单位,元")
        self.line(_COLUMNS[kind])

    def _write(self, raw: bytes) -> None:
        self._file.write(raw)
        self._digest.update(raw)
        self.size += len(raw)

    def line(self, text: str) -> None:
        self._write(f"{text}\r\n".encode(self.encoding))

    def record(self, text: str, tenths: int) -> None:
        """A line and its amount in tenths of fen (a third decimal of 元 must count)."""
        self.line(text)
        self.count += 1
        self.tenths += tenths

    def close(self, modified: datetime, stage: str) -> Entry:
        fen, tenth = divmod(abs(self.tenths), 10)
        total = ("-" if self.tenths < 0 else "") + yuan(fen) + (str(tenth) if tenth else "")
        self.line(f"合计,笔数,{self.count},金额合计,{total}")
        self._file.close()
        return Entry(
            self.name,
            self.kind,
            self.period,
            self.size,
            self._digest.hexdigest(),
            str(modified),
            self.encoding,
            stage,
        )


class Files:
    """All files of a world; fed region by region, listed by `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        self._writers: dict[str, _Writer] = {}

    def _writer(self, kind: str, period: str, suffix: str = "") -> _Writer:
        name = f"{kind}_{period}{suffix}.csv"
        found = self._writers.get(name)
        if found is None:
            exported = _CORRECTED_AT if suffix == "_r1" else exported_at(period)
            found = self._writers[name] = _Writer(self.folder, name, kind, period, exported)
        return found

    def clearing(self, region: Region, record: Clearing) -> None:
        period = month_of(record.dated)
        corrected = record.mark == "late_correction"
        first = record.was if corrected else record.amount
        wrong_unit = period in WRONG_UNIT_MONTHS
        writer = self._writer("clearing", period)
        line = _clearing(region, record, first, wrong_unit)
        writer.record(line, first * 10)
        if corrected or record.again == "duplicate":
            line = _clearing(region, record, record.amount, wrong_unit)
            self._writer("clearing", period, "_r1").record(line, record.amount * 10)
        if record.again == "stale":
            line = _clearing(region, record, record.was, wrong_unit)
            self._writer("clearing", period, "_r2").record(line, record.was * 10)

    def receipt(self, record: Receipt) -> None:
        amount, tenths = yuan(record.amount), record.amount * 10
        if record.mark == "missing_value":
            amount, tenths = "", 0
        if record.mark == "three_decimals":
            amount, tenths = amount + "5", tenths + 5
        dated = str(record.dated)
        if record.mark == "impossible_date":
            dated = f"{record.dated.year}-02-30"
        revenue = record.revenue
        shares = ",".join(map(yuan, record.shares))
        self._writer("receipts", month_of(record.dated)).record(
            f"{record.key},{dated},{record.region},{record.year},{revenue.fund},{revenue.code},"
            f"{revenue.name},{people.supplier(record.payer)},征收单位,{amount},{shares},"
            f"{'1' if record.amount < 0 else '0'}",
            tenths,
        )

    def close(self) -> list[Entry]:
        """Trailers written, the index kept beside the files."""
        entries = []
        for name, writer in sorted(self._writers.items()):
            if name.endswith("_r1.csv"):
                entries.append(writer.close(_RESENT_AT - timedelta(days=1), FINAL))
            elif name.endswith("_r2.csv"):
                entries.append(writer.close(_RESENT_AT, FINAL))
            else:
                modified = exported_at(writer.period) + timedelta(hours=1)
                entries.append(writer.close(modified, OPENING))
        entries.sort(key=lambda entry: (entry.modified, entry.name))
        body: list[dict[str, Any]] = [entry._asdict() for entry in entries]
        (self.folder / INDEX).write_text(json.dumps(body), encoding="utf-8")
        return entries


def read_index(folder: Path) -> list[Entry]:
    """The listing `close` left."""
    return [Entry(**entry) for entry in json.loads((folder / INDEX).read_text(encoding="utf-8"))]


def _clearing(region: Region, record: Clearing, fen: int, wrong_unit: bool) -> str:
    voucher, dated = record.voucher, record.dated
    unit = voucher.allotment.agency
    assert unit is not None
    on = f"{dated.year}/{dated.month:02d}/{dated.day:02d}"
    if record.mark == "impossible_date":
        on = f"{dated.year}/02/30"
    # 万元 under the 元 header: the amounts of those months are whole multiples of 100 元.
    amount = yuan(fen // 10_000) if wrong_unit else yuan(fen)
    payee = voucher.payee
    return (
        f"{record.key},{region.code},{region.name},{voucher.allotment.year},{voucher.number},"
        f"{voucher.key},{unit.code},{on},{amount},{'退款' if fen < 0 else '正常'},"
        f"{people.supplier(payee)},{people.account(payee)},{people.bank(payee)}"
    )
