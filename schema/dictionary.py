"""The data dictionary, derived from the model: as plain data (for JSON) and as Markdown.

Nothing is written here that the declarations do not say; `undocumented()` lists what they fail
to say, and a test holds it empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schema.base import NATIONAL, Link
from schema.classification import LISTS
from schema.kinds import KINDS, Field, States, camel
from schema.model import Entity, ResolvedLink, entities
from schema.rollups import ROLLUPS

Row = dict[str, Any]

MARKS = ("key", "lookup", "searchable", "secret", "internal")
FIELD_HEADS = ("字段 Field", "GraphQL", "中文", "English", "类型 Kind", "部标 MoF", "备注 Notes")
DERIVED_HEADS = ("派生 Derived", "GraphQL", "中文", "English", "算式 Expression")
LINK_HEADS = ("关联 Link", "中文", "English", "目标 Target", "范围 Reach", "条件 On")
LIST_HEADS = ("代码表 List", "中文", "English", "位数 Widths", "分预算 By budget")
ROLLUP_HEADS = ("表 Table", "实体 Entity", "维度 Dimensions", "度量 Measures")


def dictionary() -> Row:
    """`{entities, states, lists, kinds, rollups}`, each a list of JSON-ready rows."""
    return {
        "entities": [_entity(each) for each in entities().values()],
        "states": [_states(each) for each in _all_states()],
        "lists": [_list(name) for name in LISTS],
        "kinds": [
            {"name": kind.name, "graphql": kind.wire, "operators": list(kind.operators),
             "summable": kind.summable, "meaning": kind.meaning or kind.name}
            for kind in KINDS.values()
        ],
        "rollups": [
            {"name": each.table_name, "entity": each.entity,
             "dimensions": [dimension.name for dimension in each.dimensions],
             "measures": list(each.measures)}
            for each in ROLLUPS
        ],
    }  # fmt: skip


def undocumented() -> list[str]:
    """Paths of everything that lacks a Chinese title or an English description."""
    found = []
    for path, title, english in _documented(dictionary()):
        if not re.search("[\u4e00-\u9fff]", title):
            found.append(f"{path}: no Chinese title")
        if not re.search("[A-Za-z]{2}", english):
            found.append(f"{path}: no English description")
    return found


def _documented(book: Row) -> Iterator[tuple[str, str, str]]:
    for entity in book["entities"]:
        path = entity["name"]
        yield path, entity["title"], entity["summary"]
        yield f"{path} grain", entity["title"], entity["grain"]
        for part in ("fields", "formulas", "ratios", "links"):
            for row in entity[part]:
                yield f"{path}.{row['name']}", row["title"], row["en"]
    for states in book["states"]:
        for member in states["members"]:
            yield f"{states['name']}.{member['code']}", member["title"], member["en"]
    for each in book["lists"]:
        yield f"list {each['name']}", each["title"], each["en"]


def _entity(entity: Entity) -> Row:
    summary, _, rest = entity.doc.partition("\n")
    return {
        "name": entity.name,
        "title": entity.title,
        "summary": summary.partition(". ")[2],
        "grain": " ".join(rest.split()),
        "role": entity.role.__name__,
        "domain": entity.domain,
        "table": entity.table.name,
        "key": list(entity.key),
        "graphql": {"one": entity.singular_wire, "many": entity.plural_wire},
        "fields": [_field(each) for each in entity.fields.values()],
        "formulas": [
            {"name": name, "graphql": camel(name), "title": each.title, "en": each.en,
             "expression": each.expression}
            for name, each in entity.formulas.items()
        ],
        "ratios": [
            {"name": name, "graphql": camel(name), "title": each.title, "en": each.en,
             "expression": f"{each.numerator} / {each.denominator}"}
            for name, each in entity.ratios.items()
        ],
        "links": [_link(entity, each) for each in entity.links.values()],
    }  # fmt: skip


def _field(field: Field) -> Row:
    """A field's row; what does not apply to it is left out."""
    row = {
        "name": field.name,
        "graphql": None if field.internal else field.wire,
        "kind": field.kind.name,
        "nullable": field.nullable,
        "title": field.title,
        "en": field.en,
        "mof": field.mof,
        "unit": field.unit or ("fen" if field.kind.wire == "Money" else None),
        "list": field.list,
        "states": field.states.__name__ if field.states else None,
        "was": field.was,
        "marks": [mark for mark in MARKS if getattr(field, mark)],
    }
    return {name: value for name, value in row.items() if value is not None and value != []}


def _link(entity: Entity, link: ResolvedLink) -> Row:
    on = {
        far: near.column if near.column is not None else repr(near.constant)
        for near, far in link.pairs
    }
    return {
        "name": link.name,
        "graphql": link.wire,
        "title": link.title,
        "en": link.en,
        "target": link.target,
        "many": link.many,
        "reach": _reach(entity, link),
        "on": on,
    }


def _reach(entity: Entity, link: ResolvedLink) -> str:
    """As declared; the back of a link reaches as its front does; codes are national."""
    here = vars(entity.cls).get(link.name)
    front = here if link.inverse is None else vars(entities()[link.target].cls).get(link.inverse)
    for declared in (here, front):
        if isinstance(declared, Link):
            return declared.reach.name
    return NATIONAL.name


def _all_states() -> list[type[States]]:
    fields = (field for entity in entities().values() for field in entity.fields.values())
    return list(dict.fromkeys(field.states for field in fields if field.states))


def _states(states: type[States]) -> Row:
    members = [{"code": s.value, "title": s.title_zh, "en": s.meaning} for s in states]
    return {"name": states.__name__, "members": members}


def _list(name: str) -> Row:
    each = LISTS[name]
    return {"name": name, "title": each.title, "en": each.en, "by_budget": each.by_budget,
            "widths": list(each.widths), "levels": list(each.levels)}  # fmt: skip


def markdown() -> str:
    """The dictionary as one Markdown page."""
    book = dictionary()
    lines = [
        "# 数据字典 Data dictionary",
        "",
        f"{len(book['entities'])} 个实体，由 `schema/` 中的声明生成。"
        " Derived from the declarations in `schema/`; amounts are kept in fen.",
        "",
    ]
    for entity in book["entities"]:
        lines += _entity_page(entity)
    lines += ["## 状态 States", ""]
    for states in book["states"]:
        rows = [(f"`{m['code']}`", m["title"], m["en"]) for m in states["members"]]
        lines += [f"### {states['name']}", "", *_table(("代码 Code", "中文", "English"), rows)]
    lists = [(f"`{each['name']}`", each["title"], each["en"], " ".join(map(str, each["widths"])),
              "yes" if each["by_budget"] else "") for each in book["lists"]]  # fmt: skip
    lines += ["## 代码表 Code lists", "", *_table(LIST_HEADS, lists)]
    rollups = [(f"`{each['name']}`", each["entity"], ", ".join(each["dimensions"]),
                ", ".join(each["measures"])) for each in book["rollups"]]  # fmt: skip
    return "\n".join([*lines, "## 汇总表 Roll-ups", "", *_table(ROLLUP_HEADS, rollups)])


def _entity_page(entity: Row) -> list[str]:
    lines = [
        f"## {entity['name']} {entity['title']}",
        "",
        f"{entity['summary']} {entity['grain']}".strip(),
        "",
        f"`{entity['table']}` · {entity['role']} · {entity['domain']} · key: "
        + ", ".join(f"`{column}`" for column in entity["key"]),
        "",
    ]
    fields = [
        (f"`{row['name']}`", _code(row.get("graphql")), row["title"], row["en"], row["kind"],
         row.get("mof", ""), _notes(row))
        for row in entity["fields"]
    ]  # fmt: skip
    lines += _table(FIELD_HEADS, fields)
    derived = [
        (f"`{row['name']}`", _code(row["graphql"]), row["title"], row["en"], row["expression"])
        for row in (*entity["formulas"], *entity["ratios"])
    ]
    if derived:
        lines += _table(DERIVED_HEADS, derived)
    links = [
        (_code(row["graphql"]), row["title"], row["en"],
         f"{row['target']}{' (多 many)' if row['many'] else ''}", row["reach"],
         ", ".join(f"{far} = {near}" for far, near in row["on"].items()))
        for row in entity["links"]
    ]  # fmt: skip
    if links:
        lines += _table(LINK_HEADS, links)
    return lines


def _notes(row: Mapping[str, Any]) -> str:
    notes = [*row.get("marks", [])]
    notes += [f"{name} {row[name]}" for name in ("unit", "list", "states", "was") if name in row]
    return "; ".join([*notes, *(["nullable"] if row["nullable"] else [])])


def _code(name: str | None) -> str:
    return f"`{name}`" if name else ""


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    def line(cells: tuple[str, ...]) -> str:
        return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"

    return [line(heads), line(("---",) * len(heads)), *map(line, rows), ""]
