"""`inkling backup`: a consistent copy of the database, also while the bot runs."""

from pathlib import Path

from bot.config import Config
from bot.store import files
from bot.store.claim import path_of
from bot.terminal.files import FileExists


def backup(config: Config, target: Path) -> None:
    """Write the copy.

    Raises:
        FileExists: there is something at `target`.
        FileNotFoundError: there is no database yet.
        DatabaseUnavailable: the one cannot be read or the other not be written.
    """
    database = path_of(config.database)
    if not database.is_file():
        raise FileNotFoundError(f"There is no database at {database} yet.")
    if target.exists():
        raise FileExists(target)
    files.copy(database, target)
