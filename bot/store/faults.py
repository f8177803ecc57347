"""Driver errors, translated at the edge of the room.

`DatabaseUnavailable.reason` is one of the words of `Reason`. Broken constraints and wrong SQL are our own
bugs and pass untranslated.
"""

import errno
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

from bot.domain.errors import DatabaseUnavailable


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


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's complaints about the world into `DatabaseUnavailable`."""
    # Here, because a database is looked at before SQLAlchemy is loaded.
    from sqlalchemy import exc

    try:
        yield
    except (exc.IntegrityError, exc.ProgrammingError, exc.DataError, exc.NotSupportedError):
        raise
    except exc.DBAPIError as error:
        raise DatabaseUnavailable(reason_of(error.orig)) from error
    except exc.TimeoutError as error:
        raise DatabaseUnavailable(Reason.LOCKED) from error


def reason_of(error: BaseException | None) -> Reason:
    """The word for an error of the driver or the file system."""
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, Reason.NO_ACCESS)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Reason.UNREACHABLE
    return _BY_CODE.get(code & 0xFF, Reason.UNREACHABLE)
