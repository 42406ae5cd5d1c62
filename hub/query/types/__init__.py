"""The GraphQL types, derived from the model's declarations; no resolvers."""

from hub.query.types.build import build_schema, graphql_schema, sdl

__all__ = ["build_schema", "graphql_schema", "sdl"]
