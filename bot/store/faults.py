"""Driver errors, translated at the edge of the room.

`DatabaseUnavailable.reason` is one of the words of `Reason`. Broken constraints and wrong SQL are our own
bugs and pass untranslated.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from sqlite3 import (
    SQLITE_BUSY,
    SQLITE_CANTOPEN,
    SQLITE_CORRUPT,
    SQLITE_FULL,
    SQLITE_IOERR,
    SQLITE_LOCKED,
    SQLITE_NOTADB,
    SQLITE_PERM,
    SQLITE_READONLY,
)

from bot.domain.roots import DatabaseUnavailable


class Reason(StrEnum):
    """Why a database cannot be used, in one word."""

    DISK_FULL = "disk_full"  # no room for one more page
    READ_ONLY = "read_only"  # the file or its folder may not be written
    CORRUPT = "corrupt"  # damaged, or not a database at all
    LOCKED = "locked"  # another program holds a lock for longer than we wait
    NO_ACCESS = "no_access"  # cannot be opened
    IO_ERROR = "io_error"  # the disk failed a read or a write
    CLOSED = "closed"  # this process has closed it
    UNSUPPORTED = "unsupported"  # not the address of an SQLite file
    UNREACHABLE = "unreachable"  # anything else, a lost server included


#: By SQLite's primary result code ("Result and Error Codes").
_BY_CODE = {
    SQLITE_BUSY: Reason.LOCKED,
    SQLITE_CANTOPEN: Reason.NO_ACCESS,
    SQLITE_CORRUPT: Reason.CORRUPT,
    SQLITE_FULL: Reason.DISK_FULL,
    SQLITE_IOERR: Reason.IO_ERROR,
    SQLITE_LOCKED: Reason.LOCKED,
    SQLITE_NOTADB: Reason.CORRUPT,
    SQLITE_PERM: Reason.NO_ACCESS,
    SQLITE_READONLY: Reason.READ_ONLY,
}
_BY_ERRNO = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EROFS: Reason.READ_ONLY,
    errno.EACCES: Reason.READ_ONLY,
    errno.EPERM: Reason.READ_ONLY,
    errno.EIO: Reason.IO_ERROR,
}
_BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError)


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's complaints about the world into `DatabaseUnavailable`."""
    try:
        yield
    except Exception as error:
        raise_translated(error)
        raise


def raise_translated(error: BaseException) -> None:
    """Raise what the driver complained about as what it means; anything else is not a complaint.

    Raises:
        DatabaseUnavailable: the world is in the way.
    """
    # SQLAlchemy wraps what the driver raises, and keeps it.
    cause = getattr(error, "orig", error)
    if isinstance(cause, sqlite3.Error) and not isinstance(cause, _BUGS):
        raise DatabaseUnavailable(reason_of(cause)) from error


def reason_of(error: BaseException | None) -> Reason:
    """The word for an error of the driver or the file system."""
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, Reason.NO_ACCESS)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Reason.UNREACHABLE
    return _BY_CODE.get(code & 0xFF, Reason.UNREACHABLE)
