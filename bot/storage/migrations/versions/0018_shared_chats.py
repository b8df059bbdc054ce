"""Which places are chats of several people"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Where others read along is known of the places whose events are still kept."""
    with op.batch_alter_table("chat", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.text("FALSE")))
    chat = sa.table("chat", *(sa.column(name) for name in ("channel", "account", "chat", "shared")))
    payload = sa.column("payload", sa.JSON())
    inbound = sa.table("inbound", sa.column("channel"), sa.column("account"), payload)
    among = sa.select(
        inbound.c.channel, inbound.c.account, inbound.c.payload[("address", "chat")].as_string()
    ).where(sa.cast(inbound.c.payload, sa.Text()).like('%"addressed"%'))  # fmt: skip
    place = sa.tuple_(chat.c.channel, chat.c.account, chat.c.chat)
    op.execute(sa.update(chat).where(place.in_(among)).values(shared=sa.true()))


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
