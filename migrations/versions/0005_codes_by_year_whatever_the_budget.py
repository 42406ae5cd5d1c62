"""Codes by year whatever the budget"""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "ix_classification_code",
        "classification",
        ["list", "year", "code", "budget_type"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_classification_code", table_name="classification")
