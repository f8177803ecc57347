"""How Python itself is set for a process whose answers take a few milliseconds."""

import gc
import sys
from itertools import count

from bot.domain.clock import Clock

#: Seconds for which a thread keeps the interpreter while another wants it. Python's own 5 ms are longer than
#: a first answer takes: a thread that is to begin a commit would wait until the card is drawn.
_SWITCH_INTERVAL = 0.000_02
#: Objects that have come and not gone before Python looks for garbage by itself, at the next one that comes.
#: Its own 700 are fewer than one answer makes, so that every answer would wait for it several times.
_YOUNG = 50_000
#: Seconds between two looks, and looks until older objects are looked through, and then all.
_EVERY, _OLDER, _ALL = 1.0, 30, 600


def tune() -> None:
    """Set it, once for the process. Then `sweep` has to run."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])


async def sweep(clock: Clock) -> None:
    """Look for garbage between answers rather than within them. Until cancelled."""
    for look in count(1):
        await clock.sleep(_EVERY)
        gc.collect(2 if look % _ALL == 0 else 1 if look % _OLDER == 0 else 0)
