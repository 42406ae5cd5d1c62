"""Results as people and machines read them: numbers first, then the next command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from hub.ingest import tie_report
from hub.ingest.columns import table, yuan
from hub.ingest.console import BROKEN, FINDINGS, FINE
from hub.ingest.results import BatchResult, SourceResult
from schema.problems import HubError, Lang

COUNTS = ("received", "new", "changed", "deleted", "unchanged", "stale", "rejected", "held")


def exit_code(results: Iterable[SourceResult]) -> int:
    """0 fine, 1 findings (set aside, held, or totals that differ), 2 something did not run."""
    results = list(results)
    if any(result.broken for result in results):
        return BROKEN
    return FINDINGS if any(result.has_findings for result in results) else FINE


def as_json(results: Iterable[SourceResult], lang: Lang) -> dict[str, Any]:
    return {
        "sources": [
            {
                "source": result.source,
                "state": result.state,
                "problem": _problem(result.problem, lang),
                "streams": [_stream(batch, lang) for batch in result.batches],
            }
            | ({"ties": tie_report.as_json(result.ties, lang)} if result.ties else {})
            for result in results
        ]
    }


def text(results: Iterable[SourceResult], lang: Lang) -> str:
    """Tables of what was received, the control totals, the problems, the next command."""
    results = list(results)
    lines: list[str] = []
    for result in results:
        lines.append(f"{result.source}  {result.state}")
        lines += _table(result.batches)
        lines += _controls(result.batches)
        lines += tie_report.text(result.ties, lang)
        problems = [result.problem, *(batch.problem for batch in result.batches)]
        lines += [problem.render(lang) for problem in problems if problem]
        lines.append("")
    lines.append(f"next: {_next(results)}")
    return "\n".join(lines)


def _table(batches: Sequence[BatchResult]) -> list[str]:
    if not batches:
        return []
    filed = any(batch.file for batch in batches)
    heading = ("stream", *(["file"] if filed else []), "batch", "state", *COUNTS, "loaded, yuan")
    rows = [
        (
            batch.stream,
            *([batch.file] if filed else []),
            batch.batch_id,
            batch.state,
            *(f"{getattr(batch.counts, name):,}".replace(",", " ") for name in COUNTS),
            yuan(batch.counts.amount),
        )
        for batch in batches
    ]
    return table([heading, *rows], left=2 if filed else 1)


def _controls(batches: Sequence[BatchResult]) -> list[str]:
    rows: list[tuple[object, ...]] = []
    for batch in batches:
        if not batch.lines:
            continue
        ours = sum(line.our_amount for line in batch.lines)
        theirs = sum(line.their_amount for line in batch.lines)
        counted = map(batch.verdicts, ("EQUAL", "EXPLAINED", "DIFFERENT"))
        rows.append((batch.stream, yuan(ours), yuan(theirs), *counted))
    if not rows:
        return []
    heading = ("control total", "ours, yuan", "theirs, yuan", "equal", "explained", "different")
    return ["", *table([heading, *rows])]


def _next(results: Sequence[SourceResult]) -> str:
    batches = [batch for result in results for batch in result.batches]
    if any(result.broken for result in results):
        return "hub sources"
    aside = [batch for batch in batches if batch.counts.rejected or batch.verdicts("EXPLAINED")]
    if aside:
        return f"hub rejects list --source {aside[0].source}"
    return "hub sources"


def _stream(batch: BatchResult, lang: Lang) -> dict[str, Any]:
    return {
        "stream": batch.stream,
        "entity": batch.entity,
        "batch": batch.batch_id,
        "state": batch.state,
        **asdict(batch.counts),
        "problem": _problem(batch.problem, lang),
        "control": [asdict(line) for line in batch.lines],
    } | ({"file": batch.file} if batch.file else {})


def _problem(problem: HubError | None, lang: Lang) -> dict[str, Any] | None:
    if problem is None:
        return None
    return {
        "id": problem.code,
        "code": problem.problem.name,
        "place": problem.place,
        "message": problem.message(lang),
        "fix": problem.fix(lang),
    }
