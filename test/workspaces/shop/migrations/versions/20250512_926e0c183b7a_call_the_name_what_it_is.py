"""call the name what it is

Revision ID: 926e0c183b7a
Revises: 815dfb072a69
Create Date: 2025-05-12 09:30:18.000000

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "926e0c183b7a"
down_revision: Union[str, Sequence[str], None] = "815dfb072a69"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column("customers", "name", new_column_name="full_name")


def downgrade() -> None:
    op.alter_column("customers", "full_name", new_column_name="name")
