"""What a query becomes: operation, plan, SQL and where its parameters come from, as text."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, print_ast

from hub.access.scope import Scope
from hub.query.compile import Compiled, compile_operation
from hub.query.operation import coerce, read
from hub.query.plan.cost import ROWS_LIMIT
from hub.query.plan.text import plan_text
from hub.query.plan.values import Bind
from hub.query.sql.statement import CursorPart, HopKey, PageKey, ParentKey, Source
from hub.store.reference import Reference


def explain(
    schema: GraphQLSchema,
    query: str,
    variables: dict[str, Any],
    operation_name: str | None,
    reference: Reference,
    scope: Scope,
) -> dict[str, Any]:
    """{operation, plan, statements: [{name, sql, parameters, planned}]}.

    raises: Refused, HubError as running it would; the database is not touched
    """
    document = read(query, schema)
    operation = document.operation(operation_name)
    coerced = coerce(schema, operation, variables)
    compiled = compile_operation(schema, document, operation, coerced, reference, scope)
    return explained(operation, compiled)


def explained(operation: OperationDefinitionNode, compiled: Compiled) -> dict[str, Any]:
    """The same of an operation that is compiled."""
    return {
        "operation": print_ast(operation),
        "plan": plan_text(compiled.plan),
        "statements": [
            {
                "name": each.name,
                "sql": each.text,
                "parameters": [_source(source) for source in each.parameters],
                "planned": "anew for each set of values" if each.custom else "once",
            }
            for each in compiled.lowered.statements
        ],
    }


def explained_text(found: dict[str, Any]) -> str:
    """The same for people, with what running it told when it was run."""
    parts = ["# operation\n" + found["operation"], "# plan\n" + found["plan"]]
    if "stages" in found:
        lines = [f"{name:<24}{took:>10.3f} ms" for name, took in found["stages"].items()]
        lines.append(f"{'answer':<24}{found['bytes']:>10} bytes")
        lines.append(f"{'cost':<24}{found['cost']:>10} rows at most (limit {ROWS_LIMIT})")
        parts.append("# stages\n" + "\n".join(lines))
    for number, each in enumerate(found["statements"]):
        parameters = "\n".join(
            f"--   ${n} = {source}" for n, source in enumerate(each["parameters"], 1)
        )
        parts.append(
            f"# statement {number}: {each['name']} (planned {each['planned']})\n"
            f"{each['sql']}\n{parameters}"
        )
        if each.get("postgres"):
            parts.append(f"# PostgreSQL on statement {number}\n" + "\n".join(each["postgres"]))
    return "\n\n".join(parts) + "\n"


def _source(source: Source) -> str:
    match source:
        case Bind():
            return str(source)
        case ParentKey(column=column):
            return f"column {column} of the parents' rows"
        case PageKey(statement=statement, column=column):
            return f"column {column} of the rows of statement {statement}"
        case CursorPart(position=position):
            return f"part {position} of the cursor"
        case HopKey(hop=hop, position=position):
            return f"part {position} of what steps name for hop {hop}"
