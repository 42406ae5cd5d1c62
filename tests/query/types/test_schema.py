"""The schema derived from the model: valid, whole, described, and coercing to plain values."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_introspection_query,
    graphql_sync,
    parse,
    validate,
    validate_schema,
)
from graphql.execution.values import get_argument_values, get_variable_values

from hub.query.documents import DOCUMENTS
from hub.query.measures import groupings
from hub.query.types import graphql_schema
from schema.kinds import Field
from schema.model import entities
from schema.problems import HubError

SCHEMA = graphql_schema()
ROOT = SCHEMA.query_type
assert ROOT is not None


def arguments(document: str, variables: dict[str, Any] | None = None) -> Any:
    """The coerced arguments of the document's first root field."""
    tree = parse(document)
    errors = validate(SCHEMA, tree)
    if errors:
        raise errors[0]
    operation = tree.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), variables or {})
    if isinstance(values, list):
        raise values[0]
    node = operation.selection_set.selections[0]
    assert isinstance(node, FieldNode) and ROOT is not None
    return get_argument_values(ROOT.fields[node.name.value], node, values)


def payments(where: str) -> Any:
    return arguments(f"{{ payments(where: {where}) {{ totalCount }} }}")["where"]


def test_schema_is_valid_and_introspects() -> None:
    assert validate_schema(SCHEMA) == []
    query = get_introspection_query(input_value_deprecation=True)
    result = graphql_sync(SCHEMA, query)
    assert result.errors is None and result.data is not None
    assert len(result.data["__schema"]["types"]) == len(SCHEMA.type_map)
    document = '{ a: __type(name: "PaymentOrder") { isOneOf } b: __type(name: "PaymentFilter") '
    answer = graphql_sync(SCHEMA, document + "{ isOneOf } }").data
    assert answer == {"a": {"isOneOf": True}, "b": {"isOneOf": False}}


def test_every_entity_has_its_root_fields() -> None:
    assert ROOT is not None
    for name, entity in entities().items():
        if name == "RegionClosure":
            assert name not in SCHEMA.type_map
            continue
        assert entity.plural_wire in ROOT.fields and entity.singular_wire in ROOT.fields
        assert f"{entity.singular_wire}Groups" in ROOT.fields


def test_everything_is_described() -> None:
    bare = []
    for name, type_ in SCHEMA.type_map.items():
        if name.startswith("__") or name in ("ID", "String", "Int", "Boolean"):
            continue
        parts: dict[str, Any] = {name: type_}
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for key, field in type_.fields.items():
                parts[f"{name}.{key}"] = field
                for argument, value in getattr(field, "args", {}).items():
                    parts[f"{name}.{key}({argument})"] = value
        if isinstance(type_, GraphQLEnumType):
            parts |= {f"{name}.{key}": value for key, value in type_.values.items()}
        bare += [path for path, part in parts.items() if len(part.description or "") < 4]
    assert bare == []


def test_members_of_an_entity_are_the_fields_of_its_type() -> None:
    for name, entity in entities().items():
        if name != "RegionClosure":
            type_ = SCHEMA.type_map[name]
            assert isinstance(type_, GraphQLObjectType)
            extra = {"id"} | ({"ancestors"} if name == "Region" else set())
            extra |= {wire for each, wire in DOCUMENTS if each == name}
            assert set(type_.fields) == {*entity.members, *groupings(name), *extra}


def test_secrets_are_shown_masked_and_can_be_neither_filtered_nor_ordered_nor_grouped() -> None:
    secrets = 0
    for name, entity in entities().items():
        for wire, member in entity.members.items():
            if not (isinstance(member, Field) and member.secret):
                continue
            secrets += 1
            type_ = SCHEMA.type_map[name]
            assert isinstance(type_, GraphQLObjectType)
            assert str(type_.fields[wire].type) == "String"
            assert "masked" in (type_.fields[wire].description or "")
            for suffix in ("Filter", "Order", "Key", "Dimension", "GroupKey", "Sum"):
                other: Any = SCHEMA.type_map.get(name + suffix)
                assert other is None or wire not in other.fields, f"{name}{suffix}.{wire}"
    assert secrets > 5


@pytest.mark.parametrize(
    ("literal", "fen"),
    [('"1234.5"', 123450), ("12.34", 1234), ("-3", -300), ('"0.01"', 1), ("12.50", 1250),
     ('"90071992547409.93"', 9007199254740993)],
)  # fmt: skip
def test_money_is_exact(literal: str, fen: int) -> None:
    assert payments(f"{{amount: {{eq: {literal}}}}}") == {"amount": {"eq": fen}}


@pytest.mark.parametrize(
    "literal",
    ['"12.345"', "1.005", '"NaN"', '"Infinity"', '"1_000"', '"1,000"', "1e3", '"1e3"', '" 1"',
     '"+1"', '"01"', '"１"', "true", '""', '"1."', '".5"', '"99999999999999999999"', "[1]"],
)  # fmt: skip
def test_money_refuses_what_is_not_an_amount(literal: str) -> None:
    with pytest.raises(GraphQLError) as caught:
        arguments(f"{{ payments(where: {{amount: {{lt: {literal}}}}}) {{ totalCount }} }}")
    problem = caught.value.original_error
    assert isinstance(problem, HubError) and problem.code == "Q119"
    assert caught.value.locations


def test_variables_are_exact_too() -> None:
    document = "query ($w: PaymentFilter) { payments(where: $w) { totalCount } }"
    where = {"amount": {"between": ["0.10", 7]}, "paidOn": {"gte": "2025-01-31"}}
    assert arguments(document, {"w": where})["where"] == {
        "amount": {"between": [10, 700]},
        "paidOn": {"gte": date(2025, 1, 31)},
    }
    with pytest.raises(GraphQLError, match="send it as a string"):
        arguments(document, {"w": {"amount": {"eq": 0.1}}})
    with pytest.raises(GraphQLError, match="not a valid Date"):
        arguments(document, {"w": {"paidOn": {"eq": "2025-02-30"}}})


def test_other_scalars() -> None:
    where = payments('{sourceUpdatedAt: {lt: "2025-01-01T08:00:00+08:00"}, sinceBatch: {eq: 5}}')
    assert where == {
        "sourceUpdatedAt": {"lt": datetime(2025, 1, 1, tzinfo=UTC)},
        "sinceBatch": {"eq": 5},
    }
    for bad in ('{sourceUpdatedAt: {lt: "2025-01-01T08:00:00"}}', "{sinceBatch: {eq: 1.5}}",
                '{sinceBatch: {eq: "5"}}', "{sinceBatch: {eq: 9007199254740992}}",
                '{voucherOn: {eq: "2025-1-1"}}', '{voucherOn: {eq: "20250101"}}'):  # fmt: skip
        with pytest.raises(GraphQLError):
            payments(bad)


def test_enums_and_defaults_are_strings_of_their_names() -> None:
    where = payments('{region: {within: "440200", tier: CITY}, budgetType: {in: [STATE_CAPITAL]}}')
    assert where == {
        "region": {"within": "440200", "tier": "CITY", "tree": "ADMINISTRATIVE"},
        "budgetType": {"in": ["STATE_CAPITAL"]},
    }
    assert all(isinstance(value, str) for value in where["region"].values())


def test_one_of_is_checked_in_documents_and_in_variables() -> None:
    with pytest.raises(GraphQLError, match="exactly one field"):
        arguments("{ payments(orderBy: [{amount: ASC, paid: ASC}]) { totalCount } }")
    document = "query ($o: [PaymentOrder!]) { payments(orderBy: $o) { totalCount } }"
    with pytest.raises(GraphQLError, match="exactly one field"):
        arguments(document, {"o": [{"amount": "ASC", "paid": "ASC"}]})
    assert arguments(document, {"o": [{"amount": "ASC"}]}) == {"orderBy": [{"amount": "ASC"}]}


def test_keys_are_the_business_key_without_what_is_derived() -> None:
    key = 'by: {key: {region: "440203", fiscalYear: 2025, accountId: "A", asOf: "2025-03-31"}}'
    found = arguments(f"{{ accountBalance({key}) {{ id }} }}")["by"]["key"]
    assert found == {
        "region": "440203", "fiscalYear": 2025, "accountId": "A", "asOf": date(2025, 3, 31),
    }  # fmt: skip
    batch: Any = SCHEMA.type_map["BatchKey"]
    assert [*batch.fields] == ["batchId"]


def test_stocks_are_summed_only_where_a_point_in_time_is_declared() -> None:
    assert [*SCHEMA.type_map["AccountBalanceSum"].fields] == ["balance"]  # type: ignore[attr-defined]
    assert "bondSize" not in SCHEMA.type_map["BondUseSum"].fields  # type: ignore[attr-defined]
    assert "bondSize" in SCHEMA.type_map["BondUseExtremes"].fields  # type: ignore[attr-defined]
    sums: Any = SCHEMA.type_map["AllotmentSum"]
    assert "available" in sums.fields and "sinceBatch" not in sums.fields


def test_a_resolver_that_is_reached_is_a_mistake_of_ours() -> None:
    errors = graphql_sync(SCHEMA, "{ payments { totalCount } }").errors
    assert errors is not None
    assert isinstance(errors[0].original_error, HubError)
    assert errors[0].original_error.code == "Q199"
