"""A group is open whoever in it has blocked the bot: 0022 closed where they wrote last, which may have been a group

A group that the bot has left meanwhile opens with it, until the app refuses what is sent there: it is closed then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    place = ("channel", "account", "chat")
    chat = sa.table("chat", *(sa.column(name) for name in (*place, "shared", "closed")))
    thread = chat.alias()  # each thread of a chat has a row, and of one it is known that others read there
    same = sa.and_(*(thread.c[name] == chat.c[name] for name in place))
    group = sa.exists().where(same, thread.c.shared).correlate(chat)
    op.execute(sa.update(chat).where(chat.c.closed, group).values(closed=sa.false()))


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
