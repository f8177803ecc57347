"""`inkling run`, from the first line of the process: little is loaded before Discord is reached."""

import os
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from bot.terminal.exits import Exit
from bot.terminal.loading import loading

#: Settings beside the environment, where nobody names another file.
DEFAULT_ENV = Path(".env")


def run(env_file: Path) -> Exit:
    """Run the bot until it is told to stop. Standard error tells why it could not go on."""
    try:
        _run(env_file)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:
        from bot.terminal.ending import end

        return end(error)
    return Exit.OK


def _run(env_file: Path) -> None:
    with ExitStack() as stack:
        with loading():
            import asyncio

            # It would look for some in every package that is installed; there are none.
            os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
            from bot.config import Need, load_config
            from bot.terminal.footing import footing
            from bot.terminal.log import start_log

            config = load_config(os.environ, env_file, needs=(Need.DISCORD, Need.GATEWAY))
            start_log(config, config.log_level, held=True)
            ground = stack.enter_context(footing(config, meanwhile=_load_client))
            from bot.ops.clock import SystemClock
            from bot.terminal.serve import serve
        asyncio.run(serve(ground, clock=SystemClock()))


def _load_client() -> None:
    import_module("bot.terminal.serve")
