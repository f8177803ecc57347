"""From the start of the process until Discord says READY to it, and until it has answered somebody."""

from collections.abc import Mapping
from math import inf
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure, Part
from bench.scene import BARE, INKLING, Scene, connected_bot, open_scene
from tests.support.discord import CannotError

#: Seconds until READY and until the first answer.
_Start = tuple[float, float]

ROUNDS = 7
_MOST = 1.5
#: Longer than the measurement: nothing is drawn meanwhile.
_PROMPT = "a red fox in the snow [[seconds: 600]]"


async def measure() -> Part:
    """Starts in turn, so that noise hits all alike; a first round that nobody counts warms the caches."""
    async with open_scene() as bare, open_scene() as ours:
        kept = {"DATA_DIR": str(ours.folder / "kept")}
        rounds = [await _round(bare, ours, kept, number) for number in range(ROUNDS + 1)][1:]
    (floor, floor_answer), (fresh, fresh_answer), (existing, answer) = (
        tuple(median(each) for each in zip(*starts, strict=True)) for starts in zip(*rounds, strict=True)
    )
    figures = [
        Figure(what=f"start to {what}", ours=seconds, floor=least, unit="s", target=most)
        for what, seconds, least, most in (
            ("READY, new database", fresh, floor, _MOST),
            ("READY, existing database", existing, floor, _MOST),
            ("first answer to /imagine, new database", fresh_answer, floor_answer, None),
            ("first answer to /imagine, existing database", answer, floor_answer, None),
        )
    ]
    note = (
        f"Median of {ROUNDS} starts of each, in turn. The floor is a bare discord.py bot with one command, "
        "registered before READY. By READY Inkling has read its settings, locked its database, brought it up "
        "to date and written to it. What commands work with is loaded from the login on; they are registered "
        "then, where they changed. The question comes at READY and waits."
    )
    return Part(title="Start, against bare discord.py", figures=figures, note=note)


async def _round(
    bare: Scene, ours: Scene, kept: Mapping[str, str], number: int
) -> tuple[tuple[float, float], ...]:
    fresh = {"DATA_DIR": str(Path(ours.folder) / f"fresh-{number}")}
    return (
        await _seconds(bare, BARE, {}),
        await _seconds(ours, INKLING, fresh),
        await _seconds(ours, INKLING, kept),
    )


async def _seconds(scene: Scene, bot: tuple[str, ...], environ: Mapping[str, str]) -> _Start:
    begun = perf_counter()
    async with connected_bot(scene, bot, environ):
        ready = perf_counter() - begun
        # There already, unless this is the first start here.
        await scene.discord.wait_commands("imagine")
        try:
            await scene.discord.imagine(_PROMPT)
        except CannotError:
            # Discord waits for three seconds.
            return ready, inf
        return ready, perf_counter() - begun
