"""One process per database file, kept by a lock that dies with its holder."""

import fcntl
import os
from pathlib import Path

from bot.domain.roots import DatabaseBusy, DatabaseUnavailable
from bot.store.faults import reason_of


class InstanceLock:
    """An exclusive lock on `<database>.lock`. The file stays: removing it would race with the next holder."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, database: Path) -> "InstanceLock":
        """Take the lock at once or not at all.

        Raises:
            DatabaseBusy: another process, or another `Database` of this one, holds it.
            DatabaseUnavailable: the lock file cannot be made.
        """
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise DatabaseUnavailable(reason_of(error)) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise DatabaseBusy(str(database)) from error
        return cls(descriptor)

    def release(self) -> None:
        """Let the next instance in. Closing the descriptor drops the lock."""
        os.close(self._descriptor)
