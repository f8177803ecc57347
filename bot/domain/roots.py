"""The root of all errors, and those that are raised before most of the program is loaded.

The whole tree is drawn in `bot.domain.errors`, which is where everything else takes them from.
"""

from dataclasses import dataclass


class InklingError(Exception):
    """Base of the tree."""


class StoreError(InklingError):
    """The database cannot be used."""


@dataclass(eq=False)
class DatabaseBusy(StoreError):
    """Another process holds the database file."""

    path: str


@dataclass(eq=False)
class DatabaseTooNew(StoreError):
    """Its schema is newer than this program."""

    revision: str


@dataclass(eq=False)
class DatabaseOutdated(StoreError):
    """Its schema is not that of this program, which may not change it while another runs."""

    revision: str


@dataclass(eq=False)
class DatabaseUnavailable(StoreError):
    """It cannot be read or written now."""

    reason: str
