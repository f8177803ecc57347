"""What was counted and decided by days is counted and decided the same after the upgrade."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.quota import Bucket, Measure, Scope
from bot.domain.quota_windows import slot_of
from bot.store.migrate import migrate
from bot.store.migrations import MIGRATIONS, Migrations
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.rulings import CEILING, CHANNEL, GUILD, MEMBER

DAY_MS = 86_400_000
MIDNIGHT = NOON - NOON % DAY_MS
HOUR_MS = 3_600_000


class Old:
    """A database as the version before left it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def insert(self, table: str, **values: Any) -> None:
        """A row; what must have a value and is not given is nothing."""
        for _, name, kind, required, default, _ in self._connection.execute(f"PRAGMA table_info({table})"):
            if required and default is None and name not in values and (name, kind) != ("id", "INTEGER"):
                values[name] = "" if kind == "TEXT" else "{}" if kind == "JSON" else 0
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608

    def commit(self) -> None:
        """Have it on disk."""
        self._connection.commit()

    def job(self, name: str, state: str, *, guild: int | None = 1, channel: int | None = 3) -> None:
        """Of two pictures at five credits."""
        self.insert(
            "jobs",
            id=name,
            idempotency_key=name,
            front="discord",
            user_id=7,
            guild_id=guild,
            home_channel_id=channel,
            request=json.dumps({"prompt": "a fox", "model": "m", "count": 2}),
            unit_price=5,
            unit_cost=5,
            price=10,
            state=state,
        )

    def entries(self, job: str, scope: str, at: int, *closing: tuple[str, int, int], guild: int = 1) -> None:
        """A reserve of ten, and what closed it: kind, amount, and when."""
        user = 0 if scope == "guild" else 7
        for kind, amount, moment in (("reserve", 10, at), *closing):
            self.insert(
                "ledger",
                job_id=job,
                scope=scope,
                guild_id=guild,
                user_id=user,
                period_start=at - at % DAY_MS,
                kind=kind,
                amount=amount,
                at=moment,
            )

    def limit(self, scope: str, user: int, amount: int | None, guild: int = 1) -> None:
        self.insert("limits", guild_id=guild, user_id=user, scope=scope, credits=amount)

    def limit_change(self, at: int, scope: str, user: int, action: str, amount: int | None) -> None:
        self.insert(
            "limit_changes",
            at=at,
            by_user_id=99,
            scope=scope,
            guild_id=1,
            user_id=user,
            action=action,
            credits=amount,
        )


@pytest.fixture
def old(path: Path) -> Iterator[Old]:
    migrate(path, Migrations(MIGRATIONS.folder, "0002"))
    with closing(sqlite3.connect(path)) as connection:
        yield Old(connection)
        connection.commit()


async def upgraded(path: Path) -> Kit:
    migrate(path)
    return await Kit.open(path)


async def used(kit: Kit, bucket: Bucket, now_ms: int) -> int:
    return (await kit.quotas.standing_of(bucket, now_ms=now_ms))[0].used


async def test_use_is_carried_over_to_the_quarter_it_was_reserved_in(old: Old, path: Path) -> None:
    late = MIDNIGHT + 23 * HOUR_MS
    old.job("running", "running")
    old.job("done", "done")
    old.job("failed", "failed", channel=None)
    old.job("outside", "done", guild=None)
    for scope in ("guild", "member"):
        old.entries("running", scope, NOON)
        # Settled the day after: it counts where it was reserved.
        old.entries("done", scope, late, ("settle", -5, late + 2 * HOUR_MS))
        old.entries("failed", scope, NOON, ("release", -10, NOON + 1))
    old.entries("outside", "user", NOON, ("settle", 0, NOON), guild=0)
    old.commit()

    kit = await upgraded(path)
    assert await kit.quotas.audit() == []
    assert [await used(kit, each, NOON) for each in (GUILD, CHANNEL, MEMBER, CEILING)] == [15] * 4
    assert await used(kit, GUILD, NOON + DAY_MS) == 0
    assert await used(kit, Bucket(Scope.USER, 0, 7), NOON) == 10
    await kit.store.settings.change_guild(1, {"time_zone": "Europe/Berlin"}, by=9)
    assert [await used(kit, GUILD, at) for at in (NOON, NOON + DAY_MS)] == [10, 5]
    with closing(sqlite3.connect(path)) as connection:
        slots = connection.execute("SELECT DISTINCT job_id, slot_start FROM ledger WHERE scope = 'member'")
        assert dict(slots.fetchall()) == {
            "running": slot_of(NOON),
            "done": slot_of(late),
            "failed": slot_of(NOON),
        }
    # It goes on from there.
    running = await kit.jobs.get("running")
    assert running is not None
    async with kit.database.write() as tx:
        await kit.quotas.settle(tx, running, 1)
    # The ceiling goes by days of the operator's, in which both lie.
    found = [await used(kit, each, NOON) for each in (GUILD, CHANNEL, MEMBER, CEILING)]
    assert found == [5, 5, 5, 10]
    await kit.database.close()


async def test_limits_become_rules_of_days(old: Old, path: Path) -> None:
    old.limit("guild", 0, 500)
    old.limit("member", 0, 20)
    old.limit("member", 7, None)
    old.limit("guild", 0, 0, guild=2)
    old.commit()

    kit = await upgraded(path)
    decided = {
        place: rule.amount for guild in (1, 2) for place, rule in (await kit.store.rules.of(guild)).items()
    }
    assert decided == {
        (Scope.GUILD, 0, Measure.CREDITS_DAY): 0,
        (Scope.EVERYONE, 0, Measure.CREDITS_DAY): 20,
        (Scope.MEMBER, 7, Measure.CREDITS_DAY): None,
    }
    assert [rule.amount for rule in (await kit.store.rules.of(2)).values()] == [0]
    assert len(await kit.store.rules.of(1)) == 3
    await kit.database.close()


async def test_who_decided_what_is_carried_over(old: Old, path: Path) -> None:
    old.limit_change(1, "guild", 0, "set", 500)
    old.limit_change(2, "member", 0, "set", 20)
    old.limit_change(3, "guild", 0, "clear", None)
    old.limit_change(4, "member", 7, "set", None)
    old.limit_change(5, "guild", 0, "set", 0)
    old.commit()

    kit = await upgraded(path)
    told = [
        (change.at, change.subject, change.before, change.after)
        for change in await kit.store.changes.recent(1, limit=9)
    ]
    assert told == [
        (5, "guild", None, 0),
        (4, "member:7", None, "unlimited"),
        (3, "guild", 500, None),
        (2, "everyone", None, 20),
        (1, "guild", None, 500),
    ]
    assert {
        (change.area, change.key, change.by_user_id) for change in await kit.store.changes.recent(1, limit=9)
    } == {("quota", "credits_day", 99)}
    await kit.database.close()


def rows_of(path: Path, table: str) -> set[frozenset[tuple[str, Any]]]:
    """What is in a table; a number that only the table before had is left out."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
    return {frozenset((name, value) for name, value in row.items() if name != "id") for row in rows}


async def test_tables_kept_by_their_keys_keep_their_rows(path: Path) -> None:
    migrate(path, Migrations(MIGRATIONS.folder, "0004"))
    with closing(sqlite3.connect(path)) as connection:
        old = Old(connection)
        for number, state in enumerate(("running", "done")):
            job = f"job-{number}"
            old.job(job, state)
            for place in range(2):
                remote = f"remote-{number}-{place}" if place else None
                old.insert("tasks", job_id=job, idx=place, gateway="g", state=state, remote_id=remote)
                old.insert(
                    "job_events", job_id=job, epoch=place, at=NOON + place, kind="k", detail='{"a": 1}'
                )
            for kind, amount in (("reserve", 10), ("settle", -5))[: number + 1]:
                for scope, subject in (("guild", 0), ("member", 7)):
                    about = {"scope": scope, "subject_id": subject, "slot_start": slot_of(NOON)}
                    old.insert("ledger", job_id=job, kind=kind, amount=amount, at=NOON, guild_id=1, **about)
        old.commit()
    tables = ("tasks", "job_events", "ledger")
    before = {table: rows_of(path, table) for table in tables}
    assert all(before.values())

    kit = await upgraded(path)
    for table in tables:
        assert rows_of(path, table) == before[table]
    assert [job.id for job in await kit.jobs.open_jobs()] == ["job-0"]
    await kit.database.close()
