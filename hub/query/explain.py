"""What a query becomes: operation, plan, SQL and where its parameters come from, as text."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLSchema, print_ast

from hub.access.scope import Scope
from hub.query.compile import compile_operation
from hub.query.operation import coerce, read
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


def explained_text(explained: dict[str, Any]) -> str:
    """The same for people."""
    parts = ["# operation\n" + explained["operation"], "# plan\n" + explained["plan"]]
    for number, each in enumerate(explained["statements"]):
        parameters = "\n".join(
            f"--   ${n} = {source}" for n, source in enumerate(each["parameters"], 1)
        )
        parts.append(
            f"# statement {number}: {each['name']} (planned {each['planned']})\n"
            f"{each['sql']}\n{parameters}"
        )
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
