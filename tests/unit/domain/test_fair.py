"""Nobody starves: turns are shared among groups, then among their members."""

from collections import Counter, defaultdict
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.fair import FairLine, Waiting

_GROUPS, _USERS = st.integers(0, 3), st.integers(1, 4)


class Turns(RuleBasedStateMachine):
    """Counts, for everyone who waits, the turns of others since their own last."""

    def __init__(self) -> None:
        super().__init__()
        self.line = FairLine()
        self.waiting: dict[str, Waiting] = {}
        self.made = 0
        #: For each waiting member: turns of the other members of the group since; and the same for groups.
        self.past_members: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        self.past_groups: defaultdict[int, Counter[int]] = defaultdict(Counter)

    @rule(group=_GROUPS, user=_USERS)
    def join(self, group: int, user: int) -> None:
        self.made += 1
        waiting = Waiting(f"job-{self.made}", group, user)
        self.waiting[waiting.job_id] = waiting
        self.line.join(waiting)
        self.line.join(waiting)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        job_id = data.draw(st.sampled_from(sorted(self.waiting)))
        self.line.leave(job_id)
        self._gone(self.waiting.pop(job_id))

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def serve(self, data: st.DataObject) -> None:
        held = data.draw(st.sets(st.sampled_from(sorted(self.waiting)), max_size=2))
        turn = self.line.next(lambda each: each.job_id not in held)
        if turn is None:
            assert held == set(self.waiting)
            return
        assert turn.job_id not in held
        if not held:
            assert next(self.line.order()) == turn
        oldest = min(
            (each.job_id for each in self.waiting.values() if _same(each, turn) and each.job_id not in held),
            key=lambda job_id: int(job_id.removeprefix("job-")),
        )
        assert turn.job_id == oldest
        self.line.serve(turn.job_id)
        del self.waiting[turn.job_id]
        self._count(turn, held)
        self._gone(turn)

    @invariant()
    def nobody_is_lost(self) -> None:
        assert sorted(each.job_id for each in self.line.order()) == sorted(self.waiting)
        assert len(self.line) == len(self.waiting)

    def _count(self, turn: Waiting, held: set[str]) -> None:
        self.past_members[turn.group_id, turn.user_id].clear()
        self.past_groups[turn.group_id].clear()
        free = [each for each in self.waiting.values() if each.job_id not in held]
        for group, user in {(each.group_id, each.user_id) for each in free}:
            if group == turn.group_id and user != turn.user_id:
                self.past_members[group, user][turn.user_id] += 1
                assert self.past_members[group, user][turn.user_id] <= 1
        for group in {each.group_id for each in free} - {turn.group_id}:
            self.past_groups[group][turn.group_id] += 1
            assert self.past_groups[group][turn.group_id] <= 1

    def _gone(self, gone: Waiting) -> None:
        """Who leaves altogether begins anew."""
        if not any(_same(each, gone) for each in self.waiting.values()):
            self.past_members.pop((gone.group_id, gone.user_id), None)
        if not any(each.group_id == gone.group_id for each in self.waiting.values()):
            self.past_groups.pop(gone.group_id, None)


TestTurns = Turns.TestCase


def _same(one: Waiting, other: Waiting) -> bool:
    return (one.group_id, one.user_id) == (other.group_id, other.user_id)


@given(st.integers(0, 2**32), st.integers(1, 16))
def test_a_thousand_members_wait_no_longer_than_their_place_in_line(seed: int, places: int) -> None:
    """A service takes a second; who is nth in line is served after n services, `places` at a time."""
    random = Random(seed)
    line = FairLine()
    for number in range(1_000):
        user, group = number, random.choice((0, 1, 1, 1, 1, 2, 3))
        for wish in range(random.choice((1, 1, 1, 2, 10))):
            line.join(Waiting(f"{user}/{wish}", group, user))
    promised = {waiting.job_id: place for place, waiting in enumerate(line.order())}
    second = 0
    while len(line):
        for _ in range(min(places, len(line))):
            turn = line.next()
            assert turn is not None
            assert second * places <= promised[turn.job_id] < (second + 1) * places
            line.serve(turn.job_id)
        second += 1


def test_one_member_with_a_hundred_wishes_delays_another_by_one() -> None:
    line = FairLine()
    for wish in range(100):
        line.join(Waiting(f"greedy-{wish}", 1, 1))
    line.join(Waiting("modest", 1, 2))
    assert [each.job_id for each in line.order()][:3] == ["greedy-0", "modest", "greedy-1"]


def test_a_busy_guild_delays_a_quiet_one_by_one() -> None:
    line = FairLine()
    for user in range(100):
        line.join(Waiting(f"busy-{user}", 1, user))
    line.join(Waiting("quiet", 2, 500))
    assert [each.job_id for each in line.order()][:3] == ["busy-0", "quiet", "busy-1"]
