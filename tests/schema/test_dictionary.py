"""The data dictionary is whole: a declaration that says too little fails here."""

import json
from typing import Any

from sqlalchemy import Column

from schema import dictionary
from schema.kinds import KINDS, Field
from schema.model import entities


def test_nothing_lacks_a_title_or_a_description() -> None:
    assert dictionary.undocumented() == []


def test_a_field_without_words_is_found(monkeypatch: Any) -> None:
    book = dictionary.dictionary()
    payment = next(each for each in book["entities"] if each["name"] == "Payment")
    payment["fields"].append(dictionary._field(Field(KINDS["day"], "", "", name="mute_on")))
    monkeypatch.setattr(dictionary, "dictionary", lambda: book)
    assert dictionary.undocumented() == [
        "Payment.mute_on: no Chinese title",
        "Payment.mute_on: no English description",
    ]


def test_every_column_stands_in_it_once() -> None:
    book = dictionary.dictionary()
    assert json.loads(json.dumps(book, ensure_ascii=False)) == book
    rows = {each["name"]: each for each in book["entities"]}
    assert rows.keys() == entities().keys()
    for name, entity in entities().items():
        columns: list[Column[Any]] = list(entity.table.columns)
        assert [row["name"] for row in rows[name]["fields"]] == [each.name for each in columns]


def test_a_field_says_its_kind_name_unit_list_and_states() -> None:
    rows = {each["name"]: each for each in dictionary.dictionary()["entities"]}
    fields = {row["name"]: row for row in rows["Payment"]["fields"]}
    assert fields["amount"] == {
        "name": "amount", "graphql": "amount", "kind": "money", "nullable": False,
        "title": "支付金额", "en": "Amount of the voucher; refunds negative.", "mof": "PAY_AMT",
        "unit": "fen",
    }  # fmt: skip
    assert fields["function"]["list"] == "functional"
    assert fields["budget_type"]["states"] == "BudgetType"
    assert fields["payee_account"]["marks"] == ["secret"]
    assert "graphql" not in fields["home_code"]


def test_links_say_how_far_they_reach() -> None:
    rows = {each["name"]: each for each in dictionary.dictionary()["entities"]}
    links = {row["name"]: row for row in rows["Allotment"]["links"]}
    assert links["parent"]["reach"] == "region in parent_region_code"
    assert links["children"]["reach"] == "region in parent_region_code"
    assert links["project"]["reach"] == "same region"
    assert links["requests"]["reach"] == "same region" and links["requests"]["many"]
    assert links["function"]["reach"] == "national"
    assert links["function"]["on"]["list"] == "'functional'"


def test_markdown_has_every_entity_and_sound_tables() -> None:
    page = dictionary.markdown()
    for name, entity in entities().items():
        assert f"\n## {name} {entity.title}\n" in page
    width = 0
    for line in page.splitlines():
        if line.startswith("|"):
            width = width or line.count("|")
            assert line.count("|") == width, line
        else:
            width = 0
