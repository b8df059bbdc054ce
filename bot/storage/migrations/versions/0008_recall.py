"""What a message is found by, kept beside it"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("message", sa.Column("tokens", sa.String(), nullable=True))
    unread = sa.text("tokens IS NULL")
    op.create_index("ix_message_new", "message", ["id"], sqlite_where=unread, postgresql_where=unread)


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
