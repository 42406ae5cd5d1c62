"""Linkage"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "linkage",
        sa.Column("link", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("near", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("far", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("records", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("named", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("linked", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unlinked", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("named_amount", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("unlinked_amount", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("link", "region_code", "fiscal_year", name=op.f("pk_linkage")),
    )
    op.create_index("ix_linkage_far", "linkage", ["far"], unique=False)
    op.create_index("ix_linkage_near", "linkage", ["near"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_linkage_near", table_name="linkage")
    op.drop_index("ix_linkage_far", table_name="linkage")
    op.drop_table("linkage")
