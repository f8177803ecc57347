"""`python -m tests.support.killed CHECKPOINT`: `inkling run` that kills itself at a checkpoint."""

import asyncio
import os
import signal
import sys

from bot.config import load_config
from bot.ops.clock import SystemClock
from bot.ops.log import configure_logging
from bot.terminal.footing import footing
from bot.terminal.serve import serve


def run(deadly: str) -> None:
    """Run the bot until it passes the checkpoint of that name."""

    def checkpoint(name: str) -> None:
        if name == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    config = load_config(os.environ, None)
    configure_logging(level="info", style="console", secrets=[])
    with footing(config) as ground:
        asyncio.run(serve(ground, clock=SystemClock(), checkpoint=checkpoint))


if __name__ == "__main__":
    run(sys.argv[1])
