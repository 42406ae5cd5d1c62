"""Kind of a region"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "region", sa.Column("division_type", sa.Text(), autoincrement=False, nullable=True)
    )


def downgrade() -> None:
    op.drop_column("region", "division_type")
