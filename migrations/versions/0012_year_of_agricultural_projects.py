"""The year an agricultural project was set up for"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES = ("agri_project", "agri_project_history")


def upgrade() -> None:
    for table in TABLES:
        column = sa.Column("setup_year", sa.SmallInteger(), nullable=False, server_default="0")
        op.add_column(table, column)
        op.alter_column(table, "setup_year", server_default=None)


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "setup_year")
