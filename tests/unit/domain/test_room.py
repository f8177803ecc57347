"""How many may wait, how many may be open, and how soon one may ask again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import CooldownActive, QueueFull, TooManyJobs
from bot.domain.quota import Asker, Limit, Measure, Rule, Rules, Scope
from bot.domain.room import (
    OpenJobs,
    check_cooldown,
    check_own,
    member_limit,
    running_limits,
    running_together,
)

M = Measure
ASKER = Asker(user_id=7, guild_id=1, channel_id=3)
NONE = "no rule"


def rules_of(*decided: tuple[Scope, int, Measure, int | None]) -> Rules:
    rules = [
        Rule(guild_id=1, scope=scope, subject_id=subject, measure=measure, amount=amount)
        for scope, subject, measure, amount in decided
    ]
    return {rule.place: rule for rule in rules}


def open_jobs(waiting: int, at_work: int, others: int = 0) -> OpenJobs:
    return OpenJobs(total=waiting + at_work + others, waiting=waiting, at_work=at_work)


@pytest.mark.parametrize(
    ("running", "waiting", "jobs", "refused"),
    [
        # Nobody decided: the operator's most open jobs, three.
        (NONE, NONE, open_jobs(1, 1), None),
        (NONE, NONE, open_jobs(1, 1, 1), TooManyJobs),
        # As many as may run may be open.
        (2, NONE, open_jobs(0, 2), None),
        (2, NONE, open_jobs(1, 2), TooManyJobs),
        (5, NONE, open_jobs(0, 4), None),
        (5, NONE, open_jobs(0, 5), TooManyJobs),
        (None, NONE, open_jobs(50, 50), None),
        # So many may wait beside those that may run.
        (1, 2, open_jobs(0, 0), None),
        (1, 2, open_jobs(2, 0), None),
        (1, 2, open_jobs(3, 0), QueueFull),
        (1, 2, open_jobs(1, 1), None),
        (1, 2, open_jobs(2, 1), QueueFull),
        (1, 2, open_jobs(2, 1, 4), QueueFull),
        (1, 2, open_jobs(1, 1, 4), None),
        (1, 0, open_jobs(0, 0, 9), None),
        (1, 0, open_jobs(1, 0), QueueFull),
        (1, 0, open_jobs(0, 1), QueueFull),
        # Lowered below what is there.
        (1, 0, open_jobs(4, 3), QueueFull),
        # Nobody bounds how many run: one may be on its way.
        (NONE, 2, open_jobs(1, 9), None),
        (NONE, 2, open_jobs(2, 0), QueueFull),
        (NONE, 0, open_jobs(0, 9), None),
        (NONE, 0, open_jobs(1, 0), QueueFull),
        (2, None, open_jobs(90, 2), None),
    ],
)
def test_a_members_room(
    running: int | str | None, waiting: int | str | None, jobs: OpenJobs, refused: type[Exception] | None
) -> None:
    rules = rules_of(
        *(
            (Scope.EVERYONE, 0, measure, amount)
            for measure, amount in ((M.RUNNING, running), (M.WAITING, waiting))
            if not isinstance(amount, str)
        )
    )
    if refused is None:
        check_own(ASKER, rules, jobs, max_open_jobs=3)
    else:
        with pytest.raises(refused):
            check_own(ASKER, rules, jobs, max_open_jobs=3)


@given(st.integers(0, 5), st.integers(0, 5), st.lists(st.sampled_from(["ask", "begin", "end"]), max_size=60))
def test_with_both_rules_no_more_wait_or_run_than_may(running: int, waiting: int, acts: list[str]) -> None:
    """Nobody begins beyond what may run, as the line sees to it."""
    rules = rules_of((Scope.EVERYONE, 0, M.RUNNING, running), (Scope.EVERYONE, 0, M.WAITING, waiting))
    in_line = at_work = 0
    for act in acts:
        if act == "ask":
            try:
                check_own(ASKER, rules, open_jobs(in_line, at_work), max_open_jobs=3)
            except QueueFull:
                assert in_line + at_work == running + waiting
            else:
                in_line += 1
        elif act == "begin" and in_line and at_work < running:
            in_line, at_work = in_line - 1, at_work + 1
        elif act == "end" and at_work:
            at_work -= 1
        assert in_line + at_work <= running + waiting


def test_outside_guilds_only_the_operator_bounds() -> None:
    check_own(Asker(user_id=7), {}, open_jobs(2, 0), max_open_jobs=3)
    with pytest.raises(TooManyJobs):
        check_own(Asker(user_id=7), {}, open_jobs(2, 1), max_open_jobs=3)


def test_channel_and_guild_bound_what_runs_together() -> None:
    assert running_together(ASKER, {}) == (None, None)
    rules = rules_of(
        (Scope.CHANNEL, 3, M.RUNNING, 2),
        (Scope.CHANNEL, 4, M.RUNNING, 1),
        (Scope.GUILD, 0, M.RUNNING, 9),
        (Scope.EVERYONE, 0, M.RUNNING, 1),
    )
    assert running_together(ASKER, rules) == (2, 9)
    capped = {**rules, **rules_of((Scope.CEILING, 0, M.RUNNING, 4))}
    assert running_together(ASKER, capped) == (2, 4)
    assert running_together(Asker(user_id=7), {}) == (None, None)


def test_a_member_is_bound_by_the_rule_that_decides_for_them_and_by_the_usual_where_none_does() -> None:
    asker = Asker(user_id=7, guild_id=1, channel_id=3, role_ids=(5,))
    assert running_limits(asker, {}, usual=9) == (9, None, None)
    rules = rules_of((Scope.EVERYONE, 0, M.RUNNING, 1), (Scope.CHANNEL, 3, M.RUNNING, 2))
    assert running_limits(asker, rules, usual=9) == (1, 2, None)
    rules = {**rules, **rules_of((Scope.ROLE, 5, M.RUNNING, 4))}
    assert running_limits(asker, rules, usual=9) == (4, 2, None)
    rules = {**rules, **rules_of((Scope.MEMBER, 7, M.RUNNING, None))}
    assert running_limits(asker, rules, usual=9) == (None, 2, None)


@given(st.none() | st.integers(0, 100), st.none() | st.integers(0, 100_000), st.integers(0, 200_000))
def test_a_cooldown_lasts_as_long_as_it_says(amount: int | None, ago: int | None, now_ms: int) -> None:
    rules = rules_of((Scope.EVERYONE, 0, M.COOLDOWN, amount))
    limit: Limit = member_limit(ASKER, M.COOLDOWN, rules)
    last_at = None if ago is None else now_ms - ago
    if ago is not None and ago < (amount or 0) * 1000:
        with pytest.raises(CooldownActive) as caught:
            check_cooldown(limit, last_at, now_ms)
        assert caught.value.until == now_ms - ago + (amount or 0) * 1000
        assert caught.value.limit.rule == rules[Scope.EVERYONE, 0, M.COOLDOWN]
    else:
        check_cooldown(limit, last_at, now_ms)
