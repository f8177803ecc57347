"""Processes that kill themselves at a checkpoint. Run as a module it forks one for each line it reads.

The parent has imported everything and started nothing, so that a fork costs no more than its work.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.errors import DeliveryRefused
from bot.domain.ids import Ids
from bot.domain.job import Job, Origin, Picture
from bot.domain.request import ImageRequest
from bot.engine.engine import Engine
from bot.engine.front import FirstAnswer, Progress
from bot.gateways.catalogue import load_catalogue
from tests.unit.engine.clocks import FastClock
from tests.unit.engine.house import StandIn, open_downloader, open_gateways, open_store, settings_with

#: A run that lasts longer hangs.
RUN_SECONDS = 60.0
SUBMIT_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What one process is to do."""

    folder: str
    openoctopus: str
    octopusx: str
    #: Jobs to accept: (prompt, model, pictures). A restart accepts none.
    jobs: list[tuple[str, str, int]] = field(default_factory=list)
    #: Die at this checkpoint, 1 is the first; 0 is none.
    kill_at: int = 0
    #: Epoch ms when it starts; later than the one before.
    start_ms: int
    #: Ways of handing over that are closed.
    closed: tuple[str, ...] = ()


class FileFront:
    """Hands over by writing a line to a file, which outlives the process."""

    def __init__(self, orders: Orders, checkpoint: "Checkpoint") -> None:
        self._orders = orders
        self._checkpoint = checkpoint
        self.posted = Path(orders.folder) / "posted"
        self.told = Path(orders.folder) / "told"

    async def show(self, job: Job, progress: Progress) -> None:
        """Nobody looks."""

    def paths(self, job: Job) -> Sequence[str]:
        del job
        return ("original", "channel")

    async def find(self, job: Job, path: str) -> int | None:
        for number, line in enumerate(lines(self.posted)):
            if line == [job.id, path]:
                return number
        return None

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: str) -> int | None:
        if path in self._orders.closed:
            raise DeliveryRefused("closed")
        assert pictures
        number = len(lines(self.posted))
        append(self.posted, [job.id, path])
        self._checkpoint("front: posted")
        return number

    async def first_answer(self, job: Job) -> FirstAnswer:
        del job
        return FirstAnswer(1)

    async def finished(self, job: Job) -> None:
        append(self.told, [job.id, job.state.value])


@dataclass(slots=True)
class Checkpoint:
    """Counts checkpoints, notes their names, and kills the process at one of them."""

    kill_at: int
    trace: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> None:
        self.trace.append(name)
        if len(self.trace) == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def lines(path: Path) -> list[Any]:
    """The lines of a file of JSON lines; none if there is no file."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def append(path: Path, line: Any) -> None:
    with path.open("a") as file:
        file.write(json.dumps(line) + "\n")


async def work(orders: Orders) -> None:
    """Accept what is ordered, follow everything that is open to its end, and leave."""
    folder, clock = Path(orders.folder), FastClock(start_ms=orders.start_ms)
    checkpoint, random = Checkpoint(orders.kill_at), Random(orders.start_ms)
    images = folder / "pictures"
    images.mkdir(exist_ok=True)
    where = StandIn(orders.openoctopus, orders.octopusx, "")
    async with (
        asyncio.timeout(RUN_SECONDS),
        open_store(folder / "inkling.db", clock) as store,
        open_gateways(where, clock, submit_timeout=SUBMIT_TIMEOUT) as gateways,
        open_downloader(clock) as fetcher,
    ):
        engine = Engine(
            store=store,
            gateways=gateways,
            models=load_catalogue(),
            fetcher=fetcher,
            images=images,
            fronts={"file": FileFront(orders, checkpoint)},
            clock=clock,
            random=random,
            ids=Ids(clock=clock, random=random),
            settings=settings_with(max_open_jobs=100),
            checkpoint=checkpoint,
        )
        await engine.recover()
        running = asyncio.create_task(engine.run())
        left = [job.id for job in await store.jobs.open_jobs() + await store.jobs.untold()]
        for number, (prompt, model, count) in enumerate(orders.jobs):
            request = ImageRequest(prompt=prompt, model=model, count=count)
            origin = Origin(front="file", user_id=7, guild_id=1)
            accepted = await engine.accept(request, origin, idempotency_key=f"{orders.start_ms}:{number}")
            engine.start(accepted.job.id, card_message_id=1)
            left.append(accepted.job.id)
        await asyncio.gather(*(engine.wait(job_id) for job_id in left))
        await engine.stop(grace=5.0)
        await running
    (folder / "trace").write_text(json.dumps(checkpoint.trace))


def fork_and_wait(orders: Orders) -> int:
    """Do one run in a process of its own; its exit code, negative for the signal that killed it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(work(orders))
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def serve() -> None:
    """One line of orders in, one exit code out."""
    for line in sys.stdin:
        code = fork_and_wait(Orders(**json.loads(line)))
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


def dump(orders: Orders) -> str:
    """The line `serve` reads."""
    return json.dumps(asdict(orders)) + "\n"


if __name__ == "__main__":
    serve()
