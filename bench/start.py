"""From the start of the process until Discord says READY to it."""

from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure, Part
from bench.scene import BARE, INKLING, Scene, open_bot, open_scene

ROUNDS = 7
_MOST = 1.5


async def measure() -> Part:
    """Starts in turn, so that noise hits all alike; a first round that nobody counts warms the caches."""
    async with open_scene() as bare, open_scene() as ours:
        kept = {"DATA_DIR": str(ours.folder / "kept")}
        rounds = [await _round(bare, ours, kept, number) for number in range(ROUNDS + 1)][1:]
    floor, fresh, existing = (median(each) for each in zip(*rounds, strict=True))
    figures = [
        Figure(what="start to READY, new database", ours=fresh, floor=floor, unit="s", target=_MOST),
        Figure(what="start to READY, existing database", ours=existing, floor=floor, unit="s", target=_MOST),
    ]
    note = (
        f"Median of {ROUNDS} starts of each, in turn. The floor is a bare discord.py bot with one command; "
        "both register their commands first, and Inkling migrates or opens its database."
    )
    return Part(title="Start, against bare discord.py", figures=figures, note=note)


async def _round(bare: Scene, ours: Scene, kept: Mapping[str, str], number: int) -> tuple[float, ...]:
    fresh = {"DATA_DIR": str(Path(ours.folder) / f"fresh-{number}")}
    return (
        await _seconds_to_ready(bare, BARE, {}),
        await _seconds_to_ready(ours, INKLING, fresh),
        await _seconds_to_ready(ours, INKLING, kept),
    )


async def _seconds_to_ready(scene: Scene, bot: tuple[str, ...], environ: Mapping[str, str]) -> float:
    begun = perf_counter()
    async with open_bot(scene, bot, environ):
        return perf_counter() - begun
