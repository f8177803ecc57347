"""What every part of the document has in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

from bot.engine.bundle.checks import Faults, Known
from bot.store.database import Tx
from bot.store.stores import Store

S = TypeVar("S")
#: Whose it is as the audit names it, what it is, and its value as JSON has it.
Entry = tuple[str, str, Any]


class Section(Protocol[S]):
    """One part: what it is now, what a document says it shall be, and how it becomes so.

    A document without the part leaves it as it is. One with it says all of it: what it does not name is as if
    nobody had decided it.
    """

    #: Its key in the document, and its area in the audit.
    name: str
    area: str

    async def read(self, store: Store, tx: Tx, guild_id: int) -> S:
        """What it is now."""

    def here(self, now: S, known: Known) -> S:
        """The same without channels and roles that the guild does not have any more."""

    def write(self, now: S) -> Any:
        """As a document has it."""

    def check(self, path: str, value: Any, known: Known, faults: Faults) -> S:
        """What a document says it shall be; what is wrong with that is noted."""

    def entries(self, state: S) -> Iterator[Entry]:
        """Each decision in it."""

    async def apply(self, store: Store, tx: Tx, guild_id: int, wanted: S, *, by: int) -> None:
        """Make it so, with an audit."""

    async def renew(self, store: Store, guild_id: int) -> None:
        """See to it that what is kept of it in memory is what was written."""
