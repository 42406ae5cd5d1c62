"""The model"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "account_balance",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("balance", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code",
            "region_code",
            "fiscal_year",
            "account_id",
            "as_of",
            name=op.f("pk_account_balance"),
        ),
    )
    op.create_index(
        "ix_account_balance_city", "account_balance", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_account_balance_county", "account_balance", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index(
        "ix_account_balance_of_treasury_account_balances",
        "account_balance",
        ["home_code", "region_code", "account_id"],
        unique=False,
    )
    op.create_index(
        "ix_account_balance_province",
        "account_balance",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index(
        "ix_account_balance_source_key", "account_balance", ["source_key"], unique=False
    )
    op.create_table(
        "account_balance_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
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
            "account_id",
            "as_of",
            "until_batch",
            name="pk_account_balance_history",
        ),
    )
    op.create_index(
        "ix_account_balance_history_until_batch",
        "account_balance_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "agency",
        sa.Column("code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("local_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("department_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "source_updated_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column("since_batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agency")),
    )
    op.create_index("ix_agency_name", "agency", ["name"], unique=False)
    op.create_index("ix_agency_source_key", "agency", ["source_key"], unique=False)
    op.create_table(
        "agency_history",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("local_code", sa.Text(), nullable=False),
        sa.Column("department_code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False),
        sa.Column("until_batch", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "until_batch", name="pk_agency_history"),
    )
    op.create_index(
        "ix_agency_history_until_batch", "agency_history", ["until_batch"], unique=False
    )
    op.create_table(
        "allotment",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("allotment_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("doc_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("doc_title", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("superior_doc_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_budget_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("parent_allotment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("parent_region_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("to_region_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("source_type", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_executable", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_procurement", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reduced", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("frozen", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("requested", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("current", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("parent_region_home", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("to_region_home", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("economic_gov", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("economic_dept", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("direct_fund", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("three_guarantees", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("transfer_programme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_agri_pooled", sa.Boolean(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "allotment_id", name=op.f("pk_allotment")
        ),
    )
    op.create_index("ix_allotment_city", "allotment", ["fiscal_year", "city_code"], unique=False)
    op.create_index(
        "ix_allotment_county", "allotment", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_allotment_doc_no", "allotment", ["doc_no"], unique=False)
    op.create_index(
        "ix_allotment_of_allotment_children",
        "allotment",
        ["parent_region_home", "parent_region_code", "fiscal_year", "parent_allotment_id"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_of_project_allotments",
        "allotment",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_of_project_budget_allotments",
        "allotment",
        ["home_code", "region_code", "fiscal_year", "project_budget_id"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_of_transfer_allotments",
        "allotment",
        [
            "parent_region_home",
            "parent_region_code",
            "fiscal_year",
            "superior_doc_no",
            "region_code",
        ],
        unique=False,
    )
    op.create_index(
        "ix_allotment_province", "allotment", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_allotment_source_key", "allotment", ["source_key"], unique=False)
    op.create_table(
        "allotment_adjustment",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("adjustment_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("allotment_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("from_allotment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("batch_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("doc_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("adjusted_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code",
            "region_code",
            "fiscal_year",
            "adjustment_id",
            name=op.f("pk_allotment_adjustment"),
        ),
    )
    op.create_index(
        "ix_allotment_adjustment_city",
        "allotment_adjustment",
        ["fiscal_year", "city_code"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_adjustment_county",
        "allotment_adjustment",
        ["fiscal_year", "county_code"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_adjustment_of_allotment_adjustments",
        "allotment_adjustment",
        ["home_code", "region_code", "fiscal_year", "allotment_id"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_adjustment_province",
        "allotment_adjustment",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index(
        "ix_allotment_adjustment_source_key", "allotment_adjustment", ["source_key"], unique=False
    )
    op.create_table(
        "allotment_adjustment_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("adjustment_id", sa.Text(), nullable=False),
        sa.Column("allotment_id", sa.Text(), nullable=False),
        sa.Column("from_allotment_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("batch_no", sa.Text(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("adjusted_on", sa.Date(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
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
            "adjustment_id",
            "until_batch",
            name="pk_allotment_adjustment_history",
        ),
    )
    op.create_index(
        "ix_allotment_adjustment_history_until_batch",
        "allotment_adjustment_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "allotment_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("allotment_id", sa.Text(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("doc_title", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("superior_doc_no", sa.Text(), nullable=True),
        sa.Column("project_budget_id", sa.Text(), nullable=True),
        sa.Column("parent_allotment_id", sa.Text(), nullable=True),
        sa.Column("parent_region_code", sa.Integer(), nullable=True),
        sa.Column("to_region_code", sa.Integer(), nullable=True),
        sa.Column("source_type", sa.Text(), nullable=True),
        sa.Column("is_executable", sa.Boolean(), nullable=False),
        sa.Column("is_procurement", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reduced", sa.BigInteger(), nullable=False),
        sa.Column("frozen", sa.BigInteger(), nullable=False),
        sa.Column("requested", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.BigInteger(), nullable=False),
        sa.Column("parent_region_home", sa.Integer(), nullable=True),
        sa.Column("to_region_home", sa.Integer(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("economic_gov", sa.Text(), nullable=True),
        sa.Column("economic_dept", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("direct_fund", sa.Text(), nullable=True),
        sa.Column("three_guarantees", sa.Text(), nullable=True),
        sa.Column("transfer_programme", sa.Text(), nullable=True),
        sa.Column("is_agri_pooled", sa.Boolean(), nullable=False),
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
            "allotment_id",
            "until_batch",
            name="pk_allotment_history",
        ),
    )
    op.create_index(
        "ix_allotment_history_until_batch", "allotment_history", ["until_batch"], unique=False
    )
    op.create_table(
        "bank_clearing",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("clearing_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("certificate_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("cleared_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "clearing_no", name=op.f("pk_bank_clearing")
        ),
    )
    op.create_index(
        "ix_bank_clearing_city", "bank_clearing", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_bank_clearing_county", "bank_clearing", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index(
        "ix_bank_clearing_of_payment_clearings",
        "bank_clearing",
        ["home_code", "region_code", "fiscal_year", "certificate_no"],
        unique=False,
    )
    op.create_index(
        "ix_bank_clearing_province", "bank_clearing", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_bank_clearing_source_key", "bank_clearing", ["source_key"], unique=False)
    op.create_table(
        "bank_clearing_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("clearing_no", sa.Text(), nullable=False),
        sa.Column("certificate_no", sa.Text(), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
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
            "clearing_no",
            "until_batch",
            name="pk_bank_clearing_history",
        ),
    )
    op.create_index(
        "ix_bank_clearing_history_until_batch",
        "bank_clearing_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), autoincrement=False, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True),
        sa.Column("received", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unchanged", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stale", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rejected", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("held", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("problem", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("message", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index("ix_batch_source", "batch", ["source"], unique=False)
    op.create_table(
        "cash_plan",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("plan_month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("allotment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("bond_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("requested", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approved", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "plan_id", name=op.f("pk_cash_plan")
        ),
    )
    op.create_index("ix_cash_plan_city", "cash_plan", ["fiscal_year", "city_code"], unique=False)
    op.create_index(
        "ix_cash_plan_county", "cash_plan", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index(
        "ix_cash_plan_of_allotment_cash_plans",
        "cash_plan",
        ["home_code", "region_code", "fiscal_year", "allotment_id"],
        unique=False,
    )
    op.create_index(
        "ix_cash_plan_province", "cash_plan", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_cash_plan_source_key", "cash_plan", ["source_key"], unique=False)
    op.create_table(
        "cash_plan_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("plan_month", sa.Date(), nullable=False),
        sa.Column("allotment_id", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("bond_code", sa.Text(), nullable=True),
        sa.Column("requested", sa.BigInteger(), nullable=False),
        sa.Column("approved", sa.BigInteger(), nullable=False),
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
            "plan_id",
            "until_batch",
            name="pk_cash_plan_history",
        ),
    )
    op.create_index(
        "ix_cash_plan_history_until_batch", "cash_plan_history", ["until_batch"], unique=False
    )
    op.create_table(
        "classification",
        sa.Column("list", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("parent_code", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint(
            "list", "budget_type", "year", "code", name=op.f("pk_classification")
        ),
    )
    op.create_table(
        "code_match",
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("grade", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("records", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "field", "grade", name=op.f("pk_code_match")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("message", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "held_record",
        sa.Column("slice_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, comment="of the record in the slice"),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=True),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=True),
        sa.Column("page_id", sa.BigInteger(), nullable=False, comment="its landed page"),
        sa.PrimaryKeyConstraint("slice_id", "number", name=op.f("pk_held_record")),
    )
    op.create_index(
        "ix_held_record_source",
        "held_record",
        ["source", "stream", "region_code", "fiscal_year"],
        unique=False,
    )
    op.create_table(
        "hub_key",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hub_key")),
    )
    op.create_table(
        "landed_page",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False, comment="compression of `body`"),
        sa.Column("name", sa.Text(), nullable=False, comment="file or page as the source names it"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landed_page")),
        sa.UniqueConstraint("sha256", name=op.f("uq_landed_page_sha256")),
    )
    op.create_table(
        "payment",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("payment_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("certificate_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("voucher_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("paid_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("cleared_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("payer_account", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payee_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payee_account", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("purpose", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paid", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("economic_gov", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("economic_dept", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("direct_fund", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("three_guarantees", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("transfer_programme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_agri_pooled", sa.Boolean(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "payment_id", name=op.f("pk_payment")
        ),
    )
    op.create_index("ix_payment_certificate_no", "payment", ["certificate_no"], unique=False)
    op.create_index(
        "ix_payment_city_amount", "payment", ["fiscal_year", "city_code", "amount"], unique=False
    )
    op.create_index(
        "ix_payment_county_amount",
        "payment",
        ["fiscal_year", "county_code", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_payment_of_bank_clearing_payments",
        "payment",
        ["home_code", "region_code", "fiscal_year", "certificate_no"],
        unique=False,
    )
    op.create_index(
        "ix_payment_of_project_payments",
        "payment",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_payment_province_amount",
        "payment",
        ["fiscal_year", "province_code", "amount"],
        unique=False,
    )
    op.create_index("ix_payment_source_key", "payment", ["source_key"], unique=False)
    op.create_table(
        "payment_detail",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("detail_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("certificate_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payee_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payee_account", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("tracking_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("to_people_or_enterprise", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("person_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("id_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("enterprise_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("credit_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("town_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("village_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paid", sa.BigInteger(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "fiscal_year", "detail_id", name=op.f("pk_payment_detail")
        ),
    )
    op.create_index(
        "ix_payment_detail_city", "payment_detail", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_payment_detail_county", "payment_detail", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index(
        "ix_payment_detail_credit_code", "payment_detail", ["credit_code"], unique=False
    )
    op.create_index(
        "ix_payment_detail_of_payment_details",
        "payment_detail",
        ["home_code", "region_code", "fiscal_year", "certificate_no"],
        unique=False,
    )
    op.create_index(
        "ix_payment_detail_of_payment_request_details",
        "payment_detail",
        ["home_code", "region_code", "fiscal_year", "request_id"],
        unique=False,
    )
    op.create_index(
        "ix_payment_detail_province",
        "payment_detail",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index("ix_payment_detail_source_key", "payment_detail", ["source_key"], unique=False)
    op.create_index(
        "ix_payment_detail_tracking_id", "payment_detail", ["tracking_id"], unique=False
    )
    op.create_table(
        "payment_detail_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("detail_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("certificate_no", sa.Text(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("payee_name", sa.Text(), nullable=True),
        sa.Column("payee_account", sa.Text(), nullable=True),
        sa.Column("tracking_id", sa.Text(), nullable=True),
        sa.Column("to_people_or_enterprise", sa.Boolean(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("id_no", sa.Text(), nullable=True),
        sa.Column("enterprise_name", sa.Text(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("town_code", sa.Integer(), nullable=True),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=True),
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
            "detail_id",
            "until_batch",
            name="pk_payment_detail_history",
        ),
    )
    op.create_index(
        "ix_payment_detail_history_until_batch",
        "payment_detail_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "payment_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("payment_id", sa.Text(), nullable=False),
        sa.Column("certificate_no", sa.Text(), nullable=True),
        sa.Column("voucher_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("payer_account", sa.Text(), nullable=True),
        sa.Column("payee_name", sa.Text(), nullable=True),
        sa.Column("payee_account", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("economic_gov", sa.Text(), nullable=True),
        sa.Column("economic_dept", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("direct_fund", sa.Text(), nullable=True),
        sa.Column("three_guarantees", sa.Text(), nullable=True),
        sa.Column("transfer_programme", sa.Text(), nullable=True),
        sa.Column("is_agri_pooled", sa.Boolean(), nullable=False),
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
            "payment_id",
            "until_batch",
            name="pk_payment_history",
        ),
    )
    op.create_index(
        "ix_payment_history_until_batch", "payment_history", ["until_batch"], unique=False
    )
    op.create_table(
        "payment_request",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("request_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("requested_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("allotment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("contract_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("bond_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payee_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payee_account", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("purpose", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paid", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("economic_gov", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("economic_dept", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("direct_fund", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("three_guarantees", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("transfer_programme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_agri_pooled", sa.Boolean(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "request_id", name=op.f("pk_payment_request")
        ),
    )
    op.create_index(
        "ix_payment_request_city_amount",
        "payment_request",
        ["fiscal_year", "city_code", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_payment_request_county_amount",
        "payment_request",
        ["fiscal_year", "county_code", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_payment_request_of_allotment_requests",
        "payment_request",
        ["home_code", "region_code", "fiscal_year", "allotment_id"],
        unique=False,
    )
    op.create_index(
        "ix_payment_request_of_payment_requests",
        "payment_request",
        ["home_code", "region_code", "fiscal_year", "payment_id"],
        unique=False,
    )
    op.create_index(
        "ix_payment_request_of_project_payment_requests",
        "payment_request",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_payment_request_province_amount",
        "payment_request",
        ["fiscal_year", "province_code", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_payment_request_request_no", "payment_request", ["request_no"], unique=False
    )
    op.create_index(
        "ix_payment_request_source_key", "payment_request", ["source_key"], unique=False
    )
    op.create_table(
        "payment_request_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("request_no", sa.Text(), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("allotment_id", sa.Text(), nullable=True),
        sa.Column("payment_id", sa.Text(), nullable=True),
        sa.Column("contract_no", sa.Text(), nullable=True),
        sa.Column("bond_code", sa.Text(), nullable=True),
        sa.Column("payee_name", sa.Text(), nullable=True),
        sa.Column("payee_account", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("economic_gov", sa.Text(), nullable=True),
        sa.Column("economic_dept", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("direct_fund", sa.Text(), nullable=True),
        sa.Column("three_guarantees", sa.Text(), nullable=True),
        sa.Column("transfer_programme", sa.Text(), nullable=True),
        sa.Column("is_agri_pooled", sa.Boolean(), nullable=False),
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
            "request_id",
            "until_batch",
            name="pk_payment_request_history",
        ),
    )
    op.create_index(
        "ix_payment_request_history_until_batch",
        "payment_request_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "project",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("category", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("setup_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("end_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("total_investment", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("transfer_programme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_capital", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_agricultural", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "project_code", name=op.f("pk_project")
        ),
    )
    op.create_index("ix_project_source_key", "project", ["source_key"], unique=False)
    op.create_index(
        "ix_project_transfer_programme", "project", ["transfer_programme"], unique=False
    )
    op.create_table(
        "project_budget",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("project_budget_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("economic_gov", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("economic_dept", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("applied", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("audited", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approved", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("adjustment", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("virement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("current", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_procurement", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), autoincrement=False, nullable=False),
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
            "home_code",
            "region_code",
            "fiscal_year",
            "project_budget_id",
            name=op.f("pk_project_budget"),
        ),
    )
    op.create_index(
        "ix_project_budget_city", "project_budget", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_project_budget_county", "project_budget", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index(
        "ix_project_budget_of_project_budgets",
        "project_budget",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_project_budget_province",
        "project_budget",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index("ix_project_budget_source_key", "project_budget", ["source_key"], unique=False)
    op.create_table(
        "project_budget_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("project_budget_id", sa.Text(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("economic_gov", sa.Text(), nullable=True),
        sa.Column("economic_dept", sa.Text(), nullable=True),
        sa.Column("applied", sa.BigInteger(), nullable=False),
        sa.Column("audited", sa.BigInteger(), nullable=False),
        sa.Column("approved", sa.BigInteger(), nullable=False),
        sa.Column("adjustment", sa.BigInteger(), nullable=False),
        sa.Column("virement", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.BigInteger(), nullable=False),
        sa.Column("is_procurement", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
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
            "project_budget_id",
            "until_batch",
            name="pk_project_budget_history",
        ),
    )
    op.create_index(
        "ix_project_budget_history_until_batch",
        "project_budget_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "project_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("setup_year", sa.SmallInteger(), nullable=False),
        sa.Column("end_year", sa.SmallInteger(), nullable=True),
        sa.Column("total_investment", sa.BigInteger(), nullable=True),
        sa.Column("transfer_programme", sa.Text(), nullable=True),
        sa.Column("is_capital", sa.Boolean(), nullable=False),
        sa.Column("is_agricultural", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
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
            "home_code", "region_code", "project_code", "until_batch", name="pk_project_history"
        ),
    )
    op.create_index(
        "ix_project_history_until_batch", "project_history", ["until_batch"], unique=False
    )
    op.create_table(
        "receipt",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("receipt_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("banked_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("revenue", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("payer_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_refund", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("central", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("provincial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("county", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "receipt_no", name=op.f("pk_receipt")
        ),
    )
    op.create_index("ix_receipt_city", "receipt", ["fiscal_year", "city_code"], unique=False)
    op.create_index("ix_receipt_county", "receipt", ["fiscal_year", "county_code"], unique=False)
    op.create_index(
        "ix_receipt_province", "receipt", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_receipt_source_key", "receipt", ["source_key"], unique=False)
    op.create_table(
        "receipt_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("receipt_no", sa.Text(), nullable=False),
        sa.Column("banked_on", sa.Date(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("revenue", sa.Text(), nullable=False),
        sa.Column("payer_name", sa.Text(), nullable=True),
        sa.Column("is_refund", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("central", sa.BigInteger(), nullable=False),
        sa.Column("provincial", sa.BigInteger(), nullable=False),
        sa.Column("municipal", sa.BigInteger(), nullable=False),
        sa.Column("county", sa.BigInteger(), nullable=False),
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
            "receipt_no",
            "until_batch",
            name="pk_receipt_history",
        ),
    )
    op.create_index(
        "ix_receipt_history_until_batch", "receipt_history", ["until_batch"], unique=False
    )
    op.create_table(
        "reconciliation",
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("our_count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("our_amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("their_count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("their_amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("set_aside_count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "batch_id", "region_code", "fiscal_year", name=op.f("pk_reconciliation")
        ),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("full_name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("pinyin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("tier", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("parent_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("fiscal_parent_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("to_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("statistical_only", sa.Boolean(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index("ix_region_of_region_children", "region", ["parent_code"], unique=False)
    op.create_index(
        "ix_region_of_region_fiscal_children", "region", ["fiscal_parent_code"], unique=False
    )
    op.create_table(
        "region_change",
        sa.Column("change_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("old_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("old_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("new_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("new_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("effective_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_region_change")),
    )
    op.create_table(
        "region_closure",
        sa.Column("tree", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ancestor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("descendant", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("to_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("depth", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "tree", "ancestor", "descendant", "from_year", name=op.f("pk_region_closure")
        ),
    )
    op.create_index(
        op.f("ix_region_closure_tree_descendant_from_year"),
        "region_closure",
        ["tree", "descendant", "from_year"],
        unique=False,
    )
    op.create_table(
        "region_version",
        sa.Column("code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("to_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("tier", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("parent_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("code", "from_year", name=op.f("pk_region_version")),
    )
    op.create_table(
        "reject",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("record_key", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("cause_en", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fix", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fix_en", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("raw", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reject")),
    )
    op.create_index("ix_reject_batch_id", "reject", ["batch_id"], unique=False)
    op.create_index("ix_reject_code", "reject", ["code"], unique=False)
    op.create_table(
        "rollup_allotment_class",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("function_1", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "function_1",
            "batch",
            name="pk_rollup_allotment_class",
        ),
    )
    op.create_table(
        "rollup_payment_class",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("function_1", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "function_1",
            "batch",
            name="pk_rollup_payment_class",
        ),
    )
    op.create_table(
        "rollup_payment_function",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "function",
            "batch",
            name="pk_rollup_payment_function",
        ),
    )
    op.create_table(
        "rollup_payment_month",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("voucher_on_month", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "voucher_on_month",
            "batch",
            name="pk_rollup_payment_month",
        ),
    )
    op.create_table(
        "rollup_project_budget_class",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("function_1", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("approved", sa.BigInteger(), nullable=False),
        sa.Column("adjustment", sa.BigInteger(), nullable=False),
        sa.Column("virement", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "function_1",
            "batch",
            name="pk_rollup_project_budget_class",
        ),
    )
    op.create_table(
        "rollup_receipt",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("banked_on_month", sa.Text(), nullable=False),
        sa.Column("revenue", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("central", sa.BigInteger(), nullable=False),
        sa.Column("provincial", sa.BigInteger(), nullable=False),
        sa.Column("municipal", sa.BigInteger(), nullable=False),
        sa.Column("county", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "banked_on_month",
            "revenue",
            "batch",
            name="pk_rollup_receipt",
        ),
    )
    op.create_table(
        "rollup_request_class",
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("function_1", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region_code",
            "own",
            "fiscal_year",
            "budget_type",
            "function_1",
            "batch",
            name="pk_rollup_request_class",
        ),
    )
    op.create_table(
        "slice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("committed_at", sa.DateTime(timezone=True), autoincrement=False, nullable=False),
        sa.Column("received", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("held", sa.Boolean(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slice")),
    )
    op.create_index("ix_slice_batch_id", "slice", ["batch_id"], unique=False)
    op.create_index("ix_slice_number", "slice", ["number"], unique=False)
    op.create_table(
        "source",
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("message", sa.Text(), autoincrement=False, nullable=True),
        sa.Column(
            "last_started_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column(
            "last_success_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_source")),
    )
    op.create_table(
        "statement_line",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("line_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("table_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("outline_level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("direction", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("phase", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("revenue", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_repeat", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_part", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("printed", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("printed_unit", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "to_adjusted", sa.Numeric(precision=18, scale=6), autoincrement=False, nullable=True
        ),
        sa.Column(
            "to_prior_year", sa.Numeric(precision=18, scale=6), autoincrement=False, nullable=True
        ),
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
            "home_code", "region_code", "fiscal_year", "line_id", name=op.f("pk_statement_line")
        ),
    )
    op.create_index(
        "ix_statement_line_city", "statement_line", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_statement_line_county", "statement_line", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_statement_line_document", "statement_line", ["document"], unique=False)
    op.create_index(
        "ix_statement_line_province",
        "statement_line",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index("ix_statement_line_source_key", "statement_line", ["source_key"], unique=False)
    op.create_table(
        "statement_line_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("line_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("table_no", sa.Text(), nullable=False),
        sa.Column("line_no", sa.BigInteger(), nullable=False),
        sa.Column("outline_level", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=True),
        sa.Column("revenue", sa.Text(), nullable=True),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("is_part", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("printed_unit", sa.Text(), nullable=False),
        sa.Column("to_adjusted", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("to_prior_year", sa.Numeric(precision=18, scale=6), nullable=True),
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
            "line_id",
            "until_batch",
            name="pk_statement_line_history",
        ),
    )
    op.create_index(
        "ix_statement_line_history_until_batch",
        "statement_line_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "stream_state",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="the reader's cursor, JSON"),
        sa.PrimaryKeyConstraint("source", "stream", name=op.f("pk_stream_state")),
    )
    op.create_table(
        "tombstone",
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="the entity's key as PostgreSQL prints a row"
        ),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False, comment="slice that brought it"),
        sa.PrimaryKeyConstraint("entity", "key", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "transfer",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("transfer_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("to_region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("doc_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("budget_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("fund_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("function", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("transfer_programme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("direct_fund", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_advance", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_region_home", sa.Integer(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "fiscal_year", "transfer_id", name=op.f("pk_transfer")
        ),
    )
    op.create_index("ix_transfer_city", "transfer", ["fiscal_year", "city_code"], unique=False)
    op.create_index("ix_transfer_county", "transfer", ["fiscal_year", "county_code"], unique=False)
    op.create_index(
        "ix_transfer_of_allotment_transfers",
        "transfer",
        ["home_code", "region_code", "fiscal_year", "doc_no", "to_region_code"],
        unique=False,
    )
    op.create_index(
        "ix_transfer_province", "transfer", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_transfer_source_key", "transfer", ["source_key"], unique=False)
    op.create_index(
        "ix_transfer_transfer_programme", "transfer", ["transfer_programme"], unique=False
    )
    op.create_table(
        "transfer_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("transfer_id", sa.Text(), nullable=False),
        sa.Column("to_region_code", sa.Integer(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("budget_type", sa.Text(), nullable=False),
        sa.Column("fund_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("transfer_programme", sa.Text(), nullable=True),
        sa.Column("direct_fund", sa.Text(), nullable=True),
        sa.Column("is_advance", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("to_region_home", sa.Integer(), nullable=True),
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
            "transfer_id",
            "until_batch",
            name="pk_transfer_history",
        ),
    )
    op.create_index(
        "ix_transfer_history_until_batch", "transfer_history", ["until_batch"], unique=False
    )
    op.create_table(
        "treasury_account",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("account_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("bank_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("opened_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("closed_on", sa.Date(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "account_id", name=op.f("pk_treasury_account")
        ),
    )
    op.create_index(
        "ix_treasury_account_source_key", "treasury_account", ["source_key"], unique=False
    )
    op.create_table(
        "treasury_account_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account_no", sa.Text(), nullable=True),
        sa.Column("bank_name", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
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
            "account_id",
            "until_batch",
            name="pk_treasury_account_history",
        ),
    )
    op.create_index(
        "ix_treasury_account_history_until_batch",
        "treasury_account_history",
        ["until_batch"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_treasury_account_history_until_batch", table_name="treasury_account_history")
    op.drop_table("treasury_account_history")
    op.drop_index("ix_treasury_account_source_key", table_name="treasury_account")
    op.drop_table("treasury_account")
    op.drop_index("ix_transfer_history_until_batch", table_name="transfer_history")
    op.drop_table("transfer_history")
    op.drop_index("ix_transfer_transfer_programme", table_name="transfer")
    op.drop_index("ix_transfer_source_key", table_name="transfer")
    op.drop_index("ix_transfer_province", table_name="transfer")
    op.drop_index("ix_transfer_of_allotment_transfers", table_name="transfer")
    op.drop_index("ix_transfer_county", table_name="transfer")
    op.drop_index("ix_transfer_city", table_name="transfer")
    op.drop_table("transfer")
    op.drop_table("tombstone")
    op.drop_table("stream_state")
    op.drop_index("ix_statement_line_history_until_batch", table_name="statement_line_history")
    op.drop_table("statement_line_history")
    op.drop_index("ix_statement_line_source_key", table_name="statement_line")
    op.drop_index("ix_statement_line_province", table_name="statement_line")
    op.drop_index("ix_statement_line_document", table_name="statement_line")
    op.drop_index("ix_statement_line_county", table_name="statement_line")
    op.drop_index("ix_statement_line_city", table_name="statement_line")
    op.drop_table("statement_line")
    op.drop_table("source")
    op.drop_index("ix_slice_number", table_name="slice")
    op.drop_index("ix_slice_batch_id", table_name="slice")
    op.drop_table("slice")
    op.drop_table("rollup_request_class")
    op.drop_table("rollup_receipt")
    op.drop_table("rollup_project_budget_class")
    op.drop_table("rollup_payment_month")
    op.drop_table("rollup_payment_function")
    op.drop_table("rollup_payment_class")
    op.drop_table("rollup_allotment_class")
    op.drop_index("ix_reject_code", table_name="reject")
    op.drop_index("ix_reject_batch_id", table_name="reject")
    op.drop_table("reject")
    op.drop_table("region_version")
    op.drop_index(op.f("ix_region_closure_tree_descendant_from_year"), table_name="region_closure")
    op.drop_table("region_closure")
    op.drop_table("region_change")
    op.drop_index("ix_region_of_region_fiscal_children", table_name="region")
    op.drop_index("ix_region_of_region_children", table_name="region")
    op.drop_table("region")
    op.drop_table("reconciliation")
    op.drop_index("ix_receipt_history_until_batch", table_name="receipt_history")
    op.drop_table("receipt_history")
    op.drop_index("ix_receipt_source_key", table_name="receipt")
    op.drop_index("ix_receipt_province", table_name="receipt")
    op.drop_index("ix_receipt_county", table_name="receipt")
    op.drop_index("ix_receipt_city", table_name="receipt")
    op.drop_table("receipt")
    op.drop_index("ix_project_history_until_batch", table_name="project_history")
    op.drop_table("project_history")
    op.drop_index("ix_project_budget_history_until_batch", table_name="project_budget_history")
    op.drop_table("project_budget_history")
    op.drop_index("ix_project_budget_source_key", table_name="project_budget")
    op.drop_index("ix_project_budget_province", table_name="project_budget")
    op.drop_index("ix_project_budget_of_project_budgets", table_name="project_budget")
    op.drop_index("ix_project_budget_county", table_name="project_budget")
    op.drop_index("ix_project_budget_city", table_name="project_budget")
    op.drop_table("project_budget")
    op.drop_index("ix_project_transfer_programme", table_name="project")
    op.drop_index("ix_project_source_key", table_name="project")
    op.drop_table("project")
    op.drop_index("ix_payment_request_history_until_batch", table_name="payment_request_history")
    op.drop_table("payment_request_history")
    op.drop_index("ix_payment_request_source_key", table_name="payment_request")
    op.drop_index("ix_payment_request_request_no", table_name="payment_request")
    op.drop_index("ix_payment_request_province_amount", table_name="payment_request")
    op.drop_index("ix_payment_request_of_project_payment_requests", table_name="payment_request")
    op.drop_index("ix_payment_request_of_payment_requests", table_name="payment_request")
    op.drop_index("ix_payment_request_of_allotment_requests", table_name="payment_request")
    op.drop_index("ix_payment_request_county_amount", table_name="payment_request")
    op.drop_index("ix_payment_request_city_amount", table_name="payment_request")
    op.drop_table("payment_request")
    op.drop_index("ix_payment_history_until_batch", table_name="payment_history")
    op.drop_table("payment_history")
    op.drop_index("ix_payment_detail_history_until_batch", table_name="payment_detail_history")
    op.drop_table("payment_detail_history")
    op.drop_index("ix_payment_detail_tracking_id", table_name="payment_detail")
    op.drop_index("ix_payment_detail_source_key", table_name="payment_detail")
    op.drop_index("ix_payment_detail_province", table_name="payment_detail")
    op.drop_index("ix_payment_detail_of_payment_request_details", table_name="payment_detail")
    op.drop_index("ix_payment_detail_of_payment_details", table_name="payment_detail")
    op.drop_index("ix_payment_detail_credit_code", table_name="payment_detail")
    op.drop_index("ix_payment_detail_county", table_name="payment_detail")
    op.drop_index("ix_payment_detail_city", table_name="payment_detail")
    op.drop_table("payment_detail")
    op.drop_index("ix_payment_source_key", table_name="payment")
    op.drop_index("ix_payment_province_amount", table_name="payment")
    op.drop_index("ix_payment_of_project_payments", table_name="payment")
    op.drop_index("ix_payment_of_bank_clearing_payments", table_name="payment")
    op.drop_index("ix_payment_county_amount", table_name="payment")
    op.drop_index("ix_payment_city_amount", table_name="payment")
    op.drop_index("ix_payment_certificate_no", table_name="payment")
    op.drop_table("payment")
    op.drop_table("landed_page")
    op.drop_table("hub_key")
    op.drop_index("ix_held_record_source", table_name="held_record")
    op.drop_table("held_record")
    op.drop_table("event")
    op.drop_table("code_match")
    op.drop_table("classification")
    op.drop_index("ix_cash_plan_history_until_batch", table_name="cash_plan_history")
    op.drop_table("cash_plan_history")
    op.drop_index("ix_cash_plan_source_key", table_name="cash_plan")
    op.drop_index("ix_cash_plan_province", table_name="cash_plan")
    op.drop_index("ix_cash_plan_of_allotment_cash_plans", table_name="cash_plan")
    op.drop_index("ix_cash_plan_county", table_name="cash_plan")
    op.drop_index("ix_cash_plan_city", table_name="cash_plan")
    op.drop_table("cash_plan")
    op.drop_index("ix_batch_source", table_name="batch")
    op.drop_table("batch")
    op.drop_index("ix_bank_clearing_history_until_batch", table_name="bank_clearing_history")
    op.drop_table("bank_clearing_history")
    op.drop_index("ix_bank_clearing_source_key", table_name="bank_clearing")
    op.drop_index("ix_bank_clearing_province", table_name="bank_clearing")
    op.drop_index("ix_bank_clearing_of_payment_clearings", table_name="bank_clearing")
    op.drop_index("ix_bank_clearing_county", table_name="bank_clearing")
    op.drop_index("ix_bank_clearing_city", table_name="bank_clearing")
    op.drop_table("bank_clearing")
    op.drop_index("ix_allotment_history_until_batch", table_name="allotment_history")
    op.drop_table("allotment_history")
    op.drop_index(
        "ix_allotment_adjustment_history_until_batch", table_name="allotment_adjustment_history"
    )
    op.drop_table("allotment_adjustment_history")
    op.drop_index("ix_allotment_adjustment_source_key", table_name="allotment_adjustment")
    op.drop_index("ix_allotment_adjustment_province", table_name="allotment_adjustment")
    op.drop_index(
        "ix_allotment_adjustment_of_allotment_adjustments", table_name="allotment_adjustment"
    )
    op.drop_index("ix_allotment_adjustment_county", table_name="allotment_adjustment")
    op.drop_index("ix_allotment_adjustment_city", table_name="allotment_adjustment")
    op.drop_table("allotment_adjustment")
    op.drop_index("ix_allotment_source_key", table_name="allotment")
    op.drop_index("ix_allotment_province", table_name="allotment")
    op.drop_index("ix_allotment_of_transfer_allotments", table_name="allotment")
    op.drop_index("ix_allotment_of_project_budget_allotments", table_name="allotment")
    op.drop_index("ix_allotment_of_project_allotments", table_name="allotment")
    op.drop_index("ix_allotment_of_allotment_children", table_name="allotment")
    op.drop_index("ix_allotment_doc_no", table_name="allotment")
    op.drop_index("ix_allotment_county", table_name="allotment")
    op.drop_index("ix_allotment_city", table_name="allotment")
    op.drop_table("allotment")
    op.drop_index("ix_agency_history_until_batch", table_name="agency_history")
    op.drop_table("agency_history")
    op.drop_index("ix_agency_source_key", table_name="agency")
    op.drop_index("ix_agency_name", table_name="agency")
    op.drop_table("agency")
    op.drop_index("ix_account_balance_history_until_batch", table_name="account_balance_history")
    op.drop_table("account_balance_history")
    op.drop_index("ix_account_balance_source_key", table_name="account_balance")
    op.drop_index("ix_account_balance_province", table_name="account_balance")
    op.drop_index("ix_account_balance_of_treasury_account_balances", table_name="account_balance")
    op.drop_index("ix_account_balance_county", table_name="account_balance")
    op.drop_index("ix_account_balance_city", table_name="account_balance")
    op.drop_table("account_balance")
