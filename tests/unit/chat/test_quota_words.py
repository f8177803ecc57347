"""Limits are told so that nobody has to ask which one, how much, and until when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import words
from bot.chat.words import limits
from bot.domain import errors
from bot.domain.price import Fit
from bot.domain.quota import CREDITS, MEASURES, Bucket, Limit, Measure, Rule, Scope, Standing
from bot.domain.request import ImageRequest

_RESETS = int(datetime(2026, 7, 30, tzinfo=UTC).timestamp() * 1000)
_BUCKETS = (Scope.CEILING, Scope.GUILD, Scope.CHANNEL, Scope.MEMBER, Scope.USER)
M = Measure


def a_rule(scope: Scope, measure: Measure = M.CREDITS_DAY, amount: int | None = 50) -> Rule:
    subject = 7 if scope in (Scope.ROLE, Scope.CHANNEL, Scope.MEMBER) else 0
    return Rule(guild_id=1, scope=scope, subject_id=subject, measure=measure, amount=amount)


def exceeded(
    scope: Scope = Scope.MEMBER,
    *,
    used: int = 8,
    limit: int = 10,
    price: int = 4,
    granted: int = 0,
    measure: Measure = M.CREDITS_DAY,
    rule: Rule | None = None,
    fits: tuple[Fit, ...] = (),
) -> errors.QuotaExceeded:
    standing = Standing(
        bucket=Bucket(scope, 1, 7),
        measure=measure,
        used=used,
        limit=limit,
        granted=granted,
        resets_at=_RESETS,
        rule=rule,
    )
    return errors.QuotaExceeded(standing=standing, price=price, would_fit=fits)


def test_a_refusal_names_the_use_the_reset_and_what_decides():
    said = words.refusal(exceeded(rule=a_rule(Scope.ROLE)))
    assert "this costs 4 credits, and you have 2 left today (8 of 10 used)" in said
    assert f"<t:{_RESETS // 1000}:R>" in said
    assert "What decides here: the limit of the role <@&7>." in said
    assert "`/quota set`" in said


@pytest.mark.parametrize("scope", [*MEASURES, None])
def test_every_rule_that_can_decide_has_a_name_of_its_own(scope):
    told = {each: limits.decided_by(a_rule(each)) for each in MEASURES} | {None: limits.decided_by(None)}
    assert len(set(told.values())) == len(told)
    assert told[scope] in words.refusal(exceeded(rule=a_rule(scope) if scope else None))


@pytest.mark.parametrize("scope", _BUCKETS)
@pytest.mark.parametrize("measure", CREDITS)
@pytest.mark.parametrize("used", [8, 10, 0])
def test_every_period_and_bucket_is_told_shortly(scope, measure, used):
    price = 20 if used == 0 else 4
    said = words.refusal(exceeded(scope, used=used, price=price, measure=measure))
    assert len(said) <= 400
    period = {M.CREDITS_DAY: ("today", "day"), M.CREDITS_WEEK: ("week",) * 2, M.CREDITS_MONTH: ("month",) * 2}
    assert any(word in said for word in period[measure])
    assert said.startswith("This costs" if used == 0 else "Not yet")


@pytest.mark.parametrize("scope", _BUCKETS)
def test_moderators_are_spoken_of_only_where_they_can_help(scope):
    said = words.refusal(exceeded(scope))
    by_operator = scope in (Scope.CEILING, Scope.USER)
    assert ("Only whoever runs this bot" in said) is by_operator
    assert ("moderator" in said) is not by_operator


def test_extra_credits_are_counted_in_what_is_left():
    said = words.refusal(exceeded(used=10, granted=3))
    assert "you have 3 left today" in said
    assert "3 extra credits are left on top" in said


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"resolution": "1k", "quality": "medium"}, "1 picture in 1k, medium would still fit: 2 credits."),
        ({"quality": "low", "count": 2}, "2 pictures in low would still fit: 2 credits."),
        ({"count": 2}, "2 pictures would still fit: 2 credits."),
    ],
)
def test_what_would_fit_is_told(request_, said):
    wish = replace(ImageRequest(prompt="x", model="m"), **request_)
    assert said in words.refusal(exceeded(fits=(Fit(request=wish, price=2),)))


@pytest.mark.parametrize(
    "error",
    [
        errors.CooldownActive(
            until=_RESETS,
            limit=Limit(
                bucket=Bucket(Scope.MEMBER, 1, 7),
                measure=M.COOLDOWN,
                amount=30,
                rule=a_rule(Scope.EVERYONE, M.COOLDOWN),
            ),
        ),
        errors.QueueFull(
            waiting=2,
            limit=Limit(
                bucket=Bucket(Scope.MEMBER, 1, 7),
                measure=M.WAITING,
                amount=2,
                rule=a_rule(Scope.EVERYONE, M.WAITING),
            ),
        ),
    ],
)
def test_who_asks_too_much_at_once_reads_what_decides(error):
    assert "What decides here: the server's usual limit." in words.refusal(error)


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("amount", [None, 0, 1, 5000])
def test_every_amount_is_told_and_no_two_alike(measure, amount):
    said = limits.amount(measure, amount)
    others = [limits.amount(each, amount) for each in Measure if each is not measure]
    assert said not in others
    assert amount is None or amount < 1000 or measure is M.COOLDOWN or "5,000" in said


@given(st.integers(0, 30 * 86_400))
def test_a_length_of_time_is_told_to_the_second(seconds):
    units = {"d": 86_400, "h": 3600, "min": 60, "s": 1}
    parts = limits.length(seconds).split()
    told = sum(
        int(count.replace(",", "")) * units[unit] for count, unit in zip(parts[::2], parts[1::2], strict=True)
    )
    assert told == seconds
