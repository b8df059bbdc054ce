"""Parts for a case's thread are found by an index of their own: a customer's have none, and need no place in it"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_outbox_thread_id", "outbox")
    where = sa.text("thread_id IS NOT NULL")
    op.create_index("ix_outbox_thread_id", "outbox", ["thread_id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
