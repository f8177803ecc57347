"""How long moderators wait for an answer with a long history behind it, against an empty database.

Two bots of the same kind, each on stand-ins of its own, are asked the same in turn. Measured is from the
creation of the interaction to the arrival of the words, also where "thinking" came before them. A chart
comes after the words and is not part of it.
"""

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from statistics import median
from typing import Any

from bench.figures import Figure, Part
from bench.history import FAILURES, GUILDS, JOBS, fill
from bench.scene import INKLING, Scene, open_bot, open_scene

Json = dict[str, Any]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
_WARM_UP = 3
_MOST = 2.0
_PATIENCE = 30.0
#: Seconds after a chart.
_REST = 0.3
#: As the stand-in's world has them.
_GUILD, _MEMBER, _CHANNEL = 1100000000004194304, 1100000000000000011, 1100000000000000101
_DEFERRED = 5
#: Options whose values say nothing to a reader.
_WHOSE = ("who", "member", "id")

Command = tuple[str, Mapping[str, Any]]


def commands_of(error_id: str) -> tuple[Command, ...]:
    """What is asked; the id is that of a failure of the long history."""
    member = str(_MEMBER)
    return (
        ("errors recent", {}),
        ("errors search", {"days": 30, "category": "upstream"}),
        ("errors show", {"id": error_id}),
        ("errors groups", {"days": 30}),
        ("errors export", {"days": 30}),
        ("errors chart", {"period": 168}),
        ("statistics server", {"days": 30}),
        ("statistics server", {"days": 30, "view": "members"}),
        ("statistics member", {"days": 30, "who": member}),
        ("statistics export", {"days": 30}),
        ("usage", {"days": 30}),
        ("credits", {}),
        ("quota list", {}),
        ("channels list", {}),
        ("safety filter list", {}),
        ("safety blocks", {}),
        ("safety reports", {}),
        ("safety strikes", {"member": member}),
        ("safety log", {}),
    )


async def measure() -> Part:
    """The median of each command."""
    async with AsyncExitStack() as stack:
        empty, full = [await stack.enter_async_context(open_scene()) for _ in range(2)]
        path = full.folder / "data" / "inkling.db"
        path.parent.mkdir()
        error_id = await asyncio.to_thread(fill, path, guild_id=_GUILD, user_id=_MEMBER, channel_id=_CHANNEL)
        for scene in (empty, full):
            await stack.enter_async_context(open_bot(scene, INKLING))
            await scene.discord.wait_commands("imagine")
        figures = [await _figure(empty, full, command, options) for command, options in commands_of(error_id)]
    note = (
        f"{JOBS:,} requests, {FAILURES:,} failures and what moderators decided in {GUILDS} guilds over three "
        f"months, against an empty database; {ROUNDS} times each in turn; medians. The floor answers that "
        "there is nothing yet."
    )
    return Part(title="Moderators' commands, with a long history against none", figures=figures, note=note)


async def _figure(empty: Scene, full: Scene, command: str, options: Mapping[str, Any]) -> Figure:
    floor, ours = list[float](), list[float]()
    for number in range(_WARM_UP + ROUNDS):
        for scene, waited in ((empty, floor), (full, ours)):
            milliseconds = await _ask(scene, command, options)
            if number >= _WARM_UP:
                waited.append(milliseconds)
    said = " ".join(f"{name}:{value}" for name, value in options.items() if name not in _WHOSE)
    what = f"/{command} {said}".rstrip()
    return Figure(what=what, ours=median(ours), floor=median(floor), unit="ms", target=_MOST)


async def _ask(scene: Scene, command: str, options: Mapping[str, Any]) -> float:
    """Milliseconds until the words have arrived. Returns once nothing more is under way."""
    discord = scene.discord
    asked = await discord.slash(command, options, as_="moderator", channel="moderators", wait=_PATIENCE)
    (answer,) = await discord.log(f"/interactions/{asked['id']}/.*/callback")
    assert answer["status"] == 200, answer
    waited = float(answer["ack"])
    if answer["body"]["type"] == _DEFERRED:
        words = await discord.wait_log("/webhooks/", after=answer["number"], timeout=_PATIENCE)
        later = (words["at"] - answer["at"]) * 1000 + words["took"] - answer["took"]
        return waited + float(later)
    if _is_charted(command, asked):
        await discord.wait_log("/webhooks/", after=answer["number"], timeout=_PATIENCE)
        # Where processors are scarce, the system lets a process wait that has just been busy drawing.
        await asyncio.sleep(_REST)
    return waited


def _is_charted(command: str, asked: Json) -> bool:
    """Whether a chart follows the words; what there is nothing of is told in one line."""
    draws = command.startswith(("statistics", "usage")) or command == "errors chart"
    return draws and bool(asked["response"].get("components"))
