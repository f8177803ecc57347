"""Loading what one command needs, when that command is asked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Import in this block. Nobody looks for garbage meanwhile, because modules are none.

    Later collections leave out what is there at its end: going through it holds up answers for nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
