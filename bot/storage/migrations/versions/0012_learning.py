"""A guess is asked about once, and an issue may come back."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables.base import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("issue", sa.Column("reopened", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("fact", sa.Column("asked_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
