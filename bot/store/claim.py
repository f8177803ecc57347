"""A database file that is this process's to open: locked, up to date, and known to take writes.

All of it needs the standard library alone, unless tables have to be changed. So it can be found out before
anything else is loaded.
"""

import re
from pathlib import Path

from bot.domain.roots import DatabaseOutdated, DatabaseUnavailable
from bot.store import files
from bot.store.faults import Reason
from bot.store.guard import InstanceLock
from bot.store.migrate import migrate
from bot.store.migrations import MIGRATIONS

#: Driver, path, options; as SQLAlchemy reads an address ("Engine Configuration", "SQLite").
_ADDRESS = re.compile(r"sqlite(?:\+\w+)?:///([^?]+)(?:\?.*)?", re.DOTALL)


class Claim:
    """The lock on one file. Whoever opens the database takes it over and releases it at the end."""

    def __init__(self, path: Path, lock: InstanceLock | None) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def take(cls, url: str) -> "Claim":
        """Lock the file at once or not at all. It need not exist.

        Args:
            url: as in "sqlite+aiosqlite:///data/inkling.db".

        Raises:
            DatabaseBusy: another process, or another claim of this one, has it.
            DatabaseUnavailable: it is no file, or the lock cannot be had.
        """
        path = path_of(url)
        return cls(path, InstanceLock.take(path))

    @classmethod
    def beside(cls, url: str) -> "Claim":
        """Use a file that another process may have locked. Blocking.

        Raises:
            FileNotFoundError: there is none yet.
            DatabaseOutdated: its tables are not those of this program.
            DatabaseUnavailable: it is no file, or cannot be read.
        """
        path = path_of(url)
        if not path.is_file():
            raise FileNotFoundError(f"There is no database at {path} yet.")
        revision = files.revision(path)
        if revision != MIGRATIONS.head:
            raise DatabaseOutdated(revision or "none")
        return cls(path, None)

    def prepare(self) -> None:
        """Bring the tables up to date and write to them. Blocking, and slow where they have to change.

        Raises:
            DatabaseTooNew: a newer version of this program wrote them.
            DatabaseUnavailable: they cannot be used; the reason is a word of `faults.Reason`.
        """
        migrate(self.path)
        # Now is the time to learn that it cannot be written.
        files.try_writing(self.path)

    def release(self) -> None:
        """Let the next process in. A second time changes nothing."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def path_of(url: str) -> Path:
    """The file an address means.

    Raises:
        DatabaseUnavailable: it means none.
    """
    parts = _ADDRESS.fullmatch(url)
    if parts is None or parts[1] == ":memory:":
        raise DatabaseUnavailable(Reason.UNSUPPORTED)
    return Path(parts[1]).absolute()
