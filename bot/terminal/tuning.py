"""How Python itself is set for a process whose answers take a few milliseconds."""

import gc
import sys

#: Seconds for which a thread keeps the interpreter while another wants it. Python's own 5 ms are longer than
#: a first answer takes: a thread that is to begin a commit would wait until the card is drawn.
_SWITCH_INTERVAL = 0.000_02
#: Objects that have come and not gone before it looks for garbage among them. Python's own 700 are fewer than
#: one answer makes.
_YOUNG = 10_000


def tune() -> None:
    """Set it, once for the process."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
