"""add status to orders

Revision ID: 3c80f6a2d914
Revises: 2b7d4e91c056
Create Date: 2025-02-03 11:02:47.000000

"""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = "3c80f6a2d914"
down_revision: Union[str, Sequence[str], None] = "2b7d4e91c056"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column(
        "orders",
        sa.Column(
            "status", sa.String(length=20), server_default="new", nullable=False
        ),
    )


def downgrade() -> None:
    op.drop_column("orders", "status")
