"""The operator's commands of the terminal, on a real database file that another process may hold."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.domain.job import JobState
from bot.ops.clock import SystemClock
from bot.store.database import Database
from bot.store.guard import InstanceLock
from bot.store.migrate import migrate
from bot.store.migrations import MIGRATIONS
from tests.unit.store.kit import Kit, failure

STUDIO = 5

Told = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The database of a bot that runs."""
    path = tmp_path / "inkling.db"
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    migrate(path)
    lock = InstanceLock.take(path)
    yield path
    lock.release()


@pytest.fixture
def told(file: Path) -> Told:
    """Runs a command that must end well; what it prints as JSON."""

    def run(*words: str) -> Any:
        ended = CliRunner().invoke(cli, [*words, "--json"])
        assert ended.exit_code == 0, ended.output
        return json.loads(ended.stdout)

    return run


def fill(path: Path, *work: Callable[[Kit], Awaitable[Any]]) -> None:
    """Do these things with the stores, in a process of its own as far as they know."""

    async def filled() -> None:
        kit = Kit(await Database.beside(f"sqlite+aiosqlite:///{path}"), path)
        kit.clock.now_ms = SystemClock().wall_ms()
        for each in work:
            await each(kit)
        await kit.database.close()

    asyncio.run(filled())


async def a_guild_with_a_picture(kit: Kit) -> None:
    await kit.store.guilds.joined(STUDIO, "Picture House")
    job = await kit.accept(replace(kit.job(guild=STUDIO, images=1), unit_cost=3))
    sent = tuple(replace(task, spent_at=kit.clock.now_ms) for task in job.tasks)
    job = await kit.move(job, JobState.SUBMITTING, tasks=sent)
    await kit.walk(job, JobState.FETCHING, JobState.READY, JobState.DELIVERING, JobState.DONE)


async def a_failure(kit: Kit) -> None:
    async with kit.database.write() as tx:
        await kit.failures.insert(tx, failure(guild_id=STUDIO, at=kit.clock.now_ms))


def test_a_pause_maintenance_and_their_end(told: Told) -> None:
    assert told("pause", "--message", "new paint")["message"] == "new paint"
    assert told("maintenance") == {"paused": True, "message": "new paint", "maintenance": True, "left": 0}
    assert told("resume") == {"paused": False, "message": None, "maintenance": False}


def test_a_model_is_switched_and_listed(told: Told) -> None:
    assert told("models", "off", "gpt-image-2") == {"name": "gpt-image-2", "on": False}
    assert {model["name"]: model["on"] for model in told("models")}["gpt-image-2"] is False
    assert told("models", "on", "gpt-image-2")["on"] is True


def test_servers_are_listed_limited_and_blocked(told: Told, file: Path) -> None:
    fill(file, a_guild_with_a_picture)
    told("guilds", "ceiling", str(STUDIO), "--day", "9")
    told("guilds", "block", str(STUDIO), "--reason", "sold on")
    told("guilds", "access", "--allowed-only")
    listed = told("guilds")
    assert listed["allowed_only"] is True
    (guild,) = listed["guilds"]
    assert (guild["name"], guild["used_today"], guild["ceiling"]) == ("Picture House", 3, 9)
    assert guild["decided"] == {"access": "blocked", "reason": "sold on"}
    shown = told("guilds", "show", str(STUDIO))["periods"]
    assert shown["credits_day"] == {"used": 3, "limit": 9}
    assert shown["credits_month"] == {"used": 3, "limit": None}
    told("guilds", "clear", str(STUDIO))
    told("guilds", "ceiling", "0", "--day", "4")
    assert told("guilds", "ceiling", str(STUDIO), "--month", "90") == {
        "guild_id": STUDIO,
        "day": 9,
        "week": None,
        "month": 90,
    }
    told("guilds", "ceiling", str(STUDIO))
    (guild,) = told("guilds")["guilds"]
    assert (guild["ceiling"], guild["decided"]["access"]) == (4, "default")


def test_spending_budgets_errors_and_use_are_told(told: Told, file: Path) -> None:
    fill(file, a_guild_with_a_picture, a_failure)
    assert told("budget", "openoctopus", "--day", "9") == {
        "spent": {"day": 3, "month": 3, "promised": 0},
        "budget": {"day": 9, "month": None, "warn_at": 80},
    }
    assert told("budget", "openoctopus", "--month", "20", "--warn-at", "50")["budget"]["day"] == 9
    assert told("spending")["openoctopus"]["budget"] == {"day": 9, "month": 20, "warn_at": 50}
    assert told("budget", "openoctopus", "--remove")["budget"] is None
    assert [(one["code"], one["times"]) for one in told("errors")] == [("gateway_timeout", 1)]
    (use,) = told("usage")
    assert (use["guild_id"], use["sums"]["done"]) == (STUDIO, 1)


def test_tables_are_printed_for_people(told: Told, file: Path) -> None:
    fill(file, a_guild_with_a_picture, a_failure)
    for word, seen in (
        ("guilds", "Picture House"),
        ("spending", "openoctopus"),
        ("errors", "gateway_timeout"),
    ):
        printed = CliRunner().invoke(cli, [word])
        assert (printed.exit_code, seen in printed.stdout) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("models", "off", "crayon"), "no model 'crayon'"),
        (("budget", "crayons", "--day", "1"), "no gateway 'crayons'"),
        (("guilds", "show", "77"), "no server 77"),
    ],
)
def test_what_cannot_be_had_is_told_and_changes_nothing(
    file: Path, words: tuple[str, ...], said: str
) -> None:
    ended = CliRunner().invoke(cli, list(words))
    assert (ended.exit_code, said in ended.stderr) == (2, True)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM operator_settings").fetchone() == (0,)


def test_tables_of_another_version_are_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    ended = CliRunner().invoke(cli, ["pause"])
    assert (ended.exit_code, "Another version" in ended.stderr) == (78, True)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert connection.execute("SELECT count(*) FROM operator_settings").fetchone() == (0,)
    assert MIGRATIONS.head != "0001"


def test_a_database_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nowhere"))
    ended = CliRunner().invoke(cli, ["pause", "--env-file", str(tmp_path / "none")])
    assert (ended.exit_code, "no database" in ended.stderr) == (73, True)
