"""Rows of text in columns, and amounts, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence


def yuan(fen: int) -> str:
    """Fen as yuan, thousands apart.

    >>> yuan(-123456789)
    '-1 234 567.89'
    """
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}".replace(",", " ")


def table(rows: Sequence[Sequence[object]], left: int = 1) -> list[str]:
    """Rows (the first is the heading) in columns; the first `left` of them flush left."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*texts, strict=True)]
    return [
        "  ".join(
            _padded(cell, width, place < left)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in texts
    ]


def _width(cell: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in cell)


def _padded(cell: str, width: int, left: bool) -> str:
    gap = " " * (width - _width(cell))
    return cell + gap if left else gap + cell
