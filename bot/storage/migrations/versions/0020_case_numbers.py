"""A case's number is given once; what was set aside is found without reading the whole queue"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "counter", sa.Column("name", sa.String(), primary_key=True), sa.Column("value", sa.Integer(), nullable=False)
    )
    op.execute("INSERT INTO counter (name, value) SELECT 'case', number FROM handoff_case ORDER BY number DESC LIMIT 1")
    op.execute("DELETE FROM bucket WHERE name = 'case numbers'")
    for table, name, where in (
        ("inbound", "ix_inbound_dead", "status = 'dead'"),
        ("outbox", "ix_outbox_aside", "status IN ('dead', 'held')"),
    ):
        op.create_index(name, table, ["id"], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
