"""index lower case email

Revision ID: 815dfb072a69
Revises: 704ceaf61958
Create Date: 2025-04-02 15:02:44.000000

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "815dfb072a69"
down_revision: Union[str, Sequence[str], None] = "704ceaf61958"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute(
        "CREATE UNIQUE INDEX CONCURRENTLY uq_customers_email_lower"
        " ON customers (email_lower)"
    )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(
            "uq_customers_email_lower",
            table_name="customers",
            postgresql_concurrently=True,
        )
