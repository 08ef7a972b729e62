"""remember loyal customers

Revision ID: 5e2ac8d4f736
Revises: 4d19b7c3e825
Create Date: 2025-03-04 14:21:09.000000

"""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = "5e2ac8d4f736"
down_revision: Union[str, Sequence[str], None] = "4d19b7c3e825"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column(
        "customers",
        sa.Column("is_loyal", sa.Boolean(), nullable=False, default=False),
    )
    op.add_column(
        "customers",
        sa.Column("loyal_since", sa.DateTime(timezone=True), server_default="now()"),
    )


def downgrade() -> None:
    op.drop_column("customers", "loyal_since")
    op.drop_column("customers", "is_loyal")
