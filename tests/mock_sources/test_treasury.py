"""The treasury's real PostgreSQL and files, read without its encoders."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest

from tests.mock_sources.partners import TOKEN, Service, running, stop

TABLES = {
    "BA_BGT_INFO": ("BGT_ID", "AMOUNT"),
    "BA_BGT_ADJSUB": ("ADJ_SUB_ID", "ADD_AMOUNT"),
    "PAY_PLAN_VOUCHER": ("PLAN_ID", "PLAN_AMT"),
    "PAY_VOUCHER": ("PAY_APP_ID", "PAY_APP_AMT"),
    "PAY_VOUCHER_BILL": ("PAY_CERT_ID", "PAY_AMT"),
    "PAY_DETAIL": ("PAY_DETAIL_ID", "PAY_AMT"),
    "TRE_ACCOUNT": ("ACCT_ID", None),
    "TRE_ACCOUNT_BALANCE": ("BAL_ID", "BALANCE"),
}
Told = tuple[Service, dict[str, Any]]


def table_tallies(
    dsn: str, table: str, refused: set[str]
) -> tuple[dict[Any, int], dict[Any, tuple[int, int]]]:
    """(region, year) → rows delivered, and → (living, fen) of those not refused."""
    key, amount = TABLES[table]
    year = "FISCAL_YEAR::int" if table != "TRE_ACCOUNT" else "NULL::int"
    delivered: Counter[Any] = Counter()
    count: Counter[Any] = Counter()
    total: Counter[Any] = Counter()
    with psycopg.connect(dsn) as connection:
        for region, fiscal_year, identity, gone, yuan in connection.execute(
            f"SELECT MOF_DIV_CODE, {year}, {key}, IS_DELETED, {amount or 0} FROM {table}"  # type: ignore[arg-type]
        ):
            place = (region, fiscal_year)
            delivered[place] += 1
            if gone == "0" and identity not in refused:
                count[place] += 1
                exact = Decimal(yuan) * 100
                assert exact == int(exact)
                total[place] += int(exact)
    return dict(delivered), {p: (count[p], total[p]) for p in count}


@pytest.mark.parametrize("table", TABLES)
def test_tables_equal_the_truth(
    table: str, treasury: Told, truth: dict[str, Any], expected: Any, rejected: Any
) -> None:
    delivered, living = table_tallies(treasury[1]["dsn"], table, rejected(truth, table))
    wanted = expected(truth, table, "delivered", "true_fen")
    assert delivered == {place: count for place, (count, _) in wanted.items()}
    assert living == expected(truth, table, "hub_count", "hub_fen")


def test_control_view_counts_the_living(treasury: Told) -> None:
    with psycopg.connect(treasury[1]["dsn"]) as connection:
        for table, (_, amount) in TABLES.items():
            ours = connection.execute(
                f"SELECT count(*), sum({amount or 'NULL::numeric'})"  # type: ignore[arg-type]
                f" FROM {table} WHERE IS_DELETED = '0'"
            ).fetchone()
            theirs = connection.execute(
                "SELECT sum(ROW_COUNT), sum(SUM_AMT) FROM CONTROL WHERE TABLE_NAME = %s", [table]
            ).fetchone()
            assert ours == theirs


def test_allotments_agree_with_their_adjustments(treasury: Told) -> None:
    """CUR_AMT, DIS_AMT and FRZ_AMT follow from the adjustments."""
    with psycopg.connect(treasury[1]["dsn"]) as connection:
        changed: Counter[tuple[str, str]] = Counter()
        for identity, kind, amount in connection.execute(
            "SELECT BGT_ID, ADJ_TYPE_CODE, ADD_AMOUNT FROM BA_BGT_ADJSUB"
        ):
            changed[identity, kind] += amount
        frozen = 0
        for identity, amount, less, current, freeze in connection.execute(
            "SELECT BGT_ID, AMOUNT, DIS_AMT, CUR_AMT, FRZ_AMT FROM BA_BGT_INFO"
        ):
            down = changed[identity, "004"] + changed[identity, "008"]
            assert less == -down
            assert current == amount + changed[identity, "013"] + changed[identity, "007"] + down
            assert freeze == changed[identity, "006"] - changed[identity, "005"]
            frozen += freeze > 0
        assert frozen > 0


def test_the_reader_may_only_read(treasury: Told) -> None:
    with psycopg.connect(treasury[1]["dsn"], autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        for statement in (
            "UPDATE PAY_VOUCHER SET XPAY_AMT = 0",
            "DELETE FROM PAY_DETAIL",
            "CREATE TABLE treasury.mine (a int)",
            "CREATE TABLE public.mine (a int)",
            "CREATE TEMP TABLE mine (a int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)  # type: ignore[arg-type]


def test_a_wrong_password_is_refused(treasury: Told) -> None:
    told = treasury[1]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=told["host"], port=told["port"], user=told["user"], password="no")


def test_secrets_are_for_their_owner_only(treasury: Told, open_folder: Path) -> None:
    home = open_folder / "treasury"
    for name in ("treasury.json", "reader.pw"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "pg").stat().st_mode) == 0o700


def test_chains_can_be_followed_through_the_tables(
    treasury: Told, budget: Service, truth: dict[str, Any]
) -> None:
    assert len(truth["chains"]) == 3
    with psycopg.connect(treasury[1]["dsn"]) as connection:
        for chain in truth["chains"]:
            ids = [place["id"] for place in chain["allotments"]]
            for parent, child in zip(chain["allotments"], chain["allotments"][1:], strict=False):
                row = connection.execute(
                    "SELECT ORI_BGT_ID, ORI_DIV_CODE, MOF_DIV_CODE FROM BA_BGT_INFO"
                    " WHERE BGT_ID = %s",
                    [child["id"]],
                ).fetchone()
                assert row == (parent["id"], parent["region"], child["region"])
            got = connection.execute(
                "SELECT r.BGT_ID, r.PAY_CERT_ID, v.PAY_CERT_NO = d.PAY_CERT_NO FROM PAY_DETAIL d"
                " JOIN PAY_VOUCHER r ON r.PAY_APP_ID = d.PAY_APPLY_ID"
                " JOIN PAY_VOUCHER_BILL v ON v.PAY_CERT_ID = r.PAY_CERT_ID"
                " WHERE d.PAY_DETAIL_ID = %s",
                [chain["detail"]["id"]],
            ).fetchone()
            assert got == (ids[-1], chain["voucher"]["id"], True)
            central = connection.execute(
                "SELECT COR_BGT_DOC_NO, REC_DIV_CODE FROM BA_BGT_INFO WHERE BGT_ID = %s", [ids[0]]
            ).fetchone()
            received = connection.execute(
                "SELECT SUP_BGT_DOC_NO, MOF_DIV_CODE FROM BA_BGT_INFO WHERE BGT_ID = %s", [ids[1]]
            ).fetchone()
            assert central == received


def listed(url: str, **query: str) -> list[dict[str, Any]]:
    got = httpx2.get(f"{url}/files", params=query, headers=TOKEN)
    assert got.status_code == 200
    found: list[dict[str, Any]] = got.json()["files"]
    return found


def rows_of(url: str, entry: dict[str, Any]) -> tuple[datetime, list[dict[str, str]], list[str]]:
    """When exported, its records, its trailer; size and digest checked."""
    raw = httpx2.get(f"{url}/files/{entry['name']}", headers=TOKEN).content
    assert (len(raw), hashlib.sha256(raw).hexdigest()) == (entry["size"], entry["sha256"])
    text = raw.decode("utf-8-sig" if entry["encoding"] == "utf-8" else entry["encoding"])
    first, header, *lines, trailer = list(csv.reader(io.StringIO(text)))
    assert first[first.index("账期") + 1] == entry["period"]
    assert trailer[0] == "合计" and int(trailer[2]) == len(lines)
    exported = datetime.fromisoformat(first[first.index("导出时间") + 1])
    return exported, [dict(zip(header, line, strict=True)) for line in lines], trailer


def file_tallies(
    url: str, kind: str, key: str, amount: str, refused: set[str]
) -> tuple[dict[Any, int], dict[Any, tuple[int, int]], list[str]]:
    """Delivered, living and the files held for their unit."""
    delivered: Counter[Any] = Counter()
    newest: dict[str, tuple[datetime, dict[str, str]]] = {}
    held = []
    for entry in [e for e in listed(url) if e["kind"] == kind]:
        exported, rows, trailer = rows_of(url, entry)
        total = sum(Decimal(row[amount] or "0") for row in rows)
        for row in rows:
            delivered[row["区划代码"], int(row["预算年度"])] += 1
        if total != Decimal(trailer[4]):
            assert total * 10_000 == Decimal(trailer[4])
            held.append(entry["name"])
            continue
        for row in rows:
            if row[key] not in newest or newest[row[key]][0] < exported:
                newest[row[key]] = (exported, row)
    count: Counter[Any] = Counter()
    sums: Counter[Any] = Counter()
    for identity, (_, row) in newest.items():
        if identity not in refused:
            place = (row["区划代码"], int(row["预算年度"]))
            count[place] += 1
            sums[place] += int(Decimal(row[amount]) * 100)
    return dict(delivered), {p: (count[p], sums[p]) for p in count}, held


@pytest.mark.parametrize(
    ("kind", "key", "amount"),
    [("clearing", "清算流水号", "实际支付金额"), ("receipts", "入库流水号", "金额")],
)
def test_files_equal_the_truth(
    kind: str,
    key: str,
    amount: str,
    treasury: Told,
    truth: dict[str, Any],
    expected: Any,
    rejected: Any,
) -> None:
    delivered, living, held = file_tallies(
        treasury[0].url, kind, key, amount, rejected(truth, kind)
    )
    wanted = expected(truth, kind, "delivered", "true_fen")
    assert delivered == {place: count for place, (count, _) in wanted.items()}
    assert living == expected(truth, kind, "hub_count", "hub_fen")
    assert held == [
        i["key"]
        for i in truth["irregularities"]
        if i["fate"] == "batch_held" and i["stream"] == kind
    ]


def test_receipt_shares_sum_up(treasury: Told) -> None:
    url = treasury[0].url
    for entry in [e for e in listed(url) if e["kind"] == "receipts"]:
        for row in rows_of(url, entry)[1]:
            amount = row["金额"]
            if len(amount.partition(".")[2]) == 2:
                shares = sum(Decimal(row[k]) for k in ("中央级", "省级", "市级", "县级"))
                assert shares == Decimal(amount)


def test_files_need_the_token_and_refuse_what_is_not_there(treasury: Told) -> None:
    url = treasury[0].url
    assert httpx2.get(f"{url}/files").status_code == 401
    for path in ("files/none.csv", "files/index.json", "files/..%2Freader.pw"):
        assert httpx2.get(f"{url}/{path}", headers=TOKEN).status_code == 404
    assert httpx2.get(f"{url}/files?since=then", headers=TOKEN).status_code == 400


def test_file_faults(treasury: Told) -> None:
    url = treasury[0].url
    entry = next(e for e in listed(url) if e["kind"] == "clearing" and e["size"] > 2000)

    def faulty(fault: str) -> str:
        headers = {**TOKEN, "X-Mock-Fault": fault}
        return httpx2.get(f"{url}/files/{entry['name']}", headers=headers).content.decode("gb18030")

    assert "实际支付金额" not in faulty("header-changed:clearing").splitlines()[1]
    assert "合计" not in faulty("truncated-file:clearing")
    assert "合计" in faulty("truncated-file:receipts")


def test_opening_then_final(
    open_folder: Path, opening_truth: dict[str, Any], truth: dict[str, Any], expected: Any
) -> None:
    home = open_folder / "staged"
    arguments = ("treasury", "--port", "0", "--home", str(home))
    late = "SELECT count(*) FROM PAY_DETAIL WHERE UPDATE_TIME >= '2026-01-15'"
    with running(*arguments, "--stage", "opening") as service:
        dsn = json.loads((home / "treasury.json").read_text())["dsn"]
        since = "2026-01-15 00:00:00"
        assert listed(service.url, since=since) == []
        with psycopg.connect(dsn, autocommit=True) as connection:
            assert connection.execute(late).fetchone() == (0,)
            for state, wanted in (("opening", opening_truth), ("final", truth)):
                if state == "final":
                    httpx2.post(f"{service.url}/admin/stage/final", headers=TOKEN, timeout=60)
                for table in ("BA_BGT_ADJSUB", "PAY_DETAIL", "PAY_PLAN_VOUCHER"):
                    refused = {
                        i["key"] for i in wanted["irregularities"] if i["fate"] == "rejected"
                    }
                    living = table_tallies(dsn, table, refused)[1]
                    assert living == expected(wanted, table, "hub_count", "hub_fen"), state
            corrected = connection.execute(late).fetchone()
            assert corrected == (12,)
        assert {e["name"][-7:] for e in listed(service.url, since=since)} == {"_r1.csv", "_r2.csv"}
    with running(*arguments) as again:
        assert json.loads((home / "treasury.json").read_text())["stage"] == "final"
        assert stop(again) == 0


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("victim", ["parent", "service"])
def test_nothing_outlives_a_hard_end(open_folder: Path, victim: str) -> None:
    home = open_folder / f"orphan-{victim}"
    script = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-m', 'mock_sources',"
        f" 'serve', 'treasury', '--port', '0', '--home', {str(home)!r}],"
        " stdout=subprocess.PIPE, text=True);"
        " print(p.pid, p.stdout.readline(), flush=True); p.wait()"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    service = int(parent.stdout.readline().split()[0])
    servers = _children(service)
    assert servers
    os.kill(parent.pid if victim == "parent" else service, signal.SIGKILL)
    parent.wait(30)
    until = time.monotonic() + 30
    while any(map(_alive, (service, *servers))) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_alive, (service, *servers)))


def test_a_home_left_by_a_hard_end_serves_again_at_once(open_folder: Path) -> None:
    arguments = ("treasury", "--port", "0", "--home", str(open_folder / "again"))
    with running(*arguments) as service:
        service.process.kill()
    with running(*arguments) as service:
        assert httpx2.get(f"{service.url}/healthz").json() == {"status": "up"}


def test_one_home_serves_one_treasury(treasury: Told, open_folder: Path) -> None:
    home = str(open_folder / "treasury")
    service = [sys.executable, "-m", "mock_sources", "serve", "treasury"]
    done = subprocess.run(
        [*service, "--port", "0", "--home", home],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2 and "in use" in done.stderr
