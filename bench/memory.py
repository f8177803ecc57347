"""What a job that waits for its picture costs in memory."""

from pathlib import Path

from bench.crowd import ask
from bench.figures import Figure, Part
from bench.processes import Process
from bench.scene import INKLING, open_bot, open_scene

JOBS = 2000
_MOST_KIB = 20


async def measure() -> Part:
    """Jobs that wait for a place at the gateway, and jobs the gateway works on."""
    figures = [
        Figure(
            what="waiting for a place at the gateway",
            ours=await _each(at_once=10, per_second=100),
            unit="KiB",
            target=_MOST_KIB,
        ),
        Figure(
            what="at the gateway: polled, its card edited",
            ours=await _each(at_once=JOBS, per_second=50),
            unit="KiB",
            target=_MOST_KIB,
        ),
    ]
    note = (
        f"Resident memory of the process with {JOBS} open jobs, less that of the same process with none, "
        "divided by their number. Whatever is made once counts too."
    )
    return Part(title="Memory per waiting job", figures=figures, note=note)


async def _each(*, at_once: int, per_second: float) -> float:
    """KiB per job when the gateway works on `at_once` of them."""
    environ = {"GATEWAY_CONCURRENCY": str(at_once)}
    async with open_scene() as scene, open_bot(scene, INKLING, environ) as bot:
        before = _resident_kib(bot)
        await ask(scene.discord, JOBS, per_second=per_second)
        await scene.discord.wait_log("/callback", count=JOBS, status=200, timeout=60)
        await scene.gateway.wait(submits=at_once, timeout=60)
        return (_resident_kib(bot) - before) / JOBS


def _resident_kib(process: Process) -> int:
    """What `/proc` says of it."""
    lines = Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
