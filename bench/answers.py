"""How long people wait for the first answer to `/imagine`, with fifty of them asking every second.

Each bot takes the same load in turn, each time as a fresh process on fresh stand-ins.
"""

import os
from collections.abc import Mapping

from bench.crowd import ask
from bench.figures import Figure, Part, percentile
from bench.scene import BARE, INKLING, open_bot, open_scene

PER_SECOND = 50
#: Of load on each bot, over all rounds.
SECONDS = float(os.environ.get("BENCH_SECONDS", "20"))
ROUNDS = 4
#: Asked before the measure begins, so that what is made once is made.
_WARM_UP = 50
_MOST_P50, _MOST_P99 = 2.0, 3.0


async def measure() -> Part:
    """Percentiles over all rounds."""
    floor, ours = list[float](), list[float]()
    for _ in range(ROUNDS):
        floor += await _round(BARE)
        ours += await _round(INKLING)
    figures = [
        Figure(
            what=f"first answer to /imagine, {name}",
            ours=percentile(ours, share),
            floor=percentile(floor, share),
            unit="ms",
            target=most,
        )
        for name, share, most in (("p50", 0.5, _MOST_P50), ("p99", 0.99, _MOST_P99), ("slowest", 1.0, None))
    ]
    note = (
        f"{len(ours)} answers each at {PER_SECOND} per second, {ROUNDS} rounds in turn, from the creation of "
        "the interaction to the arrival of its answer. Inkling answers with the card of a job that is "
        "committed with synchronous=FULL. Submits, polls and edits of cards run beside it, downloads do not."
    )
    return Part(title="First answer, against a bare discord.py bot", figures=figures, note=note)


async def _round(bot: tuple[str, ...]) -> list[float]:
    async with open_scene() as scene, open_bot(scene, bot):
        await ask(scene.discord, _WARM_UP, per_second=PER_SECOND)
        await scene.discord.wait_log("/callback", count=_WARM_UP, timeout=30)
        asked = round(PER_SECOND * SECONDS / ROUNDS)
        await ask(scene.discord, asked, per_second=PER_SECOND)
        await scene.discord.wait_log("/callback", count=_WARM_UP + asked, timeout=30)
        answers = await scene.discord.log("/callback")
        return [_waited(answer) for answer in answers][_WARM_UP:]


def _waited(answer: Mapping[str, float]) -> float:
    """Milliseconds until this answer arrived."""
    assert answer["status"] == 200, answer
    return answer["ack"]
