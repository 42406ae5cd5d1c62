"""No SQL text depends on a value: not even on which of the values in a document are equal. Over
generated operations this is asserted in test_generated; here the traps met there."""

from __future__ import annotations

import pytest

from hub.access.scope import OPEN
from hub.query.explain import explain
from hub.query.types import graphql_schema
from tests.query.world import World

PAIRS = {
    "equal or not": (
        "{ codeMatches(where: {batchId: {gt: 5}, records: {eq: 5}}) { totalCount } }",
        "{ codeMatches(where: {batchId: {gt: 5}, records: {eq: 6}}) { totalCount } }",
    ),
    "flags": (
        "{ statementLines(where: {isRepeat: {eq: true}, isPart: {eq: true}}) { totalCount } }",
        "{ statementLines(where: {isRepeat: {eq: true}, isPart: {eq: false}}) { totalCount } }",
    ),
    "lists": (
        '{ payments(where: {purpose: {in: ["a"]}, payeeName: {in: ["a"]}}) { totalCount } }',
        '{ payments(where: {purpose: {in: ["a"]}, payeeName: {in: ["b", "c"]}}) { totalCount } }',
    ),
    "conditions on groups": (
        '{ paymentGroups(by: [], having: {sum: {amount: {gt: "1"}, paid: {gt: "1"}}}) '
        "{ totalCount } }",
        '{ paymentGroups(by: [], having: {sum: {amount: {gt: "1"}, paid: {gt: "2"}}}) '
        "{ totalCount } }",
    ),
    "pages": (
        "{ payments(first: 2) { nodes { requests(first: 2) { nodes { id } } } } }",
        "{ payments(first: 2) { nodes { requests(first: 3) { nodes { id } } } } }",
    ),
    "regions of a tier": (
        '{ payments(where: {region: {within: "440203"}}) { totalCount } }',
        '{ payments(where: {region: {within: "440304"}}) { totalCount } }',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_same_text(world: World, case: str) -> None:
    one, other = (
        [each["sql"] for each in explained["statements"]]
        for query in PAIRS[case]
        for explained in [explain(graphql_schema(), query, {}, None, world.reference, OPEN)]
    )
    assert one == other
