"""Procurement, from plan to acceptance"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "acceptance",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("acceptance_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("contract_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("accepted_on", sa.Date(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "acceptance_id", name=op.f("pk_acceptance")
        ),
    )
    op.create_index(
        "ix_acceptance_of_contract_acceptances",
        "acceptance",
        ["home_code", "region_code", "contract_no"],
        unique=False,
    )
    op.create_index("ix_acceptance_source_key", "acceptance", ["source_key"], unique=False)
    op.create_table(
        "acceptance_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("acceptance_id", sa.Text(), nullable=False),
        sa.Column("contract_no", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
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
            "home_code", "region_code", "acceptance_id", "until_batch", name="pk_acceptance_history"
        ),
    )
    op.create_index(
        "ix_acceptance_history_until_batch", "acceptance_history", ["until_batch"], unique=False
    )
    op.create_table(
        "award",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("award_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ocid", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("tender_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("supplier_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("joint_suppliers", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("awarded_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
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
        sa.PrimaryKeyConstraint("home_code", "region_code", "award_id", name=op.f("pk_award")),
    )
    op.create_index("ix_award_ocid", "award", ["ocid"], unique=False)
    op.create_index("ix_award_of_supplier_awards", "award", ["supplier_code"], unique=False)
    op.create_index(
        "ix_award_of_tender_awards",
        "award",
        ["home_code", "region_code", "tender_id"],
        unique=False,
    )
    op.create_index("ix_award_source_key", "award", ["source_key"], unique=False)
    op.create_table(
        "award_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Text(), nullable=False),
        sa.Column("ocid", sa.Text(), nullable=True),
        sa.Column("tender_id", sa.Text(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("supplier_code", sa.Text(), nullable=True),
        sa.Column("joint_suppliers", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
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
            "home_code", "region_code", "award_id", "until_batch", name="pk_award_history"
        ),
    )
    op.create_index("ix_award_history_until_batch", "award_history", ["until_batch"], unique=False)
    op.create_table(
        "contract",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contract_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ocid", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("award_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("plan_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("plan_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("supplier_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("method", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_sme_reserved", sa.Boolean(), autoincrement=False, nullable=True),
        sa.Column("signed_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("published_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("ends_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("original_amount", sa.BigInteger(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "contract_no", name=op.f("pk_contract")
        ),
    )
    op.create_index("ix_contract_ocid", "contract", ["ocid"], unique=False)
    op.create_index(
        "ix_contract_of_award_contracts",
        "contract",
        ["home_code", "region_code", "award_id"],
        unique=False,
    )
    op.create_index(
        "ix_contract_of_procurement_plan_contracts",
        "contract",
        ["home_code", "region_code", "plan_id", "plan_year"],
        unique=False,
    )
    op.create_index(
        "ix_contract_of_project_contracts",
        "contract",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_contract_of_supplier_contracts", "contract", ["supplier_code"], unique=False
    )
    op.create_index("ix_contract_source_key", "contract", ["source_key"], unique=False)
    op.create_table(
        "contract_change",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("contract_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("changed_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "change_id", name=op.f("pk_contract_change")
        ),
    )
    op.create_index(
        "ix_contract_change_of_contract_changes",
        "contract_change",
        ["home_code", "region_code", "contract_no"],
        unique=False,
    )
    op.create_index(
        "ix_contract_change_source_key", "contract_change", ["source_key"], unique=False
    )
    op.create_table(
        "contract_change_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("contract_no", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
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
            "change_id",
            "until_batch",
            name="pk_contract_change_history",
        ),
    )
    op.create_index(
        "ix_contract_change_history_until_batch",
        "contract_change_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "contract_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("contract_no", sa.Text(), nullable=False),
        sa.Column("ocid", sa.Text(), nullable=True),
        sa.Column("award_id", sa.Text(), nullable=True),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("plan_year", sa.SmallInteger(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("supplier_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("is_sme_reserved", sa.Boolean(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("original_amount", sa.BigInteger(), nullable=True),
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
            "home_code", "region_code", "contract_no", "until_batch", name="pk_contract_history"
        ),
    )
    op.create_index(
        "ix_contract_history_until_batch", "contract_history", ["until_batch"], unique=False
    )
    op.create_table(
        "procurement_plan",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ocid", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("allotment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("item_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("item", sa.Text(), autoincrement=False, nullable=True),
        sa.Column(
            "quantity", sa.Numeric(precision=24, scale=4), autoincrement=False, nullable=True
        ),
        sa.Column("unit_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("method", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("organisation_form", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("is_sme_reserved", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("planned_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "plan_id", name=op.f("pk_procurement_plan")
        ),
    )
    op.create_index(
        "ix_procurement_plan_city", "procurement_plan", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_procurement_plan_county",
        "procurement_plan",
        ["fiscal_year", "county_code"],
        unique=False,
    )
    op.create_index("ix_procurement_plan_ocid", "procurement_plan", ["ocid"], unique=False)
    op.create_index(
        "ix_procurement_plan_of_allotment_procurement_plans",
        "procurement_plan",
        ["home_code", "region_code", "fiscal_year", "allotment_id"],
        unique=False,
    )
    op.create_index(
        "ix_procurement_plan_of_project_procurement_plans",
        "procurement_plan",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_procurement_plan_province",
        "procurement_plan",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index(
        "ix_procurement_plan_source_key", "procurement_plan", ["source_key"], unique=False
    )
    op.create_table(
        "procurement_plan_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("ocid", sa.Text(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("allotment_id", sa.Text(), nullable=True),
        sa.Column("item_name", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=24, scale=4), nullable=True),
        sa.Column("unit_name", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("organisation_form", sa.Text(), nullable=True),
        sa.Column("is_sme_reserved", sa.Boolean(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
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
            "plan_id",
            "until_batch",
            name="pk_procurement_plan_history",
        ),
    )
    op.create_index(
        "ix_procurement_plan_history_until_batch",
        "procurement_plan_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "supplier",
        sa.Column("code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "source_updated_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column("since_batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_supplier")),
    )
    op.create_index("ix_supplier_name", "supplier", ["name"], unique=False)
    op.create_index("ix_supplier_source_key", "supplier", ["source_key"], unique=False)
    op.create_table(
        "supplier_history",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False),
        sa.Column("until_batch", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "until_batch", name="pk_supplier_history"),
    )
    op.create_index(
        "ix_supplier_history_until_batch", "supplier_history", ["until_batch"], unique=False
    )
    op.create_table(
        "tender",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tender_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ocid", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("plan_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("plan_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("published_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("opened_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("bidders", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=True),
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
        sa.PrimaryKeyConstraint("home_code", "region_code", "tender_id", name=op.f("pk_tender")),
    )
    op.create_index("ix_tender_ocid", "tender", ["ocid"], unique=False)
    op.create_index(
        "ix_tender_of_procurement_plan_tenders",
        "tender",
        ["home_code", "region_code", "plan_id", "plan_year"],
        unique=False,
    )
    op.create_index("ix_tender_source_key", "tender", ["source_key"], unique=False)
    op.create_table(
        "tender_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=False),
        sa.Column("ocid", sa.Text(), nullable=True),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("plan_year", sa.SmallInteger(), nullable=True),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("bidders", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
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
            "home_code", "region_code", "tender_id", "until_batch", name="pk_tender_history"
        ),
    )
    op.create_index(
        "ix_tender_history_until_batch", "tender_history", ["until_batch"], unique=False
    )
    op.create_index(
        "ix_payment_request_of_contract_payment_requests",
        "payment_request",
        ["home_code", "region_code", "contract_no"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_payment_request_of_contract_payment_requests", table_name="payment_request")
    op.drop_index("ix_tender_history_until_batch", table_name="tender_history")
    op.drop_table("tender_history")
    op.drop_index("ix_tender_source_key", table_name="tender")
    op.drop_index("ix_tender_of_procurement_plan_tenders", table_name="tender")
    op.drop_index("ix_tender_ocid", table_name="tender")
    op.drop_table("tender")
    op.drop_index("ix_supplier_history_until_batch", table_name="supplier_history")
    op.drop_table("supplier_history")
    op.drop_index("ix_supplier_source_key", table_name="supplier")
    op.drop_index("ix_supplier_name", table_name="supplier")
    op.drop_table("supplier")
    op.drop_index("ix_procurement_plan_history_until_batch", table_name="procurement_plan_history")
    op.drop_table("procurement_plan_history")
    op.drop_index("ix_procurement_plan_source_key", table_name="procurement_plan")
    op.drop_index("ix_procurement_plan_province", table_name="procurement_plan")
    op.drop_index("ix_procurement_plan_of_project_procurement_plans", table_name="procurement_plan")
    op.drop_index(
        "ix_procurement_plan_of_allotment_procurement_plans", table_name="procurement_plan"
    )
    op.drop_index("ix_procurement_plan_ocid", table_name="procurement_plan")
    op.drop_index("ix_procurement_plan_county", table_name="procurement_plan")
    op.drop_index("ix_procurement_plan_city", table_name="procurement_plan")
    op.drop_table("procurement_plan")
    op.drop_index("ix_contract_history_until_batch", table_name="contract_history")
    op.drop_table("contract_history")
    op.drop_index("ix_contract_change_history_until_batch", table_name="contract_change_history")
    op.drop_table("contract_change_history")
    op.drop_index("ix_contract_change_source_key", table_name="contract_change")
    op.drop_index("ix_contract_change_of_contract_changes", table_name="contract_change")
    op.drop_table("contract_change")
    op.drop_index("ix_contract_source_key", table_name="contract")
    op.drop_index("ix_contract_of_supplier_contracts", table_name="contract")
    op.drop_index("ix_contract_of_project_contracts", table_name="contract")
    op.drop_index("ix_contract_of_procurement_plan_contracts", table_name="contract")
    op.drop_index("ix_contract_of_award_contracts", table_name="contract")
    op.drop_index("ix_contract_ocid", table_name="contract")
    op.drop_table("contract")
    op.drop_index("ix_award_history_until_batch", table_name="award_history")
    op.drop_table("award_history")
    op.drop_index("ix_award_source_key", table_name="award")
    op.drop_index("ix_award_of_tender_awards", table_name="award")
    op.drop_index("ix_award_of_supplier_awards", table_name="award")
    op.drop_index("ix_award_ocid", table_name="award")
    op.drop_table("award")
    op.drop_index("ix_acceptance_history_until_batch", table_name="acceptance_history")
    op.drop_table("acceptance_history")
    op.drop_index("ix_acceptance_source_key", table_name="acceptance")
    op.drop_index("ix_acceptance_of_contract_acceptances", table_name="acceptance")
    op.drop_table("acceptance")
