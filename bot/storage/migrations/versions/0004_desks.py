"""Desks in chat apps: their threads, agents' accounts there, files still at the app, who leads a task"""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables.base import Json, UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "desk_thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["handoff_case.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("desk_thread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_thread_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_desk_thread_place", ["channel", "account", "chat", "thread"], unique=False)

    op.create_table(
        "agent_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("realm", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "realm", "external_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agent_identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agent_identity_agent_id"), ["agent_id"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    with op.batch_alter_table("handoff_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("snoozed_until", UTCDateTime(), nullable=True))
    with op.batch_alter_table("identity", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("blocked", sa.Boolean(), nullable=False, server_default=sa.text("FALSE")))
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remote", Json, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("error", sa.String(), nullable=False, server_default=""))
    _free_outbox()


def _free_outbox() -> None:
    """A message may be posted, edited and removed in several chats, and not every part is a message."""
    names = {"uq": "%(table_name)s_%(column_0_name)s_%(column_1_name)s_%(column_2_name)s_key"}
    kept = {"sqlite_autoincrement": True}  # SQLite makes the table anew
    with op.batch_alter_table("outbox", schema=None, naming_convention=names, table_kwargs=kept) as batch_op:
        # Next to the partial index on (chat_id, id) it only misled SQLite's planner.
        batch_op.drop_index("ix_outbox_chat_id")
        batch_op.drop_constraint("outbox_message_id_part_op_key", type_="unique")
        batch_op.alter_column("message_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("thread_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("outbox_thread_id_fkey", "desk_thread", ["thread_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_outbox_thread_id"), ["thread_id"], unique=False)


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
