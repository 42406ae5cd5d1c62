"""Evidence and tie-outs"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "tie_out",
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("page", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("label", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("label_en", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("phase", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("relation", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("residual", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("left_amount", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("right_amount", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("difference", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("tolerance", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column(
            "left_rate", sa.Numeric(precision=18, scale=6), autoincrement=False, nullable=True
        ),
        sa.Column(
            "right_rate", sa.Numeric(precision=18, scale=6), autoincrement=False, nullable=True
        ),
        sa.Column("left_count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("right_count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_rows", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("right_rows", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("source", "identity", "cell", name=op.f("pk_tie_out")),
    )
    op.create_index("ix_tie_out_batch_id", "tie_out", ["batch_id"], unique=False)
    op.create_index("ix_tie_out_document", "tie_out", ["document"], unique=False)
    op.add_column("batch", sa.Column("file", sa.Text(), autoincrement=False, nullable=True))
    op.add_column(
        "statement_line",
        sa.Column("parent_no", sa.BigInteger(), autoincrement=False, nullable=True),
    )
    op.add_column(
        "statement_line",
        sa.Column(
            "measure",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            server_default=sa.text("'AMOUNT'"),
        ),
    )
    op.add_column(
        "statement_line", sa.Column("printed_code", sa.Text(), autoincrement=False, nullable=True)
    )
    op.add_column(
        "statement_line", sa.Column("economic", sa.Text(), autoincrement=False, nullable=True)
    )
    op.add_column(
        "statement_line", sa.Column("note", sa.Text(), autoincrement=False, nullable=True)
    )
    op.add_column(
        "statement_line",
        sa.Column(
            "column_no",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            server_default=sa.text("0"),
        ),
    )
    op.add_column(
        "statement_line", sa.Column("heading", sa.Text(), autoincrement=False, nullable=True)
    )
    op.add_column(
        "statement_line",
        sa.Column(
            "file", sa.Text(), autoincrement=False, nullable=False, server_default=sa.text("''")
        ),
    )
    op.add_column(
        "statement_line", sa.Column("sheet", sa.Text(), autoincrement=False, nullable=True)
    )
    op.add_column(
        "statement_line",
        sa.Column(
            "row_no",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            server_default=sa.text("0"),
        ),
    )
    op.add_column("statement_line_history", sa.Column("parent_no", sa.BigInteger(), nullable=True))
    op.add_column(
        "statement_line_history",
        sa.Column("measure", sa.Text(), nullable=False, server_default=sa.text("'AMOUNT'")),
    )
    op.add_column("statement_line_history", sa.Column("printed_code", sa.Text(), nullable=True))
    op.add_column("statement_line_history", sa.Column("economic", sa.Text(), nullable=True))
    op.add_column("statement_line_history", sa.Column("note", sa.Text(), nullable=True))
    op.add_column(
        "statement_line_history",
        sa.Column("column_no", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column("statement_line_history", sa.Column("heading", sa.Text(), nullable=True))
    op.add_column(
        "statement_line_history",
        sa.Column("file", sa.Text(), nullable=False, server_default=sa.text("''")),
    )
    op.add_column("statement_line_history", sa.Column("sheet", sa.Text(), nullable=True))
    op.add_column(
        "statement_line_history",
        sa.Column("row_no", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    )
    # The rows that are there already say nothing of it; from now on every figure must.
    for table in ("statement_line", "statement_line_history"):
        op.alter_column(table, "budget_type", nullable=True)
        for column in ("measure", "column_no", "file", "row_no"):
            op.alter_column(table, column, server_default=None)


def downgrade() -> None:
    for table in ("statement_line", "statement_line_history"):
        op.execute(sa.text(f"UPDATE {table} SET budget_type = '' WHERE budget_type IS NULL"))
        op.alter_column(table, "budget_type", nullable=False)
    op.drop_column("statement_line_history", "row_no")
    op.drop_column("statement_line_history", "sheet")
    op.drop_column("statement_line_history", "file")
    op.drop_column("statement_line_history", "heading")
    op.drop_column("statement_line_history", "column_no")
    op.drop_column("statement_line_history", "note")
    op.drop_column("statement_line_history", "economic")
    op.drop_column("statement_line_history", "printed_code")
    op.drop_column("statement_line_history", "measure")
    op.drop_column("statement_line_history", "parent_no")
    op.drop_column("statement_line", "row_no")
    op.drop_column("statement_line", "sheet")
    op.drop_column("statement_line", "file")
    op.drop_column("statement_line", "heading")
    op.drop_column("statement_line", "column_no")
    op.drop_column("statement_line", "note")
    op.drop_column("statement_line", "economic")
    op.drop_column("statement_line", "printed_code")
    op.drop_column("statement_line", "measure")
    op.drop_column("statement_line", "parent_no")
    op.drop_column("batch", "file")
    op.drop_index("ix_tie_out_document", table_name="tie_out")
    op.drop_index("ix_tie_out_batch_id", table_name="tie_out")
    op.drop_table("tie_out")
