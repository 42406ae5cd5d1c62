"""Search in names: text folded to one form, its pairs of characters, and indexes of those.

`hub_folded` maps characters one by one, so that a folded text has in it the folded form of all
that the text has in it; it leans on no collation and on no edition of Unicode.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAMES = (
    ("agency", "name"),
    ("asset_card", "name"),
    ("bond", "name"),
    ("bond_use", "project_name"),
    ("contract", "name"),
    ("payment", "payee_name"),
    ("project", "name"),
    ("region", "name"),
    ("supplier", "name"),
    ("tender", "name"),
)

FOLDED = {
    **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **{chr(upper): chr(upper + 32) for upper in range(0x41, 0x5B)},
    **{chr(wide): chr(wide - 0xFEE0 + 32) for wide in range(0xFF21, 0xFF3B)},
    **dict.fromkeys("[{〔〖【［｛", "("),
    **dict.fromkeys("]}〕〗】］｝", ")"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("○◯", "〇"),
}
"""Full width, capitals and the many shapes of a bracket, dash, dot, quote and 〇."""

SPACES = " \t\n\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"  # noqa: E501
"""What is left out: 广 州 市 is 广州市."""


def upgrade() -> None:
    known, made = "".join(FOLDED) + SPACES, "".join(FOLDED.values())
    op.execute(
        "CREATE FUNCTION hub_folded(text) RETURNS text"
        " LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
        f" RETURN translate($1, {_quoted(known)}, {_quoted(made)})"
    )
    op.execute(
        """
        CREATE FUNCTION hub_bigrams(folded text) RETURNS text[]
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            pairs text[] = '{}';
        BEGIN
            FOR place IN 1..length(folded) - 1 LOOP
                pairs = pairs || substr(folded, place, 2);
            END LOOP;
            RETURN pairs;
        END
        $$
        """
    )
    for table, column in NAMES:
        op.execute(
            f"CREATE INDEX ix_{table}_{column}_search ON {table}"
            f" USING gin (hub_bigrams(hub_folded({column})))"
        )


def downgrade() -> None:
    for table, column in NAMES:
        op.drop_index(f"ix_{table}_{column}_search", table_name=table)
    op.execute("DROP FUNCTION hub_bigrams(text)")
    op.execute("DROP FUNCTION hub_folded(text)")


def _quoted(text: str) -> str:
    """A string of SQL; the colon is no parameter's."""
    return "'" + text.replace("'", "''").replace(":", r"\:") + "'"
