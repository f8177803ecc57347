"""Whether one more request may be taken now: how many wait, and how long ago the last one was."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import CooldownActive, QueueFull, TooManyJobs
from bot.domain.quota import Asker, DefaultLimits, Limit, Measure, Rules, Scope, buckets_of
from bot.domain.quota_rules import count_limits, limit_of

_NONE = DefaultLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenJobs:
    """How many jobs have not ended, without the one that is asked for."""

    total: int
    #: Not sent yet.
    waiting: int
    #: A gateway has them, or may have.
    at_work: int


def member_limit(asker: Asker, measure: Measure, rules: Rules) -> Limit:
    """What bounds a member, or a person outside guilds, by rules alone."""
    return limit_of(buckets_of(asker)[-1], measure, asker, rules, _NONE)


def running_limits(asker: Asker, rules: Rules, *, usual: int) -> tuple[int | None, int | None, int | None]:
    """Most jobs at work at once of the member, in the channel and in the guild; `None` is no limit.

    `usual` is a member's where no rule says.
    """
    own = member_limit(asker, Measure.RUNNING, rules)
    return own.amount if own.rule is not None else usual, *running_together(asker, rules)


def running_together(asker: Asker, rules: Rules) -> tuple[int | None, int | None]:
    """Most jobs at work at once in the channel, and in the guild; `None` is no limit."""
    found = count_limits(asker, Measure.RUNNING, rules)
    channel = [limit.amount or 0 for limit in found if limit.bucket.scope is Scope.CHANNEL]
    guild = [limit.amount or 0 for limit in found if limit.bucket.scope in (Scope.GUILD, Scope.CEILING)]
    return min(channel, default=None), min(guild, default=None)


def check_own(asker: Asker, rules: Rules, jobs: OpenJobs, *, max_open_jobs: int) -> None:
    """Whether the member has room. Where no rule says how many may wait, the operator says how many are open.

    Raises:
        QueueFull, TooManyJobs: they have not.
    """
    running, waiting = (member_limit(asker, measure, rules) for measure in (Measure.RUNNING, Measure.WAITING))
    if waiting.rule is not None:
        check_together(waiting, running.amount, jobs)
    elif running.rule is None or running.amount is not None:
        # As many as may be under way may be open.
        most = max(max_open_jobs, running.amount or 0)
        if jobs.total >= most:
            raise TooManyJobs(open_jobs=jobs.total, limit=most)


def check_together(waiting: Limit, running: int | None, jobs: OpenJobs) -> None:
    """Whether one more may wait beside those that may be under way, `running` at once.

    Without such a number one may be on its way to the gateway, even if none may wait.

    Raises:
        QueueFull: as many wait as may.
    """
    if waiting.amount is None:
        return
    most = max(waiting.amount, 1) if running is None else waiting.amount + max(running - jobs.at_work, 0)
    if jobs.waiting >= most:
        raise QueueFull(waiting=jobs.waiting, limit=waiting)


def check_cooldown(limit: Limit, last_at: int | None, now_ms: int) -> None:
    """Whether enough time has passed since the member's last accepted request, of epoch ms `last_at`.

    Raises:
        CooldownActive: it has not.
    """
    if last_at is not None and now_ms < last_at + (limit.amount or 0) * 1000:
        raise CooldownActive(until=last_at + (limit.amount or 0) * 1000, limit=limit)
