"""Alembic's entry: the migrations run on the database that storage/migrate.py names."""

from alembic import context

from bot.storage.db import open_engine
from bot.storage.tables import metadata

UPGRADE_LOCK = 0x52617070554744
"""Key of PostgreSQL's advisory lock: two hosts that upgrade at once do it one after the other."""


def run() -> None:
    """Run the migrations in one transaction."""
    engine = open_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
