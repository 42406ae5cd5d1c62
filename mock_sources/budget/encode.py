"""The world's records as the budget system writes them: Ministry field names, 万元, local codes."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple

from mock_sources.world import clock
from mock_sources.world.agencies import Agency
from mock_sources.world.clock import CHANGED_AT, FINAL, OPENING
from mock_sources.world.habits import DOTS, SUFFIX, WIDE, function_habit
from mock_sources.world.lists import Region
from mock_sources.world.programmes import Transfer
from mock_sources.world.projects import AnnualBudget, Project, government_code

_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")

Row = dict[str, Any]


class Delivery(NamedTuple):
    """One record as sent: fields, control amount in fen (None: no value), when published."""

    row: Row
    fen: int | None
    published: datetime


def wan_yuan(fen: int) -> str:
    """fen → 万元, exactly, without trailing noughts: 125_000_00 → '12.5'.

    >>> wan_yuan(12500000), wan_yuan(-1), wan_yuan(0)
    ('12.5', '-0.000001', '0')
    """
    text = f"{'-' if fen < 0 else ''}{abs(fen) // 1_000_000}.{abs(fen) % 1_000_000:06d}"
    return text.rstrip("0").rstrip(".")


def local_code(region: str, number: str) -> str:
    """The local agency code: '440203-001012', a township's '440203100-001001'."""
    return f"{region[:6] if region.endswith('000') else region}-{number}"


def function_code(code: str, habit: str) -> str:
    """A function code by a region's habit.

    >>> [function_code("2130153", h) for h in ("PLAIN", "DOTS", "SUFFIX")]
    ['2130153', '213.01.53', '213015301']
    """
    if habit == DOTS:
        return ".".join(part for part in (code[:3], code[3:5], code[5:7]) if part)
    if habit == WIDE:
        return code.translate(_WIDE_DIGITS)
    if habit == SUFFIX:
        return code + "01"
    return code


def moment(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour))


def text(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S")


def _change(mark: str, stage: str, first: datetime) -> datetime:
    """UPDATE_TIME: a late correction moves it."""
    return CHANGED_AT if mark == "late_correction" and stage == FINAL else first


def agency(unit: Agency) -> Delivery:
    updated = moment(unit.since)
    return Delivery(
        {
            "AGENCY_CODE": local_code(unit.region, unit.number),
            "NATION_AGENCY_CODE": unit.code,
            "MOF_DIV_CODE": unit.region,
            "AGENCY_NAME": unit.name,
            "DEPT_CODE": local_code(unit.region, unit.department + "000"),
            "AGENCY_TYPE": unit.type,
            "UNIFSOC_CRED_CODE": unit.credit_code,
            "START_DATE": unit.since.isoformat(),
            "END_DATE": None,
            "LINK_MAN": "某联系人",
            "UPDATE_TIME": text(updated),
            "IS_DELETED": 0,
        },
        0,
        updated,
    )


def project(record: Project, stage: str) -> Delivery:
    total = record.total
    if record.mark == "late_correction" and stage == OPENING:
        total = record.was
    first = moment(record.set_up)
    updated = _change(record.mark, stage, first)
    unit = record.agency
    return Delivery(
        {
            "PRO_CODE": record.code,
            "PRO_NAME": record.name,
            "MOF_DIV_CODE": record.region,
            "FISCAL_YEAR": str(record.year),
            "SETUP_YEAR": str(record.set_up.year),
            "SETUP_DATE": record.set_up.isoformat(),
            "START_YEAR": str(record.year),
            "PRO_TERM": record.term,
            "PRO_KIND_CODE": record.kind,
            "AGENCY_CODE": local_code(unit.region, unit.number),
            "DEPT_CODE": local_code(unit.region, unit.department + "000"),
            "TOTAL_AMT": wan_yuan(total),
            "PRO_STATE": record.state,
            "IS_AGRI": "1" if record.agri else "0",
            "IS_CAPITAL": "1" if record.economic.department_code.startswith("309") else "0",
            "TRACK_PRO_CODE": record.programme.code if record.programme else None,
            "CREATE_MAN": "某经办",
            "CREATE_TIME": text(first),
            "UPDATE_TIME": text(updated),
            "IS_DELETED": 1 if record.mark == "tombstone_unknown" else 0,
        },
        total,
        updated,
    )


def annual_budget(
    record: AnnualBudget, region: Region, seed: int, stage: str, old: bool = False
) -> Delivery:
    """`old`: the version before a late correction, whatever the stage."""
    reply: int | None = record.reply
    before = record.mark == "late_correction" and (old or stage == OPENING)
    if before:
        reply = record.was
    if record.mark == "missing_value":
        reply = None
    first = moment(record.approved_on)
    changed = record.adjusted or record.virement
    updated = moment(date(record.year, 9, 15), 16) if changed else first
    if not before:
        updated = _change(record.mark, stage, updated)
    work, unit = record.project, record.project.agency
    current = (record.reply if reply is None else reply) + record.adjusted + record.virement
    return Delivery(
        {
            "BGT_PMAN_ID": record.key,
            "MOF_DIV_CODE": record.region,
            "FISCAL_YEAR": str(record.year),
            "AGENCY_CODE": local_code(unit.region, unit.number),
            "DEPT_CODE": local_code(unit.region, unit.department + "000"),
            "PRO_CODE": work.code,
            "PRO_NAME": work.name,
            "PRO_KIND_CODE": work.kind,
            "EXP_FUNC_CODE": function_code(record.function, function_habit(seed, record.region)),
            "GOV_BGT_ECO_CODE": government_code(unit, work.economic),
            "DEP_BGT_ECO_CODE": work.economic.department_code,
            "FUND_TYPE_CODE": work.fund,
            "APPLY_UP": wan_yuan(record.applied),
            "FIN_AUDIT_MONEY": wan_yuan(record.audited),
            "REPLY_AMT": None if reply is None else wan_yuan(reply),
            "ADJ_AMT": wan_yuan(record.adjusted),
            "DIS_AMT": wan_yuan(record.virement),
            "CUR_AMT": wan_yuan(current),
            "BUDGET_LEVEL_CODE": str(region.level),
            "IS_GOV_PUR": "1" if work.economic.department_code.startswith(("309", "310")) else "0",
            "STAGE": "二下",
            "ORDERNUM": int(record.key[-5:]),
            "CREATE_TIME": text(first),
            "UPDATE_TIME": text(updated),
            "IS_DELETED": 0,
        },
        reply,
        updated,
    )


def transfer(record: Transfer, to_name: str, seed: int) -> Delivery:
    programme = record.programme
    dated = record.dated.isoformat()
    if record.mark == "impossible_date":
        dated = f"{record.dated.year}-02-30"
    updated = moment(record.dated)
    amount = wan_yuan(record.amount)
    return Delivery(
        {
            "TRA_ID": record.key,
            "MOF_DIV_CODE": record.region,
            "SUB_MOF_DIV_CODE": record.to,
            "FISCAL_YEAR": str(record.year),
            "COR_BGT_DOC_NO": record.document,
            "DOC_DATE": dated,
            "IS_ADVANCE": "1" if programme.advance else "0",
            "TRA_TYPE": programme.type,
            "IS_TRACK": "1",
            "TRACK_PRO_CODE": programme.code,
            "DIRECT_FUND_CODE": programme.direct,
            "PRO_NAME": programme.name,
            "FUND_TYPE_CODE": programme.fund,
            "TP_FUNC_CODE": programme.transfer_function,
            "EXP_FUNC_CODE": function_code(programme.function, function_habit(seed, record.region)),
            "REPLY_AMT": amount,
            "ADJ_AMT": "0",
            "CUR_AMT": amount,
            "SUB_MOF_DIV_NAME": to_name,
            "CREATE_TIME": text(updated),
            "UPDATE_TIME": text(updated),
            "IS_DELETED": 0,
        },
        record.amount,
        updated,
    )


def as_of(stage: str) -> str:
    return text(clock.as_of(stage))
