"""What the articles taught; vectors of the bundled network that were made small at random go"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "knowledge_fit",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("learnt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.execute("DELETE FROM passage WHERE model = 'minilm-l6-int8@8199be6f699a'")


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
