"""look customers up by lower case email

Revision ID: 704ceaf61958
Revises: 6f3bd9e50847
Create Date: 2025-04-02 13:37:00.000000

"""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = "704ceaf61958"
down_revision: Union[str, Sequence[str], None] = "6f3bd9e50847"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("email_lower", sa.String(length=255)))
    op.execute("UPDATE customers SET email_lower = lower(email)")
    op.alter_column("customers", "email_lower", nullable=False)


def downgrade() -> None:
    op.drop_column("customers", "email_lower")
