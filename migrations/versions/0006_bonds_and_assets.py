"""Bonds, on-lending and debt service; assets"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "asset_card",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("card_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asset_class", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("acquired_by", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("acquired_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("use", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("original_value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("depreciation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("area", sa.Numeric(precision=24, scale=4), autoincrement=False, nullable=True),
        sa.Column(
            "quantity", sa.Numeric(precision=24, scale=4), autoincrement=False, nullable=False
        ),
        sa.Column("measure", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("location", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("custodian", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("contract_no", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payment_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payment_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("project_code", sa.Text(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "fiscal_year", "card_no", name=op.f("pk_asset_card")
        ),
    )
    op.create_index("ix_asset_card_city", "asset_card", ["fiscal_year", "city_code"], unique=False)
    op.create_index(
        "ix_asset_card_county", "asset_card", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_asset_card_document", "asset_card", ["document"], unique=False)
    op.create_index(
        "ix_asset_card_of_payment_asset_cards",
        "asset_card",
        ["home_code", "region_code", "payment_id", "payment_year"],
        unique=False,
    )
    op.create_index(
        "ix_asset_card_of_project_asset_cards",
        "asset_card",
        ["home_code", "region_code", "project_code"],
        unique=False,
    )
    op.create_index(
        "ix_asset_card_province", "asset_card", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_asset_card_source_key", "asset_card", ["source_key"], unique=False)
    op.create_table(
        "asset_card_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("card_no", sa.Text(), nullable=False),
        sa.Column("asset_class", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("acquired_by", sa.Text(), nullable=False),
        sa.Column("acquired_on", sa.Date(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("original_value", sa.BigInteger(), nullable=False),
        sa.Column("depreciation", sa.BigInteger(), nullable=False),
        sa.Column("net_value", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.Numeric(precision=24, scale=4), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=24, scale=4), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("custodian", sa.Text(), nullable=True),
        sa.Column("contract_no", sa.Text(), nullable=True),
        sa.Column("payment_id", sa.Text(), nullable=True),
        sa.Column("payment_year", sa.SmallInteger(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
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
            "card_no",
            "until_batch",
            name="pk_asset_card_history",
        ),
    )
    op.create_index(
        "ix_asset_card_history_until_batch", "asset_card_history", ["until_batch"], unique=False
    )
    op.create_table(
        "asset_disposal",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("disposal_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("card_no", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("last_register_year", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("disposed_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("agency_code", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("original_value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("proceeds", sa.BigInteger(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "disposal_id", name=op.f("pk_asset_disposal")
        ),
    )
    op.create_index(
        "ix_asset_disposal_city", "asset_disposal", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_asset_disposal_county", "asset_disposal", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_asset_disposal_document", "asset_disposal", ["document"], unique=False)
    op.create_index(
        "ix_asset_disposal_of_asset_card_disposals",
        "asset_disposal",
        ["home_code", "region_code", "card_no", "last_register_year"],
        unique=False,
    )
    op.create_index(
        "ix_asset_disposal_province",
        "asset_disposal",
        ["fiscal_year", "province_code"],
        unique=False,
    )
    op.create_index("ix_asset_disposal_source_key", "asset_disposal", ["source_key"], unique=False)
    op.create_table(
        "asset_disposal_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("disposal_id", sa.Text(), nullable=False),
        sa.Column("card_no", sa.Text(), nullable=False),
        sa.Column("last_register_year", sa.SmallInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("disposed_on", sa.Date(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("original_value", sa.BigInteger(), nullable=False),
        sa.Column("net_value", sa.BigInteger(), nullable=False),
        sa.Column("proceeds", sa.BigInteger(), nullable=False),
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
            "disposal_id",
            "until_batch",
            name="pk_asset_disposal_history",
        ),
    )
    op.create_index(
        "ix_asset_disposal_history_until_batch",
        "asset_disposal_history",
        ["until_batch"],
        unique=False,
    )
    op.create_table(
        "bond",
        sa.Column("code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("purpose", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("nature", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("matures_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Numeric(precision=24, scale=4), autoincrement=False, nullable=False),
        sa.Column(
            "interest_rate", sa.Numeric(precision=18, scale=6), autoincrement=False, nullable=False
        ),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column(
            "source_updated_at", sa.DateTime(timezone=True), autoincrement=False, nullable=True
        ),
        sa.Column("since_batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_bond")),
    )
    op.create_index("ix_bond_source_key", "bond", ["source_key"], unique=False)
    op.create_table(
        "bond_history",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("matures_on", sa.Date(), nullable=False),
        sa.Column("term", sa.Numeric(precision=24, scale=4), nullable=False),
        sa.Column("interest_rate", sa.Numeric(precision=18, scale=6), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since_batch", sa.BigInteger(), nullable=False),
        sa.Column("until_batch", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "until_batch", name="pk_bond_history"),
    )
    op.create_index("ix_bond_history_until_batch", "bond_history", ["until_batch"], unique=False)
    op.create_table(
        "debt_service",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("bond_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("paid_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("principal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("interest", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paid_from", sa.Text(), autoincrement=False, nullable=False),
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
            "home_code", "region_code", "fiscal_year", "service_id", name=op.f("pk_debt_service")
        ),
    )
    op.create_index(
        "ix_debt_service_city", "debt_service", ["fiscal_year", "city_code"], unique=False
    )
    op.create_index(
        "ix_debt_service_county", "debt_service", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_debt_service_document", "debt_service", ["document"], unique=False)
    op.create_index("ix_debt_service_of_bond_services", "debt_service", ["bond_code"], unique=False)
    op.create_index(
        "ix_debt_service_province", "debt_service", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_debt_service_source_key", "debt_service", ["source_key"], unique=False)
    op.create_table(
        "debt_service_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("bond_code", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.Column("paid_from", sa.Text(), nullable=False),
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
            "service_id",
            "until_batch",
            name="pk_debt_service_history",
        ),
    )
    op.create_index(
        "ix_debt_service_history_until_batch", "debt_service_history", ["until_batch"], unique=False
    )
    op.create_table(
        "on_lending",
        sa.Column("home_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("on_lending_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("to_region_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bond_code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("lent_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_region_home", sa.Integer(), autoincrement=False, nullable=True),
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
            "home_code", "region_code", "fiscal_year", "on_lending_id", name=op.f("pk_on_lending")
        ),
    )
    op.create_index("ix_on_lending_city", "on_lending", ["fiscal_year", "city_code"], unique=False)
    op.create_index(
        "ix_on_lending_county", "on_lending", ["fiscal_year", "county_code"], unique=False
    )
    op.create_index("ix_on_lending_document", "on_lending", ["document"], unique=False)
    op.create_index("ix_on_lending_of_bond_on_lendings", "on_lending", ["bond_code"], unique=False)
    op.create_index(
        "ix_on_lending_province", "on_lending", ["fiscal_year", "province_code"], unique=False
    )
    op.create_index("ix_on_lending_source_key", "on_lending", ["source_key"], unique=False)
    op.create_table(
        "on_lending_history",
        sa.Column("home_code", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("on_lending_id", sa.Text(), nullable=False),
        sa.Column("to_region_code", sa.Integer(), nullable=False),
        sa.Column("bond_code", sa.Text(), nullable=False),
        sa.Column("lent_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("to_region_home", sa.Integer(), nullable=True),
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
            "on_lending_id",
            "until_batch",
            name="pk_on_lending_history",
        ),
    )
    op.create_index(
        "ix_on_lending_history_until_batch", "on_lending_history", ["until_batch"], unique=False
    )
    op.create_index("ix_cash_plan_of_bond_cash_plans", "cash_plan", ["bond_code"], unique=False)
    op.create_index(
        "ix_payment_request_of_bond_payment_requests",
        "payment_request",
        ["bond_code"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_payment_request_of_bond_payment_requests", table_name="payment_request")
    op.drop_index("ix_cash_plan_of_bond_cash_plans", table_name="cash_plan")
    op.drop_index("ix_on_lending_history_until_batch", table_name="on_lending_history")
    op.drop_table("on_lending_history")
    op.drop_index("ix_on_lending_source_key", table_name="on_lending")
    op.drop_index("ix_on_lending_province", table_name="on_lending")
    op.drop_index("ix_on_lending_of_bond_on_lendings", table_name="on_lending")
    op.drop_index("ix_on_lending_document", table_name="on_lending")
    op.drop_index("ix_on_lending_county", table_name="on_lending")
    op.drop_index("ix_on_lending_city", table_name="on_lending")
    op.drop_table("on_lending")
    op.drop_index("ix_debt_service_history_until_batch", table_name="debt_service_history")
    op.drop_table("debt_service_history")
    op.drop_index("ix_debt_service_source_key", table_name="debt_service")
    op.drop_index("ix_debt_service_province", table_name="debt_service")
    op.drop_index("ix_debt_service_of_bond_services", table_name="debt_service")
    op.drop_index("ix_debt_service_document", table_name="debt_service")
    op.drop_index("ix_debt_service_county", table_name="debt_service")
    op.drop_index("ix_debt_service_city", table_name="debt_service")
    op.drop_table("debt_service")
    op.drop_index("ix_bond_history_until_batch", table_name="bond_history")
    op.drop_table("bond_history")
    op.drop_index("ix_bond_source_key", table_name="bond")
    op.drop_table("bond")
    op.drop_index("ix_asset_disposal_history_until_batch", table_name="asset_disposal_history")
    op.drop_table("asset_disposal_history")
    op.drop_index("ix_asset_disposal_source_key", table_name="asset_disposal")
    op.drop_index("ix_asset_disposal_province", table_name="asset_disposal")
    op.drop_index("ix_asset_disposal_of_asset_card_disposals", table_name="asset_disposal")
    op.drop_index("ix_asset_disposal_document", table_name="asset_disposal")
    op.drop_index("ix_asset_disposal_county", table_name="asset_disposal")
    op.drop_index("ix_asset_disposal_city", table_name="asset_disposal")
    op.drop_table("asset_disposal")
    op.drop_index("ix_asset_card_history_until_batch", table_name="asset_card_history")
    op.drop_table("asset_card_history")
    op.drop_index("ix_asset_card_source_key", table_name="asset_card")
    op.drop_index("ix_asset_card_province", table_name="asset_card")
    op.drop_index("ix_asset_card_of_project_asset_cards", table_name="asset_card")
    op.drop_index("ix_asset_card_of_payment_asset_cards", table_name="asset_card")
    op.drop_index("ix_asset_card_document", table_name="asset_card")
    op.drop_index("ix_asset_card_county", table_name="asset_card")
    op.drop_index("ix_asset_card_city", table_name="asset_card")
    op.drop_table("asset_card")
