"""When somebody should have come to a case, and from when on it comes before all others"""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables.base import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("handoff_case", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("due_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("ceiling_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
