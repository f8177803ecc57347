"""The command: something to look at, or one `/imagine` played in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.demo.play import NoPicture, play
from sandbox.demo.processes import ChildDied, NotReady
from sandbox.demo.stage import PAGE_PORT, Stage, staged, watched

_INTERRUPTED = 130
_LOOK = """
Inkling is running, with stand-ins for Discord and the image gateways.

  Look here:  {page}

Type /imagine there. Press Ctrl-C to stop everything."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--prompt", metavar="TEXT", help="play one /imagine and end")
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="FOLDER",
                        help="where --prompt saves the picture (default: %(default)s)")  # fmt: skip
    parser.add_argument("--port", type=int, default=PAGE_PORT, metavar="PORT",
                        help="port of the page; another if it is taken (default: %(default)s)")  # fmt: skip
    parser.add_argument("--median-seconds", type=float, default=6.0, metavar="SECONDS",
                        help="half of all pictures take longer than this (default: %(default)s)")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """0 when the picture was posted, or when nobody wants to look any more; 1 with the reason otherwise."""
    stopped = _INTERRUPTED if args.prompt else 0
    try:
        return asyncio.run(_perform(args))
    except (KeyboardInterrupt, asyncio.CancelledError):
        _say("\nStopped.")
        return stopped


async def _perform(args: argparse.Namespace) -> int:
    _stop_on_signals()
    _say("Starting two stand-ins and the bot ...")
    try:
        async with staged(page_port=args.port, median_seconds=args.median_seconds) as stage:
            await watched(stage.children, _show(stage, args))
    except (ChildDied, NotReady, NoPicture) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _stop_on_signals() -> None:
    """SIGTERM and Ctrl-C end it: what was started is stopped first.

    Said of SIGINT too, because a shell that starts it in the background has it ignored.
    """
    task = asyncio.current_task()
    if task is None:
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)


async def _show(stage: Stage, args: argparse.Namespace) -> None:
    if args.prompt is None:
        _say(_LOOK.format(page=stage.page))
        await asyncio.Event().wait()
        return
    try:
        await play(stage, args.prompt, args.out, say=_say)
    except NoPicture as error:
        bot = stage.bot.child
        raise NoPicture(f"{error} The {bot.name} said last:\n{bot.last_words()}") from None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
