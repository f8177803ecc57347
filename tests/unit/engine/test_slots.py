"""Who may go to a gateway: in turn, and no more of one member, channel or guild than the rules say."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.job import Job, JobState, Origin, Task
from bot.domain.request import ImageRequest
from bot.engine.slots import Slots

_WHO = st.tuples(st.sampled_from([None, 1, 2]), st.integers(1, 3), st.integers(1, 2), st.sampled_from("ab"))


@dataclass
class Gate:
    """One place after another is given to whoever is woken and may try, as the engine does it."""

    #: Of a member, in a channel, and in a guild.
    limits: tuple[int | None, int | None, int | None]
    #: Jobs that the gateway works on at once.
    places: int = 1_000_000
    woken: list[str] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    working: dict[str, Job] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slots = Slots(self.woken.append, limits=self._limits)

    def _limits(self, job: Job) -> tuple[int | None, int | None, int | None]:
        return self.limits if job.origin.guild_id else (self.limits[0], None, None)

    def come(self, job: Job) -> None:
        self.jobs[job.id] = job
        self._try(job)
        self._run()

    def end(self, job_id: str) -> None:
        self.slots.leave(self.working.pop(job_id))
        self._run()

    def _try(self, job: Job) -> None:
        if self.slots.may_try(job) and len(self.working) < self.places:
            self.working[job.id] = self.jobs.pop(job.id)
            self.slots.take(job)
        else:
            self.slots.wait(job)

    def _run(self) -> None:
        while self.woken:
            job = self.jobs.get(self.woken.pop(0))
            if job is not None:
                self._try(job)


@given(st.lists(_WHO, max_size=30), st.sampled_from([1, 2, None]), st.sampled_from([1, 2, None]))
def test_no_rule_is_broken_and_nobody_is_forgotten(
    people: list[tuple[int | None, int, int, str]], own: int | None, guild: int | None
) -> None:
    gate = Gate((own, 2, guild))
    for number, (guild_id, user_id, channel_id, gateway) in enumerate(people):
        gate.come(_job(number, guild_id, user_id, channel_id, gateway))
        _check(gate, own, guild)
    while gate.working:
        gate.end(next(iter(gate.working)))
        _check(gate, own, guild)
    assert gate.jobs == {}


def _check(gate: Gate, own: int | None, guild: int | None) -> None:
    at_work = [job.origin for job in gate.working.values()]
    members = Counter((one.guild_id, one.user_id) for one in at_work)
    guilds = Counter(one.guild_id for one in at_work if one.guild_id)
    channels = Counter((one.guild_id, one.home_channel_id) for one in at_work if one.guild_id)
    assert own is None or max(members.values(), default=0) <= own
    assert guild is None or max(guilds.values(), default=0) <= guild
    assert max(channels.values(), default=0) <= 2


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 3), st.integers(4, 32))
def test_a_thousand_members_wait_for_those_before_them_and_for_their_own_alone(
    seed: int, own: int, places: int
) -> None:
    """A picture takes one step. Where nobody may have several at once, who has asked for several waits on."""
    random, gate = Random(seed), Gate((own, None, None), places=places)
    wishes = Counter[int]()
    earlier = dict[str, int]()
    for number in range(2_000):
        user = number if number < 1_000 else random.choice((random.randrange(1_000), random.randrange(20)))
        earlier[str(number)] = wishes[user]
        wishes[user] += 1
        gate.come(_job(number, user % 3 or None, user))
    ahead = {job_id: place for place, (_, job_id) in enumerate(gate.slots.order())}
    step = 0
    while gate.working:
        for job_id in gate.working:
            assert step <= 1 + (ahead[job_id] // places if job_id in ahead else 0) + earlier[job_id] // own
        for job_id in list(gate.working):
            gate.end(job_id)
        step += 1
    assert gate.jobs == {}


def test_a_member_who_is_held_back_holds_nobody_else_back() -> None:
    gate = Gate((1, None, None))
    for number in range(3):
        gate.come(_job(number, 1, user_id=1))
    gate.come(_job(3, 1, user_id=2))
    assert sorted(gate.working) == ["0", "3"]
    assert [job_id for _, job_id in gate.slots.order()] == ["1", "2"]


def test_who_was_held_back_goes_when_the_rules_allow_it() -> None:
    for members, before, after in (
        (5, (None, None, 1), (None, None, 4)),
        (1, (1, None, None), (4, None, None)),
    ):
        gate = Gate(before)
        for number in range(5):
            gate.come(_job(number, 1, user_id=number % members, gateway="ab"[number % 2]))
        assert sorted(gate.working) == ["0"]
        gate.limits = after
        gate.slots.offer()
        gate._run()
        assert len(gate.working) == 4


def _job(
    number: int,
    guild_id: int | None,
    user_id: int,
    channel_id: int = 5,
    gateway: str = "a",
) -> Job:
    return Job(
        id=str(number),
        idempotency_key=str(number),
        origin=Origin(front="f", user_id=user_id, guild_id=guild_id, home_channel_id=channel_id),
        request=ImageRequest(prompt="a fox", model="m"),
        gateway=gateway,
        unit_price=1,
        state=JobState.QUEUED,
        state_at=0,
        epoch=0,
        created_at=number,
        deadline_at=0,
        tasks=(Task(index=0, images=1),),
    )
