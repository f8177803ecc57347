"""Telling the operator what only the operator can end: once, until it is over.

Jobs only leave a note here, in memory. A task writes down what that means and has it told, so that no job
waits for it. What is lost in a crash comes up again with the next job that meets the same trouble.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass, field
from random import Random

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.failure import Trouble, trouble_of
from bot.domain.job import Job, JobState, Task, TaskState
from bot.domain.operator import Level, Mark, Period, reached
from bot.domain.retry import patient_delay
from bot.store.alerts import Alert
from bot.store.stores import Store

log = logging.getLogger(__name__)

#: Tells the operator; whether anybody was reached. Raises OSError where it may work later.
Tell = Callable[[Alert, Mark | None], Awaitable[bool]]
#: The least that one picture costs at a gateway.
Cheapest = Callable[[str], int]

#: Seconds that the end of a job waits for the operator to be told of it.
PATIENCE = 2.0
_BUDGET = "budget"
#: From here on the gateway has taken a submit, so its account is in order.
_TAKEN = frozenset({TaskState.RUNNING, TaskState.SUCCEEDED})
_THIS_MACHINE = Trouble("", "disk_full")


def budget_trouble(gateway: str, period: Period, level: Level) -> Trouble:
    """What a line that the spending of a period can reach is known as."""
    return Trouble(gateway, f"{_BUDGET}:{period}:{level}")


def is_of_budget(trouble: Trouble) -> bool:
    """Whether it is about money and not about a failure."""
    return trouble.code.startswith(f"{_BUDGET}:")


@dataclass(slots=True)
class _Notes:
    """What jobs left here since the last look."""

    begun: dict[Trouble, int] = field(default_factory=dict)
    over: set[Trouble] = field(default_factory=set)
    #: Gateways that cost more than before.
    dearer: set[str] = field(default_factory=set)


class Alarm:
    """Built by the engine; works while `run` does."""

    def __init__(self, *, store: Store, cheapest: Cheapest, clock: Clock, random: Random) -> None:
        self._store = store
        self._cheapest = cheapest
        self._clock = clock
        self._random = random
        self._notes = _Notes()
        self._noted = asyncio.Event()
        #: Done with the next attempt to tell.
        self._news = asyncio.Event()
        self._marks: dict[Trouble, Mark] = {}
        #: Nobody can be told of these.
        self._unheard: set[Trouble] = set()
        self._running = False

    def saw(self, old: Job, new: Job) -> None:
        """A job has moved: note what that says about its gateway."""
        before = {task.index: task for task in old.tasks}
        for task in new.tasks:
            was = before.get(task.index)
            if task != was:
                self._saw_task(new, was, task)
        if new.state is JobState.READY and old.state is not JobState.READY:
            self._end({_THIS_MACHINE})

    def look(self, gateway: str) -> None:
        """A gateway may cost more than before."""
        if gateway in self._store.operator.rules.budgets:
            self._notes.dearer.add(gateway)
            self._noted.set()

    async def told_of(self, job: Job) -> bool:
        """Whether the operator knows why this job failed. Waits a moment for that to become true."""
        trouble = trouble_of(job.failure_code, gateway=job.gateway, model=job.request.model)
        if trouble is None:
            return False
        waiting = asyncio.create_task(self._clock.sleep(PATIENCE))
        try:
            while not self._is_told(trouble) and self._may_be_told(trouble) and not waiting.done():
                news = asyncio.create_task(self._news.wait())
                await asyncio.wait({news, waiting}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
        finally:
            waiting.cancel()
        return self._is_told(trouble)

    async def run(self, tell: Tell) -> None:
        """Write down and tell, until cancelled."""
        self._running = True
        self._notes.dearer.update(self._store.operator.rules.budgets)
        self._noted.set()
        attempt = 0
        try:
            while True:
                await self._noted.wait()
                self._noted.clear()
                try:
                    await self._write_down()
                    await self._tell_all(tell)
                except Exception:
                    attempt += 1
                    log.warning("The operator could not be told; trying again", exc_info=True)
                    await self._clock.sleep(patient_delay(attempt, random=self._random))
                    self._noted.set()
                else:
                    attempt = 0
        finally:
            self._running = False

    def _saw_task(self, job: Job, was: Task | None, task: Task) -> None:
        if task.failure_code is not None and (was is None or was.failure_code is None):
            trouble = trouble_of(task.failure_code, gateway=job.gateway, model=job.request.model)
            if trouble is not None and self._store.alerts.get(trouble) is None:
                self._notes.begun.setdefault(trouble, self._clock.wall_ms())
                self._noted.set()
        if task.state in _TAKEN and was is not None and was.state not in _TAKEN:
            self._end(self._ended_by(job, task))
        if task.spent_at is not None:
            self.look(job.gateway)

    def _ended_by(self, job: Job, task: Task) -> Iterator[Trouble]:
        """What cannot be any more once the gateway has taken this task."""
        for alert in self._store.alerts:
            trouble = alert.trouble
            same = trouble.gateway == job.gateway and trouble.model in ("", job.request.model)
            if same and not is_of_budget(trouble) and alert.since < (task.submit_started_at or 0):
                yield trouble

    def _end(self, troubles: Collection[Trouble] | Iterator[Trouble]) -> None:
        ended = {trouble for trouble in troubles if self._store.alerts.get(trouble) is not None}
        if ended:
            self._notes.over |= ended
            self._noted.set()

    async def _write_down(self) -> None:
        notes, self._notes = self._notes, _Notes()
        try:
            for trouble in sorted(notes.over, key=str):
                await self._store.alerts.over(trouble, at=self._clock.wall_ms())
                self._unheard.discard(trouble)
                log.info("%s is over at %s", trouble.code, trouble.gateway or "this machine")
            for trouble, since in notes.begun.items():
                if self._store.alerts.get(trouble) is None:
                    await self._store.alerts.begin(trouble, since=since)
            for gateway in sorted(notes.dearer):
                await self._look_at_budget(gateway)
        except StoreError:
            self._notes.begun = notes.begun | self._notes.begun
            self._notes.over |= notes.over
            self._notes.dearer |= notes.dearer
            raise

    async def _look_at_budget(self, gateway: str) -> None:
        budget = self._store.operator.rules.budgets.get(gateway)
        if budget is None:
            return
        now_ms = self._clock.wall_ms()
        await self._end_periods(gateway, now_ms)
        spent = await self._store.spending.of(gateway, now_ms=now_ms)
        for mark in reached(budget, spent, self._cheapest(gateway)):
            trouble, since = budget_trouble(gateway, mark.period, mark.level), mark.period.start(now_ms)
            self._marks[trouble] = mark
            if self._store.alerts.get(trouble) is None:
                await self._store.alerts.begin(trouble, since=since)

    async def _end_periods(self, gateway: str, now_ms: int) -> None:
        """What was told of the last day or month is over with it."""
        for period in Period:
            for level in Level:
                alert = self._store.alerts.get(budget_trouble(gateway, period, level))
                if alert is not None and alert.since != period.start(now_ms):
                    await self._store.alerts.over(alert.trouble, at=now_ms)

    async def _tell_all(self, tell: Tell) -> None:
        for alert in self._store.alerts:
            if alert.told_at is not None or alert.trouble in self._unheard:
                continue
            if await tell(alert, self._marks.get(alert.trouble)):
                await self._store.alerts.told(alert.trouble, at=self._clock.wall_ms())
            else:
                # Asking a closed door again and again is no use.
                self._unheard.add(alert.trouble)
                log.error("Nobody who runs this bot could be told: %s", alert.trouble)
            news, self._news = self._news, asyncio.Event()
            news.set()

    def _is_told(self, trouble: Trouble) -> bool:
        alert = self._store.alerts.get(trouble)
        return alert is not None and alert.told_at is not None

    def _may_be_told(self, trouble: Trouble) -> bool:
        return self._running and trouble not in self._unheard
