"""One job, killed somewhere, taken up again, and looked at afterwards."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.domain.job import Job, JobState
from tests.crash.victim import Orders, dump, lines
from tests.support.gateway import ROOT, GatewayControl
from tests.support.tables import only_job
from tests.unit.engine.clocks import FastClock
from tests.unit.engine.house import StandIn, open_store

START_MS = 1_773_139_200_000
#: A restart comes when no submit of the process before can be under way any more.
RESTART_MS = 60_000


class Nursery:
    """Starts processes, one at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, orders: Orders) -> int:
        """The exit code of a process with these orders."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(dump(orders))
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def open_nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.crash.victim"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is asked for, and what is in the way."""

    name: str
    model: str
    images: int = 1
    #: Calls to the gateway that make them.
    tasks: int = 1
    #: Directives to the stand-in.
    fault: str = ""
    closed: tuple[str, ...] = ()

    def prompt(self, kills: tuple[int, ...]) -> str:
        """Tells this run's requests from all others at the stand-in."""
        return f"{self.name} killed at {kills} [[seconds: 0.05]] {self.fault}"


@dataclass(slots=True)
class Run:
    """A scene played once, with a kill in each process but the last."""

    scene: Scene
    kills: tuple[int, ...]
    folder: Path
    stand_in: StandIn
    codes: list[int] = field(default_factory=list)

    def play(self, nursery: Nursery) -> None:
        """Begin, die, and be taken up again, until a process ends by itself."""
        orders = Orders(
            folder=str(self.folder),
            openoctopus=self.stand_in.openoctopus,
            octopusx=self.stand_in.octopusx,
            jobs=[(self.scene.prompt(self.kills), self.scene.model, self.scene.images)],
            start_ms=START_MS,
            closed=self.scene.closed,
        )
        for kill_at in (*self.kills, 0):
            self.codes.append(nursery.run(replace(orders, kill_at=kill_at)))
            orders = replace(orders, jobs=[], start_ms=orders.start_ms + RESTART_MS)

    async def audit(self, control: GatewayControl) -> Job | None:
        """Check the books; the job, if it was ever accepted."""
        assert self.codes[-1] == 0
        assert set(self.codes[:-1]) <= {-signal.SIGKILL, 0}
        async with open_store(self.folder / "inkling.db", FastClock(start_ms=START_MS)) as store:
            assert await store.jobs.open_jobs() == []
            assert await store.jobs.untold() == []
            assert await store.quotas.audit() == []
            job = await only_job(store)
            used = {one.used for one in await store.quotas.standing(1, 7, now_ms=START_MS)}
            stored = await store.pictures.of(job.id) if job else ()
        await self._check_submits(control)
        self._check_front(job)
        paid = job.unit_price * len(stored) if job and job.state in _PAID else 0
        assert used == {paid}
        return job

    async def _check_submits(self, control: GatewayControl) -> None:
        """The gateway has taken no task twice, apart from those that failed and cost nothing."""
        taken = await control.jobs(prompt=self.scene.prompt(self.kills))
        assert len([job for job in taken if job["status"] != "failed"]) <= self.scene.tasks

    def _check_front(self, job: Job | None) -> None:
        posted, told = lines(self.folder / "posted"), lines(self.folder / "told")
        delivered = Counter(job_id for job_id, _ in posted)
        expected = {job.id: 1} if job and job.state is JobState.DONE else {}
        assert dict(delivered) == expected
        assert {tuple(line) for line in told} == ({(job.id, job.state.value)} if job else set())


_PAID = frozenset({JobState.DONE, JobState.UNDELIVERABLE})
