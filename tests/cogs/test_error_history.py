"""The error history over the wire: found, paged after a restart, shown in full, grouped, exported, drawn."""

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, update

from bot.chat.panels.errors import search_panel
from bot.chat.panels.packed import Search
from bot.chat.words import errors, failure, replies
from bot.domain.failure import KINDS
from bot.store.failures import Failure, Wanted
from bot.store.schema import failures, jobs
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.support.discord import DiscordControl
from tests.unit.store.kit import failure as a_failure

MIRA, SOL, NOOR = 1100000000000000011, 1100000000000000012, 1100000000000000013
IMAGES = 1100000000000000101


async def put(stage: Stage, *rows: Failure) -> None:
    """Have these failed here a minute ago, the first one last."""
    now_ms = stage.clock.wall_ms()
    async with stage.app.store.database.write() as tx:
        await tx.execute(delete(failures))
        for minutes, row in enumerate(rows, start=1):
            await stage.app.store.failures.insert(
                tx, replace(row, at=now_ms - minutes * 60_000, guild_id=STUDIO, channel_id=IMAGES)
            )


def some(number: int, **changes: Any) -> Failure:
    told = changes.get("code", "gateway_timeout")
    return a_failure(**{"error_id": f"ERR{number:04}", "user_id": MIRA, "told": told, **changes})


async def moderate(stage: Stage, command: str, *, channel: str = "moderators", **options: Any) -> Json:
    """What the moderator is told, seen by nobody else."""
    who: dict[str, Any] = {"as_": "moderator", "channel": channel}
    asked = await stage.discord.slash(f"errors {command}", options, **who)
    message = await stage.discord.wait_message(id=asked["original_id"], loading=False, **who)
    assert message["ephemeral"]
    return message


async def press(discord: DiscordControl, message: Json, label: str) -> Json:
    await discord.press(message["id"], label, as_="moderator")
    return await discord.message(message["id"])


def _ids(text: str) -> list[str]:
    return [f"ERR{number:04}" for number in range(40) if f"`ERR{number:04}`" in text]


async def test_a_search_is_paged_and_goes_on_after_a_restart(start: Start):
    stage = await start()
    rows = [some(number) for number in range(18)]
    await put(stage, *rows, some(30, code="disk_full", category="local"), some(31, user_id=SOL))
    first = await moderate(stage, "search", category="transport", member=str(MIRA), days=7)
    assert "### 18 failures" in first["text"]
    assert "The way to the service" in first["text"]
    assert "Page 1 of 3" in first["text"]
    await stage.stop()
    stage = await start()
    seen = _ids(first["text"])
    for page in (2, 3):
        message = await press(stage.discord, first, "Next")
        assert f"Page {page} of 3" in message["text"]
        seen += _ids(message["text"])
    assert seen == [row.error_id for row in rows]
    assert "Page 2 of 3" in (await press(stage.discord, first, "Previous"))["text"]


async def test_a_failure_is_opened_from_the_list(stage: Stage):
    await put(stage, some(1), some(2, code="disk_full", category="local"))
    found = await moderate(stage, "search", code="disk_full")
    chosen = await stage.discord.choose(found["id"], "errors:look", ["ERR0002"], as_="moderator")
    said = chosen["response"]
    assert said["flags"] & 64
    assert failure("disk_full").happened in str(said)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"code": "moon"}, "no failure by that code"),
        ({"since": "next Monday"}, "cannot read “next Monday”"),
        ({"since": "2026-03-11", "until": "2026-03-09"}, "ends before it begins"),
        ({"model": "nobody-has-it"}, "No failure matches"),
    ],
)
async def test_a_search_that_makes_no_sense_or_finds_nothing_is_told_what_to_do(stage: Stage, options, words):
    assert words in (await moderate(stage, "search", **options))["text"]


async def test_codes_and_models_are_offered_while_typing(stage: Stage):
    codes = await stage.discord.autocomplete("errors search", "code", "time", as_="moderator")
    assert [choice["value"] for choice in codes] == [code for code in sorted(KINDS) if "time" in code]
    models = await stage.discord.autocomplete("errors search", "model", "-x", as_="moderator")
    assert [choice["value"] for choice in models] == ["gpt-image-2-x"]


@pytest.fixture
async def failed(stage: Stage) -> str:
    """The id of a real failure, whose prompt speaks of a fox."""
    job = await stage.ended(
        await stage.discord.imagine("a secret fox [[fault: content_policy_violation@submit]]")
    )
    assert job.error_id is not None
    return job.error_id


async def test_everything_of_one_failure_is_shown_with_advice(stage: Stage, failed: str):
    said = (await moderate(stage, "show", id=failed.lower()))["text"]
    words = failure("content_policy_violation")
    for part in (
        failed, words.happened, words.next, "`content_policy_violation`: Safety rules", "HTTP status 400",
        f"<@{MIRA}>", f"<#{IMAGES}>", "`gpt-image-2` at openoctopus", "Sent 1 time",
        "All credits were given back", "Trying the same again will not help", "a secret fox",
        "The image service decides this",
    ):  # fmt: skip
        assert part in said
    assert (await moderate(stage, "search", id=failed))["text"] == said
    assert "no failure with that id" in (await moderate(stage, "show", id="AAA-AAAA"))["text"]


@pytest.mark.parametrize(
    ("change", "setting", "words"),
    [
        ({"private": True}, True, errors.PROMPT_PRIVATE()),
        ({"private": True}, False, errors.PROMPT_PRIVATE()),
        ({}, False, errors.PROMPT_NOT_SHOWN()),
        ({"forgotten_at": 1}, True, errors.PROMPT_FORGOTTEN()),
    ],
)
async def test_a_prompt_is_shown_only_where_it_may_be(stage: Stage, failed: str, change, setting, words):
    if change:
        async with stage.app.store.database.write() as tx:
            await tx.execute(update(jobs).values(**change))
    await stage.app.store.settings.change_guild(STUDIO, {"show_prompts": setting}, by=NOOR)
    said = (await moderate(stage, "show", id=failed))["text"]
    assert words in said
    assert "fox" not in said


async def test_a_member_who_presses_a_moderators_page_is_refused(stage: Stage):
    await put(stage, *(some(number) for number in range(9)))
    panel = await search_panel(stage.app.store, STUDIO, Search(Wanted()), reader_id=NOOR)
    assert panel is not None
    # Discord shows a moderator's own panel to nobody else; this one lies open.
    posted = await stage.bot.get_partial_messageable(IMAGES).send(view=panel)
    pressed = await stage.discord.press(str(posted.id), "Next", as_="member")
    assert pressed["response"]["content"] == replies.MODERATORS_ONLY()
    chosen = await stage.discord.choose(str(posted.id), "errors:look", ["ERR0001"], as_="member")
    assert chosen["response"]["content"] == replies.MODERATORS_ONLY()
    assert "Page 1 of 2" in (await stage.discord.message(str(posted.id)))["text"]


async def test_who_opened_a_panel_turns_its_pages_for_as_long_as_the_command_is_theirs(stage: Stage):
    await put(stage, *(some(number) for number in range(9)))
    found = await moderate(stage, "search", channel="images")
    await stage.discord.give_command("studio", "errors", "moderator")
    await stage.discord.roles("studio", "moderator", remove=["Moderators"])
    assert "Page 2 of 2" in (await press(stage.discord, found, "Next"))["text"]
    await stage.discord.give_command("studio", "errors", "moderator", "nothing")
    refused = await stage.discord.press(found["id"], "Previous", as_="moderator")
    assert "**Manage Server**" in refused["response"]["content"]


async def test_repeats_are_grouped_with_advice(stage: Stage):
    await put(stage, some(1), some(2, user_id=SOL), some(3, code="disk_full", category="local", model=None))
    said = (await moderate(stage, "groups"))["text"]
    for part in (
        "**2×** `gateway_timeout` · `gpt-image-2`",
        "2 members",
        "**1×** `disk_full`",
        "Mostly this passes",
    ):
        assert part in said
    await put(stage)
    assert "No failures" in (await moderate(stage, "groups"))["text"]


async def _table(discord: DiscordControl, message: Json) -> list[dict[str, str]]:
    (file,) = message["files"]
    assert file["filename"].endswith(".csv")
    data = await discord.download(file["url"])
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


async def test_the_history_is_exported_for_spreadsheets(stage: Stage):
    await stage.app.store.settings.change_guild(STUDIO, {"time_zone": "Asia/Kathmandu"}, by=NOOR)
    await put(
        stage, some(1, http_status=504), some(2, model="=1+1", wanted=3, missing=1), some(3, code="disk_full")
    )
    message = await moderate(stage, "export", code="gateway_timeout")
    assert "2 failures" in message["text"]
    first, second = await _table(stage.discord, message)
    assert (first["error_id"], first["http_status"], first["member"]) == ("ERR0001", "504", f"<@{MIRA}>")
    assert first["time"].endswith("+05:45")
    assert (second["model"], second["pictures_missing"]) == ("'=1+1", "1")
    assert "nothing to write" in (await moderate(stage, "export", code="internal"))["text"]


async def test_who_is_unlisted_is_named_nowhere(stage: Stage):
    await stage.app.store.settings.change_user(MIRA, {"unlisted": True})
    await put(stage, some(1), some(2, user_id=SOL))
    table = await moderate(stage, "export")
    told = [(await moderate(stage, command, **options))["text"] for command, options in (
        ("recent", {}), ("search", {}), ("show", {"id": "ERR0001"}), ("groups", {}),
    )]  # fmt: skip
    assert not any(str(MIRA) in said for said in (*told, table["text"]))
    assert all("someone" in said for said in told[:3])
    assert [row["member"] for row in await _table(stage.discord, table)] == ["someone", f"<@{SOL}>"]
    for command in ("search", "export"):
        assert "in no list that others see" in (await moderate(stage, command, member=str(MIRA)))["text"]


@pytest.mark.parametrize(("period", "words"), [(24, "last 24 hours"), (168, "last 7 days")])
async def test_failures_are_drawn_beside_what_worked_and_told_in_words(stage: Stage, period, words):
    assert "Nothing failed here" in (await moderate(stage, "chart", period=period))["text"]
    await stage.ended(await stage.discord.imagine("a fox"))
    await put(stage, some(1), some(2), some(3, category="local"))
    message = await moderate(stage, "chart", period=period)
    said = f"### Failures in the {words}\n1 request worked; 3 failures: The way to the service 2, This bot 1."
    assert said in message["text"]
    drawn = await stage.discord.wait_message(id=message["id"], as_="moderator", channel="moderators", files=1)
    assert said in drawn["text"]
    (file,) = drawn["files"]
    with Image.open(BytesIO(await stage.discord.download(file["url"]))) as png:
        assert png.format == "PNG"
    (gallery,) = [part for part in drawn["message"]["components"][0]["components"] if part["type"] == 12]
    alt = gallery["items"][0]["description"]
    assert alt.startswith(f"Failures in the {words}. 1 request worked; 3 failures: The way to the service 2")
    assert sum(int(failed) for failed in re.findall(r"\d+:\d\d: \d worked, (\d) failed", alt)) == 3


async def test_the_reason_stands_on_the_card_when_part_of_the_pictures_failed(stage: Stage):
    asked = await stage.discord.imagine("foxes [[fault: content_policy_violation@task x1]]", count=3)
    job = await stage.ended(asked)
    card = await stage.discord.wait_message(id=asked["original_id"], files=2)
    assert "2 of 3 pictures worked out; the credits for the rest are back." in card["text"]
    assert await stage.used(STUDIO) == [4, 4]
    assert f"-# {failure('content_policy_violation').happened} · Error id `{job.error_id}`" in card["text"]
    said = (await moderate(stage, "show", id=job.error_id))["text"]
    assert "1 of 3 pictures did not come" in said
    assert "stay charged, for what was made" in said
