"""The wire schema is kept in the repository: any change of it shows in review.

Write it anew with `hub schema --sdl > tests/golden/schema.graphql`.
"""

import difflib
from pathlib import Path

from hub.query.types import sdl

GOLDEN = Path(__file__).with_name("schema.graphql")


def test_schema_is_the_one_in_the_repository() -> None:
    kept, now = GOLDEN.read_text(encoding="utf-8"), sdl()
    changes = list(difflib.unified_diff(kept.splitlines(), now.splitlines(), lineterm="", n=2))
    assert changes == [], "hub schema --sdl > tests/golden/schema.graphql"
