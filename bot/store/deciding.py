"""What changing a decision has in common: did they see the latest, and what is written with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Literal

from bot.store.database import Tx

#: Writes something else in the same transaction.
Beside = Callable[[Tx], Awaitable[None]]


class Unseen(Enum):
    """Said by who changes something without having looked."""

    UNSEEN = "unseen"


UNSEEN: Literal[Unseen.UNSEEN] = Unseen.UNSEEN


async def nothing_beside(_tx: Tx) -> None:
    """For changes that stand alone."""
