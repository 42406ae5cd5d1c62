"""Tie-outs as people and machines read them: how many of each verdict, then what needs a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from hub.ingest.columns import table, yuan
from hub.ingest.ties import Tie
from schema.problems import Lang
from schema.tieouts import TieBasis, TieVerdict

LISTED = (TieVerdict["DIFFERENT"], TieVerdict["RESIDUAL"], TieVerdict["MISSING"])
MOST = 20
"""Lines of one verdict on a terminal; `tieOuts` has them all."""
SHOWN = 3
"""Places of a side on a terminal."""


def text(ties: Sequence[Tie], lang: Lang) -> list[str]:
    """Counts by verdict; each difference, residual and missing side; nothing without ties."""
    if not ties:
        return []
    rows: list[tuple[object, ...]] = [("tie-outs", *(each.lower() for each in TieVerdict))]
    for basis in TieBasis:
        counts = _counts(tie for tie in ties if tie.basis == basis)
        if counts:
            rows.append((basis.lower(), *(counts[str(each)] for each in TieVerdict)))
    lines = ["", *table(rows)]
    for verdict in LISTED:
        found = [tie for tie in ties if tie.verdict == verdict]
        lines += [_line(tie, lang) for tie in found[:MOST]]
        if len(found) > MOST:
            lines.append(
                f"… {len(found) - MOST} more: tieOuts(where: {{verdict: {{eq: {verdict}}}}})"
            )
    return lines


def as_json(ties: Sequence[Tie], lang: Lang) -> dict[str, Any]:
    """Counts by verdict, and every tie that is neither exact nor rounding, with its rows."""
    counts = _counts(ties)
    return {
        "counts": {str(each): counts[str(each)] for each in TieVerdict},
        "different": sum(tie.different for tie in ties),
        "findings": [_told(tie, lang) for tie in ties if tie.verdict in LISTED],
    }


def _counts(ties: Iterable[Tie]) -> Counter[str]:
    return Counter(tie.verdict for tie in ties)


def _line(tie: Tie, lang: Lang) -> str:
    label = tie.label if lang == "zh" else tie.label_en
    head = f"{tie.verdict}  {tie.identity}  {label}  [{tie.cell}]"
    if tie.left_rate is not None:
        return f"{head}\n    {tie.left_rate} / {tie.right_rate}  {tie.left_rows}"
    sides = f"{_yuan(tie.left_amount)} {tie.relation} {_yuan(tie.right_amount)}"
    if tie.difference is None:
        return f"{head}\n    {sides}"
    return (
        f"{head}\n    {sides}: {_yuan(tie.difference)}, rounding at most {_yuan(tie.tolerance)}\n"
        f"    {_few(tie.left_rows)}\n    {_few(tie.right_rows)}"
    )


def _few(rows: str) -> str:
    """The first places of a side."""
    places = rows.split("; ")
    return "; ".join(places[:SHOWN]) + (f"; … +{len(places) - SHOWN}" if places[SHOWN:] else "")


def _yuan(fen: int | None) -> str:
    return "-" if fen is None else yuan(fen)


def _told(tie: Tie, lang: Lang) -> dict[str, Any]:
    told = asdict(tie)
    label, label_en = told.pop("label"), told.pop("label_en")
    rates = {name: tie_rate and str(tie_rate) for name, tie_rate in _rates(tie).items()}
    return told | rates | {"label": label if lang == "zh" else label_en}


def _rates(tie: Tie) -> dict[str, Any]:
    return {"left_rate": tie.left_rate, "right_rate": tie.right_rate}
