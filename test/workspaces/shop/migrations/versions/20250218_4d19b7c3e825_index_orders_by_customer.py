"""index orders by customer

Revision ID: 4d19b7c3e825
Revises: 3c80f6a2d914
Create Date: 2025-02-18 08:55:10.000000

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "4d19b7c3e825"
down_revision: Union[str, Sequence[str], None] = "3c80f6a2d914"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_index("ix_orders_customer_id", "orders", ["customer_id"])


def downgrade() -> None:
    op.drop_index("ix_orders_customer_id", table_name="orders")
