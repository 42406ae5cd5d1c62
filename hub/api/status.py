"""`/`: a plain status page: how fresh each source is, and where to go from here.

It reads the sources' rows as they are: operational facts, the same for every caller.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hub.api.negotiate import language
from schema.model import entity
from schema.operations import RejectState, SourceState
from schema.problems import HubError, Lang

DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

WORDS: Final[dict[Lang, dict[str, str]]] = {
    "zh": {
        "lang": "zh-CN", "title": "财政数据中枢", "sources": "来源系统", "source": "来源",
        "state": "状态", "success": "上次成功", "age": "距今", "rejects": "待处理拒收",
        "note": "说明", "never": "从未",
        "none": "还没有来源。运行 hub sync 同步，或 hub load 载入文件。",
        "graphiql": "查询编辑器", "ready": "就绪检查", "metrics": "运行指标",
        "docs": "数据字典：hub schema --dictionary；命令：hub --help",
        "open": "未设访问控制（HUB_AUTH=open），只在本机应答。",
        "days": "{} 天", "hours": "{} 小时", "minutes": "{} 分钟", "now": "刚刚",
    },
    "en": {
        "lang": "en", "title": "Fiscal data hub", "sources": "Sources", "source": "Source",
        "state": "State", "success": "Last success", "age": "Age", "rejects": "Open rejects",
        "note": "Note", "never": "never",
        "none": "No sources yet. Synchronise with hub sync, or load files with hub load.",
        "graphiql": "Query editor", "ready": "Readiness", "metrics": "Metrics",
        "docs": "Data dictionary: hub schema --dictionary; commands: hub --help",
        "open": "No access control (HUB_AUTH=open): it answers on this machine only.",
        "days": "{} d", "hours": "{} h", "minutes": "{} min", "now": "just now",
    },
}  # fmt: skip

_STYLE: Final = """
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
       max-width: 60rem; padding: 0 1rem; color: #1c2733; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .8rem; border-bottom: 1px solid #d7dee6; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.FRESH { color: #17703a; } .PARTIAL { color: #8a5a00; } .DOWN { color: #b3261e; }
.NEVER, footer { color: #5b6b7b; }
"""


class Fetches(Protocol):
    """A pool or a connection."""

    async def fetch(self, query: str) -> list[Any]:
        """The rows of a statement."""
        ...


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source as the page shows it."""

    name: str
    label: str
    state: str
    message: str | None
    last_success_at: datetime | None
    open_rejects: int


async def read(database: Fetches) -> list[SourceRow]:
    """The sources by name, with their open rejects."""
    return [SourceRow(**row) for row in await database.fetch(_statement())]


def status_page(database: Fetches) -> Callable[[Request], Awaitable[Response]]:
    """The page. database: where the sources are read from."""

    async def page(request: Request) -> Response:
        header = request.headers.get("accept-language")
        lang = language(header.encode("latin-1") if header else None)
        try:
            body, status = _sources(await read(database), WORDS[lang], lang), 200
        except HubError as error:
            body, status = f"<p>{escape(error.render(lang))}</p>", error.problem.status
        headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
        return HTMLResponse(_page(body, WORDS[lang]), status, headers)

    return page


def _statement() -> str:
    source, reject = entity("Source").table, entity("Reject").table
    rejects = (
        select(func.count())
        .where(reject.c.source == source.c.name, reject.c.state == RejectState["OPEN"].value)
        .scalar_subquery()
    )
    columns = (source.c[each] for each in ("name", "label", "state", "message", "last_success_at"))
    statement = select(*columns, rejects.label("open_rejects")).order_by(source.c.name)
    options = {"literal_binds": True}
    return str(statement.compile(dialect=DIALECT, compile_kwargs=options))


def _sources(rows: list[SourceRow], words: dict[str, str], lang: Lang) -> str:
    if not rows:
        return f"<p>{escape(words['none'])}</p>"
    heads = "".join(
        f"<th>{escape(words[each])}</th>"
        for each in ("source", "state", "success", "age", "rejects", "note")
    )
    now = datetime.now(UTC)
    lines = "".join(_row(row, words, lang, now) for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _row(row: SourceRow, words: dict[str, str], lang: Lang, now: datetime) -> str:
    state = SourceState(row.state)
    shown = state.title_zh if lang == "zh" else state.meaning
    at, age = words["never"], ""
    if row.last_success_at is not None:
        at = row.last_success_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        age = _age(now - row.last_success_at, words)
    cells = (
        f"<td>{escape(row.label)} <code>{escape(row.name)}</code></td>",
        f'<td class="{escape(row.state)}">{escape(shown)}</td>',
        f"<td>{escape(at)}</td><td>{escape(age)}</td>",
        f'<td class="number">{row.open_rejects}</td><td>{escape(row.message or "")}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"


def _age(age: timedelta, words: dict[str, str]) -> str:
    """
    >>> _age(timedelta(days=3), WORDS["en"]), _age(timedelta(seconds=125), WORDS["zh"])
    ('3 d', '2 分钟')
    """
    for word, seconds in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if (whole := int(age.total_seconds() // seconds)) > 0:
            return words[word].format(whole)
    return words["now"]


def _page(body: str, words: dict[str, str]) -> str:
    links = " · ".join(
        f'<a href="{path}">{escape(words[word])}</a>'
        for path, word in (("graphiql", "graphiql"), ("readyz", "ready"), ("metrics", "metrics"))
    )
    return (
        f'<!DOCTYPE html><html lang="{words["lang"]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(words["title"])}'
        f'</title><link rel="icon" href="data:,"><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(words['title'])}</h1><p>{links}</p>"
        f"<h2>{escape(words['sources'])}</h2>{body}"
        f"<footer><p>{escape(words['docs'])}</p><p>{escape(words['open'])}</p></footer>"
        f"</body></html>"
    )
