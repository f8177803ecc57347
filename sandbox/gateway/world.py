"""Everything the two gateways share: clock, jobs, faults, keys, switches and the journal of requests."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.gateway.accounts import OCTOPUSX_KEY, OPENOCTOPUS_KEY, Accounts
from sandbox.gateway.clock import Bell, Clock
from sandbox.gateway.faults.book import FaultBook
from sandbox.gateway.jobs import Job
from sandbox.gateway.lanes import Lane
from sandbox.gateway.manners import Manners
from sandbox.gateway.pictures.easel import Easel

OPENOCTOPUS = "openoctopus"
OCTOPUSX = "octopusx"
OPENOCTOPUS_MODEL = "openoctopus/gpt-image-2-text-input"
OCTOPUSX_MODEL = "gpt-image-2"
JOURNAL_LENGTH = 20_000


@dataclass(slots=True, kw_only=True)
class Entry:
    """One request as it arrived, and how it was answered. `at` is in seconds of the clock."""

    gateway: str
    method: str
    path: str
    kind: str
    at: float
    headers: dict[str, str]
    authorized: bool
    body: Any = None
    prompt: str = ""
    job: str | None = None
    fault: str | None = None
    http: int | None = None


@dataclass(slots=True, kw_only=True)
class Settings:
    """What the control API can turn: durations in seconds, and the manners of both gateways."""

    median: float = 6.0
    seed: int = 0
    concurrency: int = 1
    queue_limit: int | None = None
    manners: Manners = field(default_factory=Manners)


class World:
    """The state of one stand-in."""

    def __init__(self, *, clock: Clock, easel: Easel, settings: Settings) -> None:
        self.clock = clock
        self.easel = easel
        self.settings = settings
        self.addresses: dict[str, str] = {}
        self.bell = Bell()
        self.reset()

    def reset(self) -> None:
        """Forget jobs, faults, journal and keys; the clock and the settings stay."""
        self.jobs: dict[str, Job] = {}
        self.journal: deque[Entry] = deque(maxlen=JOURNAL_LENGTH)
        self.submits: Counter[tuple[str, str]] = Counter()
        self.taken: defaultdict[tuple[str, str], list[Job]] = defaultdict(list)
        self.faults = FaultBook()
        self.lanes: dict[str, Lane] = {}
        self.accounts = {OPENOCTOPUS: Accounts(OPENOCTOPUS_KEY), OCTOPUSX: Accounts(OCTOPUSX_KEY)}
        self.models = {OPENOCTOPUS: [OPENOCTOPUS_MODEL], OCTOPUSX: [OCTOPUSX_MODEL]}

    def note(self, entry: Entry) -> None:
        """Write a request into the journal as it arrives."""
        self.journal.append(entry)
        if entry.kind == "submit":
            self.submits[entry.gateway, entry.prompt] += 1
        self.bell.ring()

    def matching(self, *, gateway: str | None, prompt: str) -> Iterable[Job]:
        """The jobs of one gateway, or of both, whose prompt holds `prompt`."""
        return (job for job in self.jobs.values() if gateway in (None, job.gateway) and prompt in job.prompt)
