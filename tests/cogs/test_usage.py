"""Usage over the wire: one's own for all, the server's for moderators, in words, charts and tables."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert

from bot.chat.panels.usage import Look, usage_panel
from bot.chat.words import replies
from bot.domain.job import JobState
from bot.store.rows import job_to_row
from bot.store.schema import jobs
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.unit.store.kit import Kit

MIRA, SOL, NOOR = 1100000000000000011, 1100000000000000012, 1100000000000000013
IMAGES = 1100000000000000101
HOUR, DAY = 3_600_000, 86_400_000


async def put(stage: Stage, *asked: Mapping[str, Any]) -> None:
    """Have these been asked for here: user, made, model, quality, days ago, seconds it took, state."""
    kit = Kit(stage.app.store.database, stage.app.store.database._claim.path)
    async with stage.app.store.database.write() as tx:
        for number, each in enumerate(asked):
            made = each.get("made", 1)
            job = kit.job(guild=STUDIO, user=each.get("user", MIRA), images=max(made, 1), unit_price=5)
            at = stage.clock.wall_ms() - each.get("days", 0) * DAY - 1
            job = replace(
                job,
                id=f"{job.id}{number}",
                request=replace(
                    job.request, model=each.get("model", "gpt-image-2"), quality=each.get("quality")
                ),
                state=each.get("state", JobState.DONE),
                created_at=at,
                state_at=at + each.get("seconds", 10) * 1000,
                made=made,
            )
            await tx.execute(insert(jobs), job_to_row(job) | {"told_at": at})


async def ask(
    stage: Stage, command: str, *, as_: str = "moderator", channel: str = "moderators", **options: Any
) -> Json:
    """What is told, once it has all its words."""
    asked = await stage.discord.slash(command, options, as_=as_, channel=channel)
    return await stage.discord.wait_message(id=asked["original_id"], as_=as_, channel=channel, loading=False)


async def drawn(stage: Stage, message: Json, *, as_: str = "moderator", channel: str = "moderators") -> Json:
    """The same once its chart is there; the chart's words are its `alt`."""
    found = await stage.discord.wait_message(id=message["id"], as_=as_, channel=channel, files=1)
    with Image.open(BytesIO(await stage.discord.download(found["files"][0]["url"]))) as png:
        assert png.format == "PNG"
    (gallery,) = [part for part in found["message"]["components"][0]["components"] if part["type"] == 12]
    return found | {"alt": gallery["items"][0]["description"]}


async def test_everybody_sees_their_own_and_nobody_elses(stage: Stage):
    await put(stage, {"made": 2}, {"made": 3, "days": 4}, {"user": SOL, "made": 7}, {"made": 9, "days": 40})
    message = await ask(stage, "usage", as_="member", channel="images")
    assert message["ephemeral"]
    assert (
        "### Your pictures: last 30 days\n**5 pictures** for **25 credits** from 2 requests."
        in message["text"]
    )
    assert "100 of 100 requests worked. Half were done within 10 s" in message["text"]
    found = await drawn(stage, message, as_="member", channel="images")
    assert found["alt"].startswith("Your pictures: last 30 days. ")
    for part in ("3 pictures for 15 credits", "2 pictures for 10 credits"):
        assert part in found["alt"]
    assert "7 pictures" not in found["alt"]


async def test_ones_own_can_be_shown_to_all_in_their_language(stage: Stage):
    await put(stage, {"user": SOL})
    message = await ask(stage, "usage", as_="second", channel="images", share=True)
    assert not message["ephemeral"]
    assert "1 picture" in message["text"]
    await drawn(stage, message, as_="member", channel="images")


@pytest.mark.parametrize(
    ("command", "as_", "options", "words"),
    [
        ("usage", "member", {"days": 7}, "You have asked for no picture in the last 7 days."),
        ("usage", "member", {"days": 1}, "You have asked for no picture today."),
        ("statistics server", "moderator", {}, "Nobody has asked for a picture here"),
        ("statistics member", "moderator", {"who": str(SOL)}, "They have asked for no picture here"),
        ("statistics export", "moderator", {}, "Nobody has asked for a picture here"),
    ],
)
async def test_where_there_is_nothing_a_sentence_says_so(stage: Stage, command, as_, options, words):
    message = await ask(stage, command, as_=as_, channel="images", **options)
    assert words in message["text"]
    assert message["files"] == []


async def test_a_server_is_seen_from_every_side_also_after_a_restart(start: Start):
    stage = await start()
    await put(
        stage,
        {"made": 4, "model": "a", "quality": "low", "seconds": 8},
        {"made": 1, "model": "b", "quality": "high", "user": SOL, "seconds": 80},
        {"made": 0, "state": JobState.FAILED},
    )
    message = await ask(stage, "statistics server", days=7)
    assert message["ephemeral"]
    for part in (
        "### Picture House: last 7 days",
        "**5 pictures** for **25 credits** from 3 requests by 2 members.",
        "67 of 100 requests worked. Half were done within 8 s, 95 of 100 within 80 s.",
        "Days begin at midnight, UTC.",
    ):
        assert part in message["text"]
    assert "5 pictures for 25 credits" in (await drawn(stage, message))["alt"]
    await stage.stop()
    stage = await start()
    for view, words in (
        ("members", ("1  Mira: 4 pictures for 20 credits", "2  Sol: 1 picture")),
        ("models", ("a: 4 pictures", "b: 1 picture", "high: 1 picture for 5 credits")),
        ("success", ("67 of 100 worked", "half within 8 s, 95 of 100 within 80 s")),
    ):
        edits = len(await stage.discord.log("@original", method="PATCH"))
        await stage.discord.choose(message["id"], "statistics:7:", [view], as_="moderator")
        await stage.discord.wait_log("@original", method="PATCH", count=edits + 1)
        found = await drawn(stage, message)
        assert all(part in found["alt"] for part in words), found["alt"]
        if view == "members":
            assert f"1. <@{MIRA}> · 4 pictures for 20 credits\n2. <@{SOL}> · 1 picture" in found["text"]


async def test_a_member_who_uses_a_moderators_menu_is_refused(stage: Stage):
    await put(stage, {})
    panel = await usage_panel(stage.bot, Look(guild_id=STUDIO, user_id=None, days=7), reader_id=NOOR)
    assert panel is not None
    posted = await stage.bot.get_partial_messageable(IMAGES).send(view=panel.card(None))
    chosen = await stage.discord.choose(str(posted.id), "statistics:7:", ["members"], as_="member")
    assert chosen["response"]["content"] == replies.MODERATORS_ONLY()


async def test_days_are_those_of_the_servers_time_zone(stage: Stage):
    await stage.app.store.settings.change_guild(STUDIO, {"time_zone": "Pacific/Kiritimati"}, by=NOOR)
    await put(stage, {})
    message = await ask(stage, "statistics export", days=2)
    (row,) = await table(stage, message)
    today = stage.clock.wall_ms() + 14 * HOUR
    assert row["day"] == _day(today)
    assert "Pacific/Kiritimati" in (await ask(stage, "statistics server"))["text"]


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


async def table(stage: Stage, message: Json) -> list[dict[str, str]]:
    data = await stage.discord.download(message["files"][0]["url"])
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


async def test_the_numbers_are_exported_for_spreadsheets(stage: Stage):
    await put(stage, {"made": 2}, {"made": 3}, {"user": SOL, "quality": "high", "model": "@b"}, {"days": 1})
    message = await ask(stage, "statistics export")
    assert "3 rows" in message["text"]
    rows = await table(stage, message)
    assert [
        (row["member"], row["model"], row["quality"], row["pictures"], row["credits"]) for row in rows
    ] == [
        (f"<@{MIRA}>", "gpt-image-2", "", "1", "5"),
        (f"<@{MIRA}>", "gpt-image-2", "", "5", "25"),
        (f"<@{SOL}>", "'@b", "high", "1", "5"),
    ]


async def test_the_unlisted_are_one_and_nobody(stage: Stage):
    for user in (MIRA, NOOR):
        await stage.app.store.settings.change_user(user, {"unlisted": True})
    await put(stage, {"made": 4}, {"user": SOL, "made": 3}, {"user": NOOR, "made": 2})
    message = await ask(stage, "statistics server", view="members")
    found = await drawn(stage, message)
    rows = await table(stage, await ask(stage, "statistics export"))
    assert "someone · 6 pictures for 30 credits" in message["text"]
    assert "Who chose to be in no list is counted as “someone”." in message["text"]
    assert "someone: 6 pictures for 30 credits" in found["alt"]
    assert {(row["member"], row["pictures"]) for row in rows} == {("someone", "6"), (f"<@{SOL}>", "3")}
    told = found["text"] + found["alt"] + str(rows)
    assert not any(name in told for name in (str(MIRA), str(NOOR), "Mira", "Noor"))
    refused = await ask(stage, "statistics member", who=str(MIRA))
    assert "in no list that others see" in refused["text"]
    # Oneself is no other.
    assert "2 pictures" in (await ask(stage, "statistics member", who=str(NOOR)))["text"]


async def test_one_member_is_seen_by_moderators(stage: Stage):
    await put(stage, {"user": SOL, "made": 3}, {"made": 9})
    message = await ask(stage, "statistics member", who=str(SOL), days=1)
    assert f"### <@{SOL}>: today\n**3 pictures**" in message["text"]
    assert (await drawn(stage, message))["alt"].startswith("Sol: today. ")
    options = [
        option["value"]
        for part in message["message"]["components"][0]["components"]
        if part["type"] == 1
        for option in part["components"][0]["options"]
    ]
    assert options == ["days", "models", "success"]


async def test_who_has_left_is_a_number_in_the_chart_and_asked_after_once(stage: Stage):
    await put(stage, {"made": 2}, {"user": 5, "made": 1})
    for _ in range(2):
        found = await drawn(stage, await ask(stage, "statistics server", view="members"))
        assert "1  Mira: 2 pictures for 10 credits; 2: 1 picture" in found["alt"]
    assert len(await stage.discord.log("/members/")) == 2


async def test_the_words_stay_when_a_chart_cannot_be_drawn(stage: Stage, monkeypatch, caplog):
    async def broken(*_args: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(stage.bot.drawing, "draw", broken)
    await put(stage, {"made": 3})
    message = await ask(stage, "usage", as_="member", channel="images")
    assert "**3 pictures**" in message["text"]
    assert "a chart could not be drawn" in caplog.text
