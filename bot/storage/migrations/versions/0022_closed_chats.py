"""Whether somebody is reached is a matter of the place: who blocks the bot in one may be with it in another"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In place: a table that others refer to cannot be made anew on SQLite.
    op.add_column("chat", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.text("FALSE")))
    chat = sa.table("chat", sa.column("id"), sa.column("closed"))
    identity = sa.table("identity", sa.column("chat_id"), sa.column("blocked"))
    refused = sa.select(identity.c.chat_id).where(identity.c.blocked, identity.c.chat_id.is_not(None))
    op.execute(sa.update(chat).where(chat.c.id.in_(refused)).values(closed=sa.true()))
    op.drop_column("identity", "blocked")


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
