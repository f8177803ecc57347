"""Whose credits a job draws on, which rule decides, and what a price takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import QuotaExceeded
from bot.domain.quota import (
    MEASURES,
    MOST,
    Asker,
    Bucket,
    DefaultLimits,
    Measure,
    Rule,
    Rules,
    Scope,
    Standing,
    buckets_of,
    remaining_credits,
)
from bot.domain.quota_charge import Charge, Grant, Price, charge, draws, given_back
from bot.domain.quota_rules import check_rule, credit_limits, limit_of, member_rule

M = Measure
DEFAULTS = DefaultLimits(guild=100, member=10, user=5)
GUILD, CHANNEL, MEMBER = Bucket(Scope.GUILD, 1), Bucket(Scope.CHANNEL, 1, 3), Bucket(Scope.MEMBER, 1, 7)
CEILING, USER = Bucket(Scope.CEILING, 1), Bucket(Scope.USER, 0, 7)
ASKER = Asker(user_id=7, guild_id=1, channel_id=3, role_ids=(50, 51, 52))

OWN, EVERYONE = (Scope.MEMBER, 7), (Scope.EVERYONE, 0)
FIRST, SECOND, THIRD = ((Scope.ROLE, role) for role in ASKER.role_ids)
OTHERS = (Scope.ROLE, 99)


def rules_of(amounts: dict[tuple[Scope, int], int | None], measure: Measure = M.CREDITS_DAY) -> Rules:
    rules = [
        Rule(guild_id=1, scope=scope, subject_id=subject, measure=measure, amount=amount)
        for (scope, subject), amount in amounts.items()
    ]
    return {rule.place: rule for rule in rules}


def standing(
    used: int,
    limit: int | None,
    bucket: Bucket = MEMBER,
    *,
    measure: Measure = M.CREDITS_DAY,
    granted: int = 0,
    resets_at: int = 1,
) -> Standing:
    return Standing(
        bucket=bucket, measure=measure, used=used, limit=limit, granted=granted, resets_at=resets_at
    )


def costing(amount: int) -> Price:
    return Price(credits=amount, cost=amount)


def test_a_job_in_a_guild_draws_on_its_ceiling_its_pool_its_channel_and_its_member() -> None:
    assert buckets_of(ASKER) == (CEILING, GUILD, CHANNEL, MEMBER)
    assert buckets_of(Asker(user_id=7, guild_id=1)) == (CEILING, GUILD, MEMBER)


def test_a_job_outside_draws_on_the_user() -> None:
    assert buckets_of(Asker(user_id=7, channel_id=3)) == (USER,)


@pytest.mark.parametrize(
    ("amounts", "decides"),
    [
        ({}, None),
        ({OTHERS: 99}, None),
        ({EVERYONE: 20}, EVERYONE),
        ({EVERYONE: 20, OWN: 3}, OWN),
        ({EVERYONE: 20, OWN: None}, OWN),
        ({EVERYONE: 20, FIRST: 3}, FIRST),
        ({EVERYONE: None, FIRST: 3}, FIRST),
        ({FIRST: 3, SECOND: 8, THIRD: 5}, SECOND),
        ({FIRST: 3, SECOND: None, THIRD: 5}, SECOND),
        ({FIRST: 8, SECOND: 8}, FIRST),
        ({FIRST: 0, OTHERS: None}, FIRST),
        ({FIRST: 30, OWN: 0}, OWN),
        ({(Scope.GUILD, 0): 1, (Scope.CHANNEL, 3): 2, (Scope.CEILING, 0): 3}, None),
        ({(Scope.MEMBER, 8): 1}, None),
    ],
)
@pytest.mark.parametrize("measure", [M.CREDITS_DAY, M.CREDITS_MONTH, M.RUNNING, M.WAITING])
def test_the_narrowest_rule_decides_and_the_most_generous_of_roles(
    amounts: dict[tuple[Scope, int], int | None], decides: tuple[Scope, int] | None, measure: Measure
) -> None:
    rules = rules_of(amounts, measure)
    rule = member_rule(ASKER, measure, rules)
    assert rule == (None if decides is None else rules[*decides, measure])
    assert member_rule(ASKER, M.CREDITS_WEEK, rules) is None


@pytest.mark.parametrize(
    ("amounts", "decides"),
    [
        ({FIRST: 60, SECOND: 10, THIRD: 30}, SECOND),
        ({FIRST: 60, SECOND: None}, SECOND),
        ({FIRST: 60, SECOND: 0}, SECOND),
        ({FIRST: 0, SECOND: None}, FIRST),
        ({FIRST: 60, OWN: 90}, OWN),
    ],
)
def test_the_most_generous_cooldown_is_the_shortest(
    amounts: dict[tuple[Scope, int], int | None], decides: tuple[Scope, int]
) -> None:
    rules = rules_of(amounts, M.COOLDOWN)
    assert member_rule(ASKER, M.COOLDOWN, rules) == rules[*decides, M.COOLDOWN]


@pytest.mark.parametrize(
    ("bucket", "amounts", "measure", "amount"),
    [
        (MEMBER, {}, M.CREDITS_DAY, 10),
        (MEMBER, {}, M.CREDITS_WEEK, None),
        (MEMBER, {EVERYONE: None}, M.CREDITS_DAY, None),
        (MEMBER, {(Scope.GUILD, 0): 1}, M.CREDITS_DAY, 10),
        (GUILD, {}, M.CREDITS_DAY, 100),
        (GUILD, {EVERYONE: 20, OWN: 3, FIRST: 4}, M.CREDITS_DAY, 100),
        (GUILD, {(Scope.GUILD, 0): 0}, M.CREDITS_DAY, 0),
        (GUILD, {(Scope.GUILD, 0): None}, M.CREDITS_DAY, None),
        (CHANNEL, {}, M.CREDITS_DAY, None),
        (CHANNEL, {(Scope.CHANNEL, 3): 8, (Scope.CHANNEL, 4): 9}, M.CREDITS_DAY, 8),
        (CEILING, {}, M.CREDITS_DAY, None),
        (CEILING, {(Scope.CEILING, 0): 4}, M.CREDITS_DAY, 4),
        (USER, {}, M.CREDITS_DAY, 5),
        (USER, {}, M.CREDITS_MONTH, None),
    ],
)
def test_pools_and_defaults(
    bucket: Bucket, amounts: dict[tuple[Scope, int], int | None], measure: Measure, amount: int | None
) -> None:
    limit = limit_of(bucket, measure, ASKER, rules_of(amounts), DEFAULTS)
    assert (limit.bucket, limit.measure, limit.amount) == (bucket, measure, amount)
    assert limit.rule is None or limit.rule.amount == amount


def test_every_period_is_decided_for_itself() -> None:
    rules = {**rules_of({OWN: 3}), **rules_of({EVERYONE: 30, FIRST: 50}, M.CREDITS_WEEK)}
    ceiling = rules_of({(Scope.CEILING, 0): 1000}, M.CREDITS_MONTH)
    found = credit_limits(ASKER, {**rules, **ceiling}, DefaultLimits())
    assert [(limit.bucket, limit.measure, limit.amount) for limit in found] == [
        (CEILING, M.CREDITS_MONTH, 1000),
        (GUILD, M.CREDITS_DAY, None),
        (MEMBER, M.CREDITS_DAY, 3),
        (MEMBER, M.CREDITS_WEEK, 50),
    ]


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("measure", Measure)
def test_a_rule_bounds_what_is_counted_there(scope: Scope, measure: Measure) -> None:
    rule = Rule(guild_id=1, scope=scope, measure=measure, amount=1)
    if measure in MEASURES.get(scope, ()):
        check_rule(rule)
    else:
        with pytest.raises(ValueError, match="no "):
            check_rule(rule)


@pytest.mark.parametrize("amount", [-1, 0, MOST + 1])
def test_a_rule_has_an_amount_one_can_count_to(amount: int) -> None:
    with pytest.raises(ValueError, match="no amount"):
        check_rule(Rule(guild_id=1, scope=Scope.GUILD, measure=M.RUNNING, amount=amount))


AMOUNTS = st.integers(0, 50)


@given(AMOUNTS, st.none() | AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_charge_ends_within_the_limit_and_the_grants_or_is_refused(
    used: int, limit: int | None, granted: int, price: int
) -> None:
    before = standing(used, limit, granted=granted)
    over = 0 if limit is None else min(price, max(used + price - limit, 0))
    if over > granted:
        with pytest.raises(QuotaExceeded) as caught:
            charge([before], costing(price))
        facts = caught.value
        assert (facts.standing, facts.price, facts.standings) == (before, price, (before,))
    else:
        after = standing(used + price - over, limit, granted=granted - over)
        drawn = {MEMBER: over} if over else {}
        assert charge([before], costing(price)) == Charge(standings=(after,), drawn=drawn)


def test_what_costs_nothing_always_fits() -> None:
    full = [standing(9, 5), standing(9, 9, CEILING)]
    assert charge(full, costing(0)).standings == tuple(full)


def test_a_ceiling_is_charged_the_cost_and_the_rest_the_price() -> None:
    before = [standing(0, 5, CEILING), standing(0, 5, GUILD)]
    after = charge(before, Price(credits=2, cost=4)).standings
    assert [each.used for each in after] == [4, 2]
    with pytest.raises(QuotaExceeded) as caught:
        charge(before, Price(credits=0, cost=6))
    assert (caught.value.scope, caught.value.price, caught.value.by_operator) == ("ceiling", 6, True)


def test_grants_pay_once_for_the_tightest_of_several_periods() -> None:
    day = standing(9, 10, granted=5)
    month = standing(98, 100, measure=M.CREDITS_MONTH, granted=5)
    charged = charge([day, month], costing(4))
    assert charged.drawn == {MEMBER: 3}
    assert [(each.used, each.granted) for each in charged.standings] == [(10, 2), (99, 2)]


@pytest.mark.parametrize(
    ("standings", "named"),
    [
        # The widest, if nothing tells them apart.
        ([standing(0, None, CEILING), standing(9, 10, GUILD), standing(9, 10)], 1),
        # What starts anew last.
        ([standing(9, 10, GUILD, resets_at=5), standing(9, 10, resets_at=9)], 1),
        ([standing(9, 10, GUILD, resets_at=9), standing(9, 10, resets_at=5)], 0),
        # What never lets it pass.
        ([standing(9, 10, GUILD, resets_at=9), standing(0, 1, resets_at=5)], 1),
        ([standing(9, 10, GUILD, resets_at=9), standing(0, 1, resets_at=5, granted=1)], 0),
        # Only what refuses.
        ([standing(0, 2, GUILD, resets_at=9), standing(9, 10, resets_at=5)], 1),
    ],
)
def test_a_refusal_names_the_limit_that_lasts_longest(standings: list[Standing], named: int) -> None:
    with pytest.raises(QuotaExceeded) as caught:
        charge(standings, costing(2))
    assert caught.value.standing == standings[named]
    assert caught.value.standings == tuple(standings)


def test_what_is_left_is_the_least_of_all_and_never_negative() -> None:
    assert remaining_credits([standing(1, 10), standing(3, 5), standing(0, None)]) == 2
    assert remaining_credits([standing(9, 5)]) == 0
    assert remaining_credits([standing(9, 5, granted=3)]) == 3
    assert remaining_credits([standing(9, None)]) is None


def grant(number: int, left: int, expires_at: int | None = None, revoked_at: int | None = None) -> Grant:
    return Grant(
        id=number,
        bucket=MEMBER,
        amount=left + 4,
        used=4,
        expires_at=expires_at,
        reason="",
        by_user_id=9,
        at=0,
        revoked_at=revoked_at,
    )


def test_what_expires_first_is_drawn_first_and_what_never_does_last() -> None:
    held = [grant(1, 5), grant(2, 5, 300), grant(3, 5, 200), grant(4, 5, 100), grant(5, 5, 150, revoked_at=1)]
    assert draws(held, 7, now_ms=100) == {3: 5, 2: 2}
    assert draws(held, 15, now_ms=100) == {3: 5, 2: 5, 1: 5}
    with pytest.raises(ValueError, match="not have so much"):
        draws(held, 16, now_ms=100)


@given(st.lists(st.integers(0, 9), max_size=5), st.integers(0, 60))
def test_what_comes_back_fills_the_first_parts_first(parts: list[int], amount: int) -> None:
    back = given_back(parts, amount)
    assert sum(back) == min(amount, sum(parts))
    assert all(0 <= some <= part for some, part in zip(back, parts, strict=True))
    partly = [some for some, part in zip(back, parts, strict=True) if some < part]
    assert not any(partly[1:])
