"""The operator's decisions: kept, audited, and seen by a process that did not make them."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.failure import Trouble
from bot.domain.job import JobState, TaskState
from bot.domain.operator import Access, Budget, GuildAccess, Rules, Spent
from bot.store.schema import guilds
from bot.store.schema import spending as spending_table
from bot.store.stores import Store
from tests.unit.store.kit import NOON, Kit

DAY = 86_400_000
BALANCE = Trouble("openoctopus", "insufficient_balance")
BUDGET = Trouble("openoctopus", "budget:day:stop")


@pytest.fixture
async def other(kit: Kit) -> Store:
    """The stores of a process beside the first."""
    store = Store.over(kit.database, clock=kit.clock, defaults=kit.defaults)
    await store.load()
    return store


async def test_nothing_is_decided_at_first(kit: Kit) -> None:
    await kit.store.load()
    assert kit.store.operator.rules == Rules()
    assert kit.store.accesses.of(1) == GuildAccess()


async def test_decisions_are_seen_by_the_process_that_did_not_make_them(kit: Kit, other: Store) -> None:
    operator = kit.store.operator
    await operator.pause("back at six", by=9)
    await operator.begin_maintenance(by=9)
    await operator.serve_allowed_only(True, by=9)
    await operator.offer("gpt-image-2", False, by=9)
    await operator.set_budget("openoctopus", Budget(day=5, warn_at=50), by=9)
    decided = Rules(
        paused="back at six",
        maintenance=True,
        allowed_only=True,
        models_off=frozenset({"gpt-image-2"}),
        budgets={"openoctopus": Budget(day=5, warn_at=50)},
    )
    assert operator.rules == decided
    assert await other.operator.has_changed()
    await other.load()
    assert other.operator.rules == decided
    assert not await other.operator.has_changed()


async def test_what_is_taken_back_leaves_nothing_but_its_audit(kit: Kit) -> None:
    operator = kit.store.operator
    await operator.pause("", by=9)
    assert operator.rules.paused == ""
    await operator.begin_maintenance(by=9)
    await operator.offer("a", False, by=9)
    await operator.set_budget("g", Budget(month=5), by=0)
    await operator.resume(by=9)
    await operator.offer("a", True, by=9)
    await operator.set_budget("g", Budget(), by=0)
    assert operator.rules == Rules()
    audit = await kit.store.changes.recent(0, limit=20)
    assert [(one.key, one.by_user_id, one.after) for one in audit[:4]] == [
        ("budget:g", 0, None),
        ("model_off:a", 9, None),
        ("paused", 9, None),
        ("maintenance", 9, None),
    ]
    assert audit[0].before == {"day": None, "month": 5, "warn_at": 80}


async def test_a_guild_may_be_decided_on_before_the_bot_is_there(kit: Kit, other: Store) -> None:
    await kit.store.accesses.decide(5, GuildAccess(Access.BLOCKED, "spam"), by=9)
    assert kit.store.accesses.of(5) == GuildAccess(Access.BLOCKED, "spam")
    assert await other.operator.has_changed()
    await other.load()
    assert other.accesses.of(5) == GuildAccess(Access.BLOCKED, "spam")
    await kit.store.accesses.decide(5, GuildAccess(), by=0)
    await other.load()
    assert other.accesses.of(5) == kit.store.accesses.of(5) == GuildAccess()
    audit = await kit.store.changes.recent(5, limit=9)
    assert [(one.area, one.before, one.after) for one in audit] == [
        ("access", "blocked: spam", None),
        ("access", None, "blocked: spam"),
    ]


async def test_a_decision_on_a_guild_leaves_its_name_and_times(kit: Kit) -> None:
    async with kit.database.write() as tx:
        row = {"guild_id": 5, "name": "Five", "joined_at": 77, "access": "default", "access_reason": ""}
        await tx.execute(guilds.insert(), row)
    await kit.store.accesses.decide(5, GuildAccess(Access.ALLOWED), by=9)
    async with kit.database.read() as tx:
        stored = (await tx.execute(select(guilds))).one()
    assert (stored.name, stored.joined_at, stored.access) == ("Five", 77, "allowed")


async def sent(kit: Kit, *, price: int = 5, images: int = 2) -> None:
    """A job whose pictures were asked of its gateway one call each."""
    job = await kit.accept(replace(kit.job(unit_price=price, images=images), unit_cost=price))
    now = kit.clock.now_ms
    tasks = tuple(replace(task, state=TaskState.SUBMITTING, spent_at=now) for task in job.tasks)
    await kit.move(job, JobState.SUBMITTING, tasks=tasks)


async def test_spending_follows_the_tasks(kit: Kit) -> None:
    spending = kit.store.spending
    await sent(kit)
    assert await spending.of("openoctopus", now_ms=NOON) == Spent(day=10, month=10)
    [job] = await kit.jobs.open_jobs()
    tasks = (replace(job.tasks[0], state=TaskState.FAILED, spent_at=None), job.tasks[1])
    await kit.move(job, JobState.RUNNING, tasks=tasks)
    assert await spending.of("openoctopus", now_ms=NOON) == Spent(day=5, month=5)
    assert await spending.of("octopusx", now_ms=NOON) == Spent()
    assert await spending.audit() == []


async def test_what_is_accepted_and_not_sent_is_promised(kit: Kit) -> None:
    await kit.accept(replace(kit.job(images=2), unit_cost=4))
    await sent(kit)
    assert await kit.store.spending.of_all(now_ms=NOON) == {
        "openoctopus": Spent(day=10, month=10, promised=8)
    }


async def test_periods_begin_anew(kit: Kit) -> None:
    await sent(kit)
    spending = kit.store.spending
    assert await spending.of("openoctopus", now_ms=NOON + DAY) == Spent(day=0, month=10)
    assert await spending.of("openoctopus", now_ms=NOON + 31 * DAY) == Spent()
    assert await spending.audit() == []


async def test_spending_that_tasks_do_not_bear_out_is_told(kit: Kit) -> None:
    async with kit.database.write() as tx:
        await tx.execute(spending_table.insert(), {"gateway": "g", "slot_start": 0, "cost": 7, "gone": 2})
    assert await kit.store.spending.audit() == ["g from 0: 5 spent, 0 by its tasks"]


async def test_an_alert_lasts_until_it_is_over(kit: Kit, other: Store) -> None:
    alerts = kit.store.alerts
    await alerts.begin(BALANCE, since=5)
    assert [alert.told_at for alert in alerts] == [None]
    await alerts.told(BALANCE, at=6)
    await other.load()
    assert other.alerts.get(BALANCE) == alerts.get(BALANCE)
    await alerts.over(BALANCE, at=7)
    assert list(alerts) == []
    await other.load()
    assert list(other.alerts) == []
    await alerts.begin(BALANCE, since=8)
    assert [(alert.since, alert.told_at) for alert in alerts] == [(8, None)]


async def test_a_new_budget_forgets_what_was_told_of_the_old(kit: Kit) -> None:
    for trouble in (BALANCE, BUDGET):
        await kit.store.alerts.begin(trouble, since=5)
    await kit.store.operator.set_budget("openoctopus", Budget(day=9), by=1)
    await kit.store.load()
    assert [alert.trouble for alert in kit.store.alerts] == [BALANCE]
