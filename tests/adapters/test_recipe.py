"""The recipe for an adapter, followed to the letter, takes and sets aside what it says."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.readers.documents import loading
from adapters.sdk.source import Source

RECIPES = Path(__file__).parents[2] / "docs" / "recipes.md"


def test_the_fee_office_is_brought_in(tmp_path: Path) -> None:
    recipe = RECIPES.read_text("utf-8").split("## Add an adapter")[1].split("\n## ")[0]
    code, sample = _block(recipe, "python"), _block(recipe, "csv")
    made: dict[str, Any] = {}
    exec(compile(code, "fee_receipts", "exec"), made)
    source = made["SOURCE"]
    assert isinstance(source, Source)
    file = tmp_path / "march.csv"
    file.write_text(sample, "utf-8")
    (stream,) = source.streams
    (page,) = stream.read.pages(loading([file]), {})
    mapped = mapper(stream, CodeFiles()).map(page)
    assert [row.source_key for row in mapped.rows] == ["F1"]
    assert [each.problem.code for each in mapped.rejected] == ["A210", "A202"]
    assert all("march.csv" in (each.problem.place or "") for each in mapped.rejected)


def _block(text: str, language: str) -> str:
    found = re.search(rf"^( *)```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return textwrap.dedent(found[2])
