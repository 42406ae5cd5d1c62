"""A GraphQL operation compiled to SQL: parse, plan, statements, body."""
