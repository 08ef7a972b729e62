"""totals outgrow an integer

Revision ID: a37f1d294c8b
Revises: 926e0c183b7a
Create Date: 2025-06-23 17:45:33.000000

"""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = "a37f1d294c8b"
down_revision: Union[str, Sequence[str], None] = "926e0c183b7a"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column(
        "orders",
        "total",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        existing_nullable=False,
    )
    op.alter_column(
        "products",
        "name",
        existing_type=sa.String(length=200),
        type_=sa.String(length=300),
        existing_nullable=False,
    )


def downgrade() -> None:
    op.alter_column(
        "products",
        "name",
        existing_type=sa.String(length=300),
        type_=sa.String(length=200),
        existing_nullable=False,
    )
    op.alter_column(
        "orders",
        "total",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        existing_nullable=False,
    )
