"""What Discord accepts as a thread on a message.

Source: Discord documentation, "Channel", Start Thread from Message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.rules.errors import Refusal, refuse
from sandbox.discord.rules.shape import integer, one_of, shape, text

#: Minutes without a message after which a thread can be archived.
ARCHIVED_AFTER = (60, 1440, 4320, 10080)
_thread = shape(
    {"name": text(1, 100)},
    {"auto_archive_duration": one_of(ARCHIVED_AFTER), "rate_limit_per_user": integer(0, 21600)},
)


def check_thread(body: Mapping[str, Any]) -> Refusal | None:
    """Why Discord would refuse it, or None."""
    return refuse(list(_thread(body)))
