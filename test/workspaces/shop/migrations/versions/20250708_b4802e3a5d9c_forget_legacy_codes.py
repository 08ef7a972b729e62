"""forget legacy codes

Revision ID: b4802e3a5d9c
Revises: a37f1d294c8b
Create Date: 2025-07-08 12:00:00.000000

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "b4802e3a5d9c"
down_revision: Union[str, Sequence[str], None] = "a37f1d294c8b"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.drop_column("customers", "legacy_code")


def downgrade() -> None:
    pass
