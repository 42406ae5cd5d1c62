"""What names must have in common to match: the folding of text, in SQL and as the oracle says."""

from __future__ import annotations

import pytest

from hub.store.engine import Pool
from tests.query.oracle_values import folded

SAME = (
    ("广 州 市", "广州市"),
    ("韶关市（武江区）教育局", "韶关市(武江区)教育局"),
    ("粤财预〔２０２５〕１号", "粤财预[2025]1号"),
    ("【专项】ＡＢＣ公司", "(专项)abc公司"),
    ("二○二五年", "二〇二五年"),
    ("阿依古丽•买买提", "阿依古丽·买买提"),
    ("“十四五”规划——项目", '"十四五"规划--项目'),
    ("a\u3000b\u00a0c\td\n", "abcd"),
    ("it’s", "IT'S"),
    ("％＿＼：；", "%_\\:;"),
)
OTHER = (("教育", "育教"), ("é", "e"), ("《预算法》", "预算法"), ("", " 0"))


async def fold(pool: Pool, text: str) -> str:
    found: str = await pool.fetchval("SELECT hub_folded($1)", text)
    return found


@pytest.mark.parametrize(("one", "other"), SAME)
async def test_same(pool: Pool, one: str, other: str) -> None:
    assert await fold(pool, one) == await fold(pool, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
async def test_other(pool: Pool, one: str, other: str) -> None:
    assert await fold(pool, one) != await fold(pool, other)


async def test_as_the_oracle_folds(pool: Pool) -> None:
    for text in ("Ａ 教（育）", "广 州 市【本级】", "abc ABC", "e\u0301é", "", "100％"):
        assert await fold(pool, text) == folded(text)


async def test_bigrams(pool: Pool) -> None:
    """Every pair of neighbours; none of a single character, and null of null."""
    for text, pairs in (("教育经费", ["教育", "育经", "经费"]), ("教", []), ("", []), (None, None)):
        assert await pool.fetchval("SELECT hub_bigrams($1)", text) == pairs


async def test_folding_keeps_what_is_within(pool: Pool) -> None:
    """A part of a text, folded, is a part of the folded text: so contains may use the index."""
    text = "Ａ Ｂ（韶 关）e\u0301 — 〔２０２５〕"
    whole = await fold(pool, text)
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            assert await fold(pool, text[start:end]) in whole
