"""The 31 documented codes, at each place they can come from: words, retries, refund, and the history."""

import asyncio
import re
import sqlite3
from dataclasses import dataclass

import pytest

from bot.chat.words import failure
from tests.support.answers import said
from tests.support.world import Json, World

pytestmark = pytest.mark.e2e

OPENOCTOPUS, OCTOPUSX = "gpt-image-2", "gpt-image-2-x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A code at a stage, and what has to become of the job."""

    code: str
    stage: str
    model: str
    #: Submits at the gateway in all.
    submits: int
    #: The code people are told; "" if the picture arrives after all.
    told: str
    #: Strikes of the fault; 0 is every time.
    strikes: int = 0

    @property
    def prompt(self) -> str:
        """What is asked for, with the directive."""
        times = f" x{self.strikes}" if self.strikes else ""
        return f"{self.name} [[fault: {self.code}@{self.stage}{times}]]"

    @property
    def name(self) -> str:
        """Tells it from all others."""
        return f"<{self.model} {self.code} at {self.stage}>"


def at_submit(row: Json) -> Case:
    """What may have been taken is not sent again; what may pass is sent three times."""
    where = {"code": row["code"], "stage": "submit", "model": OPENOCTOPUS}
    if row["code"] == "api_key_touch_failed":
        return Case(**where, submits=1, told="submit_unknown")
    return Case(**where, submits=3 if row["retryable"] else 1, told=row["code"])


def at_poll(row: Json) -> Case:
    """A read that failed says nothing of the task: it is read again, and never sent again."""
    where = {"code": row["code"], "stage": "poll", "model": OPENOCTOPUS}
    if row["retryable"]:
        return Case(**where, submits=1, told="", strikes=2)
    lost = row["code"] == "task_not_found"
    return Case(**where, submits=1, told="task_lost" if lost else row["code"])


def as_failed_task(row: Json) -> Case:
    """A failed task was not billed: what may pass is sent three times."""
    where = {"code": row["code"], "stage": "task", "model": OPENOCTOPUS}
    return Case(**where, submits=3 if row["retryable"] else 1, told=row["code"])


def at_octopusx(row: Json, stage: str) -> Case:
    """One call is all there is: only a refusal, or a 503 that names its reason, took nothing."""
    where = {"code": row["code"], "stage": stage, "model": OCTOPUSX}
    taken = row["http"] >= 500 and row["http"] != 503
    if taken or row["code"] == "api_key_touch_failed":
        return Case(**where, submits=1, told="submit_unknown")
    return Case(**where, submits=3 if row["retryable"] else 1, told=row["code"])


async def test_every_code_of_openoctopus_at_submit_at_poll_and_as_a_failed_task(world: World) -> None:
    rows = await world.gateway.errors()
    await play(world, [judge(row) for row in rows for judge in (at_submit, at_poll, as_failed_task)])


async def test_every_code_of_octopusx_before_and_after_the_work(world: World) -> None:
    rows = await world.gateway.errors()
    await play(world, [at_octopusx(row, stage) for row in rows for stage in ("submit", "task")])


async def play(world: World, cases: list[Case]) -> None:
    """All of them at one bot, at the same time."""
    assert len({case.code for case in cases}) == 31
    async with world.bot():
        asked = await asyncio.gather(*(ask(world, case) for case in cases))
        await asyncio.gather(*(ended(world, case, each) for case, each in zip(cases, asked, strict=True)))
        spent = sum(world.kept(each) for each in asked)
        assert spent == sum(2 for case in cases if not case.told)
        shown = await world.discord.slash("credits")
        assert f"**You, in this server**: {spent:,} credits used today" in said(shown)


async def ask(world: World, case: Case) -> Json:
    return await world.discord.imagine(case.prompt, model=case.model, wait=30)


async def ended(world: World, case: Case, asked: Json) -> None:
    """Wait for the end, and look at it from every side."""
    if not case.told:
        await world.posted(asked)
        assert await world.submits(case.name) == case.submits
        return
    words = failure(case.told)
    card = await world.card(asked, re.escape(words.happened))
    job = world.job(asked)
    assert (job["state"], job["failure_code"]) == ("failed", case.told), case
    for part in (words.happened, words.charged, job["error_id"]):
        assert part in card["text"], case
    # Of some troubles the operator was told, and then the card says so.
    told = failure(case.told, operator_knows=True)
    assert words.next in card["text"] or told.next in card["text"], case
    assert ("Try again" in str(card["message"]["components"])) == words.again
    assert await world.submits(case.name) == case.submits, case
    assert world.kept(asked) == 0
    await in_history(world, case, job)


async def in_history(world: World, case: Case, job: sqlite3.Row) -> None:
    """Moderators find it by the id that was shown."""
    (row,) = world.rows("SELECT * FROM failures WHERE error_id = ?", job["error_id"])
    assert (row["code"], row["attempts"], row["charged"]) == (case.told, case.submits, 0)
    found = await world.discord.slash(
        "errors recent", {"error_id": job["error_id"]}, as_="moderator", wait=30
    )
    said = found["response"]["content"]
    for part in (job["error_id"], f"`{case.told}`", f"<@{job['user_id']}>", failure(case.told).next):
        assert part in said, case
