"""Buckets, days and limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import QuotaExceeded
from bot.domain.quota import (
    DAY_MS,
    Bucket,
    DefaultLimits,
    Scope,
    Standing,
    buckets_of,
    charge,
    day_end,
    day_start,
    limit_of,
    remaining_credits,
)

DEFAULTS = DefaultLimits(guild=100, member=10, user=5)
MEMBER = Bucket(Scope.MEMBER, 1, 7)
EVERY_MEMBER = Bucket(Scope.MEMBER, 1)
GUILD = Bucket(Scope.GUILD, 1)


def standing(used: int, limit: int | None, bucket: Bucket = MEMBER) -> Standing:
    return Standing(bucket=bucket, used=used, limit=limit, resets_at=DAY_MS)


def test_a_job_in_a_guild_draws_on_the_pool_and_on_the_member() -> None:
    assert buckets_of(1, 7) == (GUILD, MEMBER)


def test_a_job_outside_draws_on_the_user() -> None:
    assert buckets_of(None, 7) == (Bucket(Scope.USER, 0, 7),)


@given(st.integers(0, 4_000_000_000_000))
def test_every_moment_lies_in_its_own_day(at_ms: int) -> None:
    assert day_start(at_ms) <= at_ms < day_end(at_ms)
    assert day_start(at_ms) % DAY_MS == 0
    assert day_start(day_end(at_ms)) == day_end(at_ms)


@pytest.mark.parametrize(
    ("limits", "bucket", "expected"),
    [
        ({}, MEMBER, 10),
        ({EVERY_MEMBER: 20}, MEMBER, 20),
        ({EVERY_MEMBER: 20, MEMBER: 3}, MEMBER, 3),
        ({EVERY_MEMBER: 20, MEMBER: None}, MEMBER, None),
        ({EVERY_MEMBER: None}, MEMBER, None),
        ({EVERY_MEMBER: 20}, GUILD, 100),
        ({GUILD: 0}, GUILD, 0),
        ({GUILD: 1}, MEMBER, 10),
        ({}, Bucket(Scope.USER, 0, 7), 5),
    ],
)
def test_the_narrowest_limit_applies(
    limits: dict[Bucket, int | None], bucket: Bucket, expected: int | None
) -> None:
    assert limit_of(bucket, limits, DEFAULTS) == expected


@given(st.integers(0, 50), st.none() | st.integers(0, 50), st.integers(0, 50))
def test_a_charge_ends_within_the_limit_or_is_refused(used: int, limit: int | None, price: int) -> None:
    if price > 0 and limit is not None and used + price > limit:
        with pytest.raises(QuotaExceeded) as caught:
            charge([standing(used, limit)], price)
        facts = caught.value
        assert (facts.scope, facts.used, facts.limit, facts.price) == ("member", used, limit, price)
        assert facts.resets_at == DAY_MS
    else:
        assert charge([standing(used, limit)], price) == (standing(used + price, limit),)


def test_the_first_bucket_that_is_full_is_named() -> None:
    with pytest.raises(QuotaExceeded) as caught:
        charge([standing(0, None, GUILD), standing(9, 10), standing(5, 5, GUILD)], 2)
    assert caught.value.scope == "member"


def test_what_is_left_is_the_least_of_all_and_never_negative() -> None:
    assert remaining_credits([standing(1, 10), standing(3, 5), standing(0, None)]) == 2
    assert remaining_credits([standing(9, 5)]) == 0
    assert remaining_credits([standing(9, None)]) is None
