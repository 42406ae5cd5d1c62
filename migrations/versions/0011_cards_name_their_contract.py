"""Cards name their contract"""

from collections.abc import Sequence

from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "ix_asset_card_of_contract_asset_cards",
        "asset_card",
        ["home_code", "region_code", "contract_no"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_asset_card_of_contract_asset_cards", table_name="asset_card")
