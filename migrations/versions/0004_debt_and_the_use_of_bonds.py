"""Debt and the use of bonds"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "bond_use",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("use_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("project_uid", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("nature", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("printed_nature", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("nature_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("field", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("printed_field", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("field_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("department", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("department_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("unit", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("unit_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("issued_in", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("bond_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("bond_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("bond_size", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("allocated", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("region_grade", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("row_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("province_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("city_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("county_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "source_updated_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column("since_batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "home_code", "region_code", "fiscal_year", "use_id", name=op.f("pk_bond_use")
        ),
    )
    op.create_index("ix_bond_use_bond_code", "bond_use", ["bond_code"], unique=False)
    op.create_index("ix_bond_use_city", "bond_use", ["fiscal_year", "city_code"], unique=False)
    op.create_index("ix_bond_use_county", "bond_use", ["fiscal_year", "county_code"], unique=False)
    op.create_index("ix_bond_use_document", "bond_use", ["document"], unique=False)
    op.create_index(
        "ix_bond_use_of_project_bond_uses",
        "bond_use",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index("ix_bond_use_project_code", "bond_use", ["project_code"], unique=False)
    op.create_index(
        "ix_bond_use_province", "bond_use", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_bond_use_source_key", "bond_use", ["source_key"], unique=False)
    op.create_table(
        "bond_use_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("use_id", sa.Text(), nullable=False),
        sa.Column("project_uid", sa.Text(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("printed_nature", sa.Text(), nullable=False),
        sa.Column("nature_name", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("printed_field", sa.Text(), nullable=True),
        sa.Column("field_name", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("department_code", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("unit_code", sa.Text(), nullable=True),
        sa.Column("issued_in", sa.Date(), nullable=False),
        sa.Column("bond_code", sa.Text(), nullable=True),
        sa.Column("bond_name", sa.Text(), nullable=True),
        sa.Column("bond_size", sa.BigInteger(), nullable=True),
        sa.Column("allocated", sa.BigInteger(), nullable=True),
        sa.Column("region_grade", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("province_code", sa.Integer(), nullable=True),
        sa.Column("city_code", sa.Integer(), nullable=True),
        sa.Column("county_code", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False),
        sa.Column("until_batch", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "home_code",
            "region_code",
            "fiscal_year",
            "use_id",
            "until_batch",
            name="pk_bond_use_history",
        ),
    )
    op.create_index(
        "ix_bond_use_history_until_batch", "bond_use_history", ["until_batch"], unique=False
    )
    op.create_table(
        "debt_balance",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("balance_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("limit_amount", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("counted_in_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("is_repeat", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("printed_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("printed_name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("region_grade", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("column_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("heading", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("printed", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("printed_unit", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("row_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("province_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("city_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("county_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "source_updated_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column("since_batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "home_code", "region_code", "fiscal_year", "balance_id", name=op.f("pk_debt_balance")
        ),
    )
    op.create_index(
        "ix_debt_balance_city", "debt_balance", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_debt_balance_county", "debt_balance", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_debt_balance_document", "debt_balance", ["document"], unique=False)
    op.create_index("ix_debt_balance_printed_code", "debt_balance", ["printed_code"], unique=False)
    op.create_index(
        "ix_debt_balance_province", "debt_balance", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_debt_balance_source_key", "debt_balance", ["source_key"], unique=False)
    op.create_table(
        "debt_balance_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("balance_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("limit_amount", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("counted_in_code", sa.Integer(), nullable=True),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("printed_code", sa.Text(), nullable=False),
        sa.Column("printed_name", sa.Text(), nullable=False),
        sa.Column("region_grade", sa.Text(), nullable=False),
        sa.Column("column_no", sa.BigInteger(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("printed_unit", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("province_code", sa.Integer(), nullable=True),
        sa.Column("city_code", sa.Integer(), nullable=True),
        sa.Column("county_code", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False),
        sa.Column("until_batch", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "home_code",
            "region_code",
            "fiscal_year",
            "balance_id",
            "until_batch",
            name="pk_debt_balance_history",
        ),
    )
    op.create_index(
        "ix_debt_balance_history_until_batch", "debt_balance_history", ["until_batch"], unique=False
    )
    op.create_table(
        "debt_limit",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("limit_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("counted_in_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("is_repeat", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("printed_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("printed_name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("region_grade", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("column_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("heading", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("printed", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("printed_unit", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("row_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("province_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("city_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("county_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "source_updated_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column("since_batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "home_code", "region_code", "fiscal_year", "limit_id", name=op.f("pk_debt_limit")
        ),
    )
    op.create_index("ix_debt_limit_city", "debt_limit", ["fiscal_year", "city_code"], unique=False)
    op.create_index(
        "ix_debt_limit_county", "debt_limit", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_debt_limit_document", "debt_limit", ["document"], unique=False)
    op.create_index("ix_debt_limit_printed_code", "debt_limit", ["printed_code"], unique=False)
    op.create_index(
        "ix_debt_limit_province", "debt_limit", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_debt_limit_source_key", "debt_limit", ["source_key"], unique=False)
    op.create_table(
        "debt_limit_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("limit_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("counted_in_code", sa.Integer(), nullable=True),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("printed_code", sa.Text(), nullable=False),
        sa.Column("printed_name", sa.Text(), nullable=False),
        sa.Column("region_grade", sa.Text(), nullable=False),
        sa.Column("column_no", sa.BigInteger(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("printed_unit", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("province_code", sa.Integer(), nullable=True),
        sa.Column("city_code", sa.Integer(), nullable=True),
        sa.Column("county_code", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False),
        sa.Column("until_batch", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "home_code",
            "region_code",
            "fiscal_year",
            "limit_id",
            "until_batch",
            name="pk_debt_limit_history",
        ),
    )
    op.create_index(
        "ix_debt_limit_history_until_batch", "debt_limit_history", ["until_batch"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_debt_limit_history_until_batch", table_name="debt_limit_history")
    op.drop_table("debt_limit_history")
    op.drop_index("ix_debt_limit_source_key", table_name="debt_limit")
    op.drop_index("ix_debt_limit_province", table_name="debt_limit")
    op.drop_index("ix_debt_limit_printed_code", table_name="debt_limit")
    op.drop_index("ix_debt_limit_document", table_name="debt_limit")
    op.drop_index("ix_debt_limit_county", table_name="debt_limit")
    op.drop_index("ix_debt_limit_city", table_name="debt_limit")
    op.drop_table("debt_limit")
    op.drop_index("ix_debt_balance_history_until_batch", table_name="debt_balance_history")
    op.drop_table("debt_balance_history")
    op.drop_index("ix_debt_balance_source_key", table_name="debt_balance")
    op.drop_index("ix_debt_balance_province", table_name="debt_balance")
    op.drop_index("ix_debt_balance_printed_code", table_name="debt_balance")
    op.drop_index("ix_debt_balance_document", table_name="debt_balance")
    op.drop_index("ix_debt_balance_county", table_name="debt_balance")
    op.drop_index("ix_debt_balance_city", table_name="debt_balance")
    op.drop_table("debt_balance")
    op.drop_index("ix_bond_use_history_until_batch", table_name="bond_use_history")
    op.drop_table("bond_use_history")
    op.drop_index("ix_bond_use_source_key", table_name="bond_use")
    op.drop_index("ix_bond_use_province", table_name="bond_use")
    op.drop_index("ix_bond_use_project_code", table_name="bond_use")
    op.drop_index("ix_bond_use_of_project_bond_uses", table_name="bond_use")
    op.drop_index("ix_bond_use_document", table_name="bond_use")
    op.drop_index("ix_bond_use_county", table_name="bond_use")
    op.drop_index("ix_bond_use_city", table_name="bond_use")
    op.drop_index("ix_bond_use_bond_code", table_name="bond_use")
    op.drop_table("bond_use")
