"""create coupons

Revision ID: 6f3bd9e50847
Revises: 5e2ac8d4f736
Create Date: 2025-03-19 10:08:52.000000

"""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = "6f3bd9e50847"
down_revision: Union[str, Sequence[str], None] = "5e2ac8d4f736"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    coupons = op.create_table(
        "coupons",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coupons"),
        sa.UniqueConstraint("code", name="uq_coupons_code"),
    )
    op.bulk_insert(coupons, [{"code": "WELCOME10"}, {"code": "SUMMER25"}])
    op.add_column("orders", sa.Column("coupon_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        "fk_orders_coupon", "orders", "coupons", ["coupon_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint("fk_orders_coupon", "orders", type_="foreignkey")
    op.drop_column("orders", "coupon_id")
    op.drop_table("coupons")
