"""Bringing a database file to the schema of this program. Blocking: call it in a thread."""

from pathlib import Path

from bot.domain.roots import DatabaseTooNew, DatabaseUnavailable
from bot.store import files
from bot.store.faults import Reason, translated
from bot.store.migrations import MIGRATIONS, Migrations


def migrate(database: Path, migrations: Migrations = MIGRATIONS) -> None:
    """Upgrade the file, whole or not at all. One that has tables is copied first.

    Raises:
        DatabaseTooNew: it was written by a newer version of this program.
        DatabaseUnavailable: it cannot be read or written.
    """
    revision = files.revision(database)
    if revision == migrations.head:
        return
    newest = migrations.newest() if revision is None else None
    if newest is not None:
        files.make(database, newest, migrations.head)
    else:
        upgrade(database, revision, migrations)


def upgrade(database: Path, revision: str | None, migrations: Migrations) -> None:
    """Run every migration after `revision`; all of them for a file without tables."""
    # Both together take a quarter of a second to import, and most starts need neither by then.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from bot.store import sqlite

    config = Config()
    config.set_main_option("script_location", str(migrations.folder))
    if revision is not None:
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if revision not in known:
            raise DatabaseTooNew(revision)
        files.copy(database, database.with_name(f"{database.name}.before-{migrations.head}"))
    engine = sqlite.migrator_engine(database)
    try:
        with translated(), engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, migrations.head)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise DatabaseUnavailable(Reason.CORRUPT)
    finally:
        engine.dispose()
