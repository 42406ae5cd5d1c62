"""The GraphQL types, derived from the model's declarations; no resolvers."""

from hub.query.types.build import graphql_schema, sdl

__all__ = ["graphql_schema", "sdl"]
