"""The READMEs' queries give the answers they show. HUB_ACCEPT=1 writes the present answers in."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.e2e.conftest import SmallHub

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r"```graphql\n(.*?)```\n```json\n(.*?)```", re.DOTALL)
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}


def answered(hub: SmallHub, query: str, lang: str) -> Any:
    headers = {"Accept-Language": lang}
    return httpx2.post(f"{hub.url}/graphql", json={"query": query}, headers=headers).json()


@pytest.mark.parametrize("name", READMES)
def test_every_query_gives_the_answer_it_shows(small_hub: SmallHub, name: str) -> None:
    file = ROOT / name
    text = file.read_text("utf-8")
    examples = EXAMPLE.findall(text)
    assert len(examples) >= 5
    if os.environ.get("HUB_ACCEPT") == "1":
        file.write_text(EXAMPLE.sub(lambda found: _written(small_hub, found, name), text), "utf-8")
        return
    for query, shown in examples:
        assert answered(small_hub, query, READMES[name]) == json.loads(shown)


def _written(hub: SmallHub, found: re.Match[str], name: str) -> str:
    shown = _shown(answered(hub, found[1], READMES[name]), "")
    return f"```graphql\n{found[1]}```\n```json\n{shown}\n```"


def _shown(value: Any, indent: str) -> str:
    """JSON as a person reads it: what fits a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + len(indent) <= 110 or not isinstance(value, (dict, list)):
        return line
    inner = indent + "  "
    if isinstance(value, list):
        parts = [inner + _shown(each, inner) for each in value]
        return "[\n" + ",\n".join(parts) + f"\n{indent}]"
    parts = [f"{inner}{json.dumps(key)}: {_shown(each, inner)}" for key, each in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
