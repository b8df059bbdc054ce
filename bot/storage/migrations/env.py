"""Alembic's entry: the migrations run on the database that storage/migrate.py names."""

from alembic import context

from bot.storage.db import open_engine
from bot.storage.tables import metadata


def run() -> None:
    """Run the migrations in one transaction."""
    engine = open_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
