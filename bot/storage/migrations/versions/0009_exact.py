"""Each "solved" with the identity that said it; who looked at a customer's data"""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables.base import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"]),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_resolution_identity_id", "resolution", ["identity_id"])
    op.create_index("ix_resolution_message_id", "resolution", ["message_id"])
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("customer_hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_access_log_customer_hash", "access_log", ["customer_hash"])
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.execute(
        "INSERT INTO resolution (identity_id, message_id, text, at) SELECT i.identity_id, m.id, i.resolution, "
        "i.resolved_at FROM issue i LEFT JOIN message m ON m.id = i.resolved_message_id "
        "AND m.identity_id = i.identity_id WHERE i.status = 'resolved' AND i.resolved_at IS NOT NULL"
    )


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
