"""`/privacy`: everyone sees, takes along and deletes what is kept about them, and nobody else's."""

import json
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from bot.domain.job import JobState
from bot.domain.quota import Measure, Rule, Scope
from tests.cogs.conftest import STUDIO, Stage
from tests.cogs.test_operator import said

ME = 1100000000000000011
MARK = "a quokka in a velvet hat"


def dump(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "inkling.db")) as connection:
        return "\n".join(connection.iterdump())


def raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("inkling.db*"))


def pictures(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "pictures").iterdir())


def largest(folder: Path) -> int:
    return max(path.stat().st_size for path in (folder / "pictures").iterdir())


async def privacy(stage: Stage, what: str, as_: str = "member", **options: Any) -> Any:
    answered = await stage.discord.slash(f"privacy {what}", options, as_=as_)
    assert answered["response"].get("flags", 64) & 64
    return answered


async def test_everybody_sees_what_is_kept_about_them_by_server(stage: Stage):
    assert "I keep nothing about you" in said(await privacy(stage, "show"))
    await stage.app.store.guilds.joined(STUDIO, "Picture House")
    await stage.ended(await stage.discord.imagine(MARK))
    await stage.ended(await stage.discord.imagine(f"{MARK} [[fault: invalid_request@submit]]"))
    await stage.ended(await stage.discord.imagine(MARK, channel="dm"))
    shown = said(await privacy(stage, "show"))
    assert "**Picture House**\n-# 2 requests · 2 with their words · 1 picture kept" in shown
    assert "**Outside servers**\n-# 1 request · 1 with their words · 1 picture kept" in shown
    assert "prompts 90 days, pictures 30 days, failures 180 days" in shown
    assert "Also: 1 failure." in shown
    assert "I keep nothing about you" in said(await privacy(stage, "show", as_="owner"))


async def test_being_unlisted_is_ones_own_decision(stage: Stage):
    assert "no table or chart" in said(await privacy(stage, "unlisted", on=True))
    assert (await stage.app.store.settings.user(ME)).settings.unlisted
    assert "No table or chart that others see names you" in said(await privacy(stage, "show"))
    assert "may name you again" in said(await privacy(stage, "unlisted", on=False))


async def test_everything_is_sent_as_a_file_that_nobody_else_sees(stage: Stage):
    job = await stage.ended(await stage.discord.imagine(MARK))
    await stage.ended(await stage.discord.imagine("not mine", as_="second"))
    asked = await stage.discord.slash("privacy export")
    message = await stage.discord.wait_message("Here is everything I keep", id=asked["original_id"], files=1)
    assert message["only_for"]
    with ZipFile(BytesIO(await stage.discord.download(message["files"][0]["url"]))) as archive:
        (row,) = json.loads(archive.read("requests-1.json"))
        assert (row["id"], row["request"]["prompt"]) == (job.id, MARK)
        assert "interaction_token" not in row
        assert json.loads(archive.read("data.json"))["pictures"][0]["job_id"] == job.id
        (picture,) = [name for name in archive.namelist() if name.startswith("pictures/")]
        assert archive.read(picture)[:4] == b"\x89PNG"


async def test_a_large_export_comes_in_parts_under_the_upload_limit(stage: Stage, tmp_path: Path):
    for number in range(3):
        await stage.ended(await stage.discord.imagine(f"{MARK} {number}", count=2))
    size = largest(tmp_path)
    limit = size + 200_000
    await stage.discord.settings(advertised_upload_limit=limit, enforced_upload_limit=limit)
    asked = await stage.discord.slash("privacy export")
    await stage.discord.wait_message(r"in [3-9] files", id=asked["original_id"], files=1)
    sent = [each for each in await stage.discord.messages() if each["interaction_id"] == asked["id"]]
    names: list[str] = []
    for message in sent:
        content = await stage.discord.download(message["files"][0]["url"])
        assert len(content) <= limit
        with ZipFile(BytesIO(content)) as archive:
            names += archive.namelist()
    assert len([name for name in names if name.startswith("pictures/")]) == 6
    assert len(set(names)) == len(names)


async def test_deleting_stops_what_runs_and_leaves_no_word_and_no_name(stage: Stage, tmp_path: Path):
    await stage.ended(await stage.discord.imagine(MARK, count=2))
    await stage.ended(await stage.discord.imagine(MARK, channel="dm"))
    await stage.ended(await stage.discord.imagine(f"{MARK} [[fault: invalid_request@submit]]"))
    await privacy(stage, "unlisted", on=True)
    running = await stage.discord.imagine(f"{MARK} at length [[seconds: 300]]")
    await stage.gateway.wait(prompt=f"{MARK} at length", jobs=1)
    other = await stage.ended(await stage.discord.imagine("not mine", as_="second"))
    assert MARK.encode() in raw(tmp_path)

    asked = await privacy(stage, "delete")
    explained = said(asked)
    for part in ("your prompts", "without words and without your name", "33 days", "blocks"):
        assert part in explained
    await stage.discord.press(asked["original_id"], "Delete everything")
    await stage.discord.wait_message("Everything about you is deleted", id=asked["original_id"], timeout=30)

    card = await stage.discord.wait_message("Cancelled", id=running["original_id"])
    assert "stopped" in card["text"]
    left = dump(tmp_path)
    assert MARK not in left
    assert str(ME) not in left
    assert MARK.encode() not in raw(tmp_path)
    assert pictures(tmp_path) == [f"{other.id}-0.png"]
    store = stage.app.store
    assert await store.quotas.audit() == await store.spending.audit() == []
    assert "I keep nothing about you" in said(await privacy(stage, "show"))


async def test_deleting_is_for_oneself_and_does_not_fill_the_quota_again(stage: Stage):
    rule = Rule(guild_id=STUDIO, scope=Scope.EVERYONE, measure=Measure.CREDITS_DAY, amount=4)
    await stage.app.store.rules.set(rule, by=1)
    await stage.app.store.settings.change_guild(STUDIO, {"confirm_above": None}, by=1)
    await stage.ended(await stage.discord.imagine(MARK))
    asked = await privacy(stage, "delete")
    await stage.discord.press(asked["original_id"], "Delete everything")
    await stage.discord.wait_message("Everything about you is deleted", id=asked["original_id"], timeout=30)
    await stage.ended(await stage.discord.imagine("a new beginning"))
    refused = await stage.discord.imagine("one too many")
    assert refused["response"]["flags"] & 64
    assert "4 of 4" in refused["response"]["content"]


async def test_an_old_card_says_that_its_words_are_gone(stage: Stage):
    asked = await stage.discord.imagine(f"{MARK} [[fault: upstream_failed@submit x9]]")
    job = await stage.ended(asked)
    assert job.state is JobState.FAILED
    await stage.app.store.settings.change_guild(STUDIO, {"keep_prompts_days": 1}, by=1)
    stage.clock.skip(3 * 86_400)
    await stage.app.night.work()
    pressed = await stage.discord.press(asked["original_id"], "Try again")
    assert "have been deleted" in pressed["response"]["content"]
