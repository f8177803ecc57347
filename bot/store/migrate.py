"""Bringing a database file to the schema of this program. Blocking: call it in a thread."""

from pathlib import Path

from bot.domain.errors import DatabaseTooNew
from bot.store import files, sqlite
from bot.store.faults import translated
from bot.store.migrations import HEAD


def migrate(database: Path) -> None:
    """Upgrade the file, whole or not at all. One that has tables is copied first.

    Raises:
        DatabaseTooNew: it was written by a newer version of this program.
        DatabaseUnavailable: it cannot be read or written.
    """
    revision = files.revision(database)
    if revision == HEAD:
        return
    with translated():
        _upgrade(database, revision)


def _upgrade(database: Path, revision: str | None) -> None:
    # Alembic takes a tenth of a second to import, and most starts do not need it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if revision is not None:
        if revision not in {
            script.revision for script in ScriptDirectory.from_config(config).walk_revisions()
        }:
            raise DatabaseTooNew(revision)
        files.copy(database, database.with_name(f"{database.name}.before-{HEAD}"))
    engine = sqlite.migrator_engine(database)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
