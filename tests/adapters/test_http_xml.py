"""The XML reader against a real server: pages, nested records, totals, and hostile documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.sdk.money import yuan
from adapters.sdk.readers import reach
from adapters.sdk.readers.http_xml import HttpXml
from adapters.sdk.readers.xml import DEEPEST, MOST, parsed, records
from adapters.sdk.source import Control, Page
from schema.problems import StopBatch
from tests.adapters.serving import TOKEN, Answer, serving

READ = HttpXml(
    "URL", "TOKEN", "/things", amount=yuan, region=None, year="year", at="work/step",
    optional=("photo/@ref",),
)  # fmt: skip
HEAD = 'code="0" unit="元" asOf="2026-01-31 00:00:00"'
FIRST = f"""<?xml version="1.0" encoding="GB18030"?>
<a:answer xmlns:a="urn:x" {HEAD} count="2" sumAmt="3.50" next="c2">
  <a:work code="W1"><a:step n="1"><a:name>选址　㐂</a:name><a:amount>1.00</a:amount><a:note/>
     <a:photo ref="p1"/><a:photo ref="p2"/></a:step>
     <a:step n="2"><a:name> 施工 </a:name><a:amount>2.50</a:amount><a:note/></a:step></a:work>
  <a:other><a:step n="9"/></a:other>
</a:answer>""".encode("gb18030")
LAST = f'<answer {HEAD} count="0" sumAmt="0" next=""/>'.encode()


def paged(path: str, params: dict[str, str]) -> Answer:
    if path == "/things/control":
        year, following = ("2025", "") if params.get("after") else ("2024", "k2")
        total = f'<total year="{year}" count="3" sumAmt="1.5"/><total count="1" sumAmt="2"/>'
        return 200, f'<answer {HEAD} next="{following}">{total}</answer>'.encode()
    return 200, LAST if params.get("after") == "c2" else FIRST


def read(answer: Callable[[str, dict[str, str]], Answer]) -> list[Page]:
    with serving(answer) as service:
        return list(READ.pages({"URL": service.url, "TOKEN": TOKEN}, {}))


def test_nested_records_carry_what_is_around_them() -> None:
    first, last = read(paged)
    assert first.columns == ("../@code", "@n", "name", "amount", "note", "photo/@ref")
    assert first.rows == [
        ["W1", "1", "选址　㐂", "1.00", None, "p1 p2"],
        ["W1", "2", "施工", "2.50", None, None],
    ]
    assert first.body == FIRST
    assert first.control == Control(2, 350)
    assert (last.columns, last.rows) == ((), [])
    assert last.state == {"since": "2026-01-31 00:00:00"}


def test_totals_over_all_regions_come_on_several_pages() -> None:
    with serving(paged) as service:
        found = list(READ.controls({"URL": service.url, "TOKEN": TOKEN}))
    assert found == [
        Control(3, 150, None, 2024), Control(1, 200), Control(3, 150, None, 2025), Control(1, 200),
    ]  # fmt: skip


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "entities that grow": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>',
    "one large entity": f'<!DOCTYPE a [<!ENTITY x "{"y" * 1000}">]><a>{"&x;" * 1000}</a>',
    "a file of ours": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "an address": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/x">]><a>&x;</a>',
    "a type elsewhere": '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]><a/>',
    "a type alone": "<!DOCTYPE a><a/>",
    "too deep": "<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1),
    "too many": f"<a>{'<b/>' * MOST}</a>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_refused(kind: str) -> None:
    with pytest.raises(StopBatch, match=r"A320 /things"):
        parsed(HOSTILE[kind].encode(), "/things")


def test_a_hostile_answer_stops_the_batch() -> None:
    with pytest.raises(StopBatch, match="A320"):
        read(lambda path, params: (200, HOSTILE["a file of ours"].encode()))


@pytest.mark.parametrize(
    "body",
    [b"", b"<a>", FIRST[:-30], b"{}", b"<a>&x;</a>", b"<a b='1' b='2'/>",
     b'<?xml version="1.0" encoding="GBK"?><a>\xff\xff</a>',
     b'<?xml version="1.0" encoding="no-such"?><a/>'],
)  # fmt: skip
def test_what_is_no_whole_document_is_cut_short(body: bytes) -> None:
    with pytest.raises(StopBatch, match="A301"):
        read(lambda path, params: (200, body))


def test_an_answer_is_read_no_further_than_it_may_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "LARGEST", len(FIRST) - 1)
    with pytest.raises(StopBatch, match="A321"):
        read(paged)


def test_an_empty_element_is_a_column_unless_others_lie_in_it() -> None:
    root = parsed(b"<a><r><b/><c/></r><r><b><d>1</d></b><c/></r></a>", "-")
    assert records(root, "r", ("e",)) == (
        ("c", "b/d", "e"),
        [[None, None, None], [None, "1", None]],
    )


def test_an_optional_column_is_there_whatever_lies_in_it() -> None:
    root = parsed(b'<a><r><area unit="mu"/></r></a>', "-")
    assert records(root, "r", ("area",)) == (("area/@unit", "area"), [["mu", None]])
