"""Agriculture"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "agri_funding",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("funding_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("agri_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_tier", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("transfer_programme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("direct_fund", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_pooled", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("arranged", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paid", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "funding_id", name=op.f("pk_agri_funding")
        ),
    )
    op.create_index(
        "ix_agri_funding_city", "agri_funding", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_agri_funding_county", "agri_funding", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index(
        "ix_agri_funding_of_agri_project_funding",
        "agri_funding",
        ["home_code", "region_code", "agri_code"],
        unique=False,
    )
    op.create_index(
        "ix_agri_funding_province", "agri_funding", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_agri_funding_source_key", "agri_funding", ["source_key"], unique=False)
    op.create_index(
        "ix_agri_funding_transfer_programme", "agri_funding", ["transfer_programme"], unique=False
    )
    op.create_table(
        "agri_funding_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("funding_id", sa.Text(), nullable=False),
        sa.Column("agri_code", sa.Text(), nullable=False),
        sa.Column("source_tier", sa.Text(), nullable=False),
        sa.Column("transfer_programme", sa.Text(), nullable=True),
        sa.Column("direct_fund", sa.Text(), nullable=True),
        sa.Column("is_pooled", sa.Boolean(), nullable=False),
        sa.Column("arranged", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
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
            "funding_id",
            "until_batch",
            name="pk_agri_funding_history",
        ),
    )
    op.create_index(
        "ix_agri_funding_history_until_batch", "agri_funding_history", ["until_batch"], unique=False
    )
    op.create_table(
        "agri_project",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agri_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("theme", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("town_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("town_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("town_grade", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("village", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("area", sa.Numeric(precision=24, scale=4), autoincrement=False, nullable=True),
        sa.Column("beneficiaries", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("investment", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "physical_progress",
            sa.Numeric(precision=18, scale=6),
            autoincrement=False,
            nullable=True,
        ),
        sa.Column("is_pooled", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("started_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("stage", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("stage_since", sa.Date(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "agri_code", name=op.f("pk_agri_project")
        ),
    )
    op.create_index(
        "ix_agri_project_of_project_agri_projects",
        "agri_project",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index("ix_agri_project_source_key", "agri_project", ["source_key"], unique=False)
    op.create_table(
        "agri_project_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("agri_code", sa.Text(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("town_code", sa.Integer(), nullable=True),
        sa.Column("town_name", sa.Text(), nullable=True),
        sa.Column("town_grade", sa.Text(), nullable=True),
        sa.Column("village", sa.Text(), nullable=True),
        sa.Column("area", sa.Numeric(precision=24, scale=4), nullable=True),
        sa.Column("beneficiaries", sa.BigInteger(), nullable=True),
        sa.Column("investment", sa.BigInteger(), nullable=False),
        sa.Column("physical_progress", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("is_pooled", sa.Boolean(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=True),
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
            "home_code", "region_code", "agri_code", "until_batch", name="pk_agri_project_history"
        ),
    )
    op.create_index(
        "ix_agri_project_history_until_batch", "agri_project_history", ["until_batch"], unique=False
    )
    op.create_table(
        "agri_stage",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("agri_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("serial_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("entered_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("left_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("photos", sa.Text(), autoincrement=False, nullable=True),
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
        sa.PrimaryKeyConstraint("home_code", "region_code", "stage_id", name=op.f("pk_agri_stage")),
    )
    op.create_index(
        "ix_agri_stage_of_agri_project_stages",
        "agri_stage",
        ["home_code", "region_code", "agri_code"],
        unique=False,
    )
    op.create_index("ix_agri_stage_source_key", "agri_stage", ["source_key"], unique=False)
    op.create_table(
        "agri_stage_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Text(), nullable=False),
        sa.Column("agri_code", sa.Text(), nullable=False),
        sa.Column("serial_no", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("photos", sa.Text(), nullable=True),
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
            "home_code", "region_code", "stage_id", "until_batch", name="pk_agri_stage_history"
        ),
    )
    op.create_index(
        "ix_agri_stage_history_until_batch", "agri_stage_history", ["until_batch"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_agri_stage_history_until_batch", table_name="agri_stage_history")
    op.drop_table("agri_stage_history")
    op.drop_index("ix_agri_stage_source_key", table_name="agri_stage")
    op.drop_index("ix_agri_stage_of_agri_project_stages", table_name="agri_stage")
    op.drop_table("agri_stage")
    op.drop_index("ix_agri_project_history_until_batch", table_name="agri_project_history")
    op.drop_table("agri_project_history")
    op.drop_index("ix_agri_project_source_key", table_name="agri_project")
    op.drop_index("ix_agri_project_of_project_agri_projects", table_name="agri_project")
    op.drop_table("agri_project")
    op.drop_index("ix_agri_funding_history_until_batch", table_name="agri_funding_history")
    op.drop_table("agri_funding_history")
    op.drop_index("ix_agri_funding_transfer_programme", table_name="agri_funding")
    op.drop_index("ix_agri_funding_source_key", table_name="agri_funding")
    op.drop_index("ix_agri_funding_province", table_name="agri_funding")
    op.drop_index("ix_agri_funding_of_agri_project_funding", table_name="agri_funding")
    op.drop_index("ix_agri_funding_county", table_name="agri_funding")
    op.drop_index("ix_agri_funding_city", table_name="agri_funding")
    op.drop_table("agri_funding")
