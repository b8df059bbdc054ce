"""A link code stands in no words that agents read: beside them, for its owner's own page, until it has lapsed"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Codes given before have lapsed: they are good for ten minutes."""
    op.add_column("message", sa.Column("code", sa.String(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    """Going back is not supported: restore the backup made before the upgrade."""
    raise NotImplementedError("restore the backup made before the upgrade")
