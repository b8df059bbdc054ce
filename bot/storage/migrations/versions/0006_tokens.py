"""What a decision cost at the language model"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("decision", sa.Column("tokens", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_index(
        "ix_decision_cost", "decision", ["at"], unique=False, sqlite_where=sa.text("tokens > 0"),
        postgresql_where=sa.text("tokens > 0"),
    )  # fmt: skip


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
