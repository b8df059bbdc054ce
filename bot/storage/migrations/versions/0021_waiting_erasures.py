"""Requests for erasure that wait are found without reading those that are done: they are looked for all the time"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    waiting = sa.text("done_at IS NULL")
    op.create_index("ix_erasure_waiting", "erasure", ["id"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
