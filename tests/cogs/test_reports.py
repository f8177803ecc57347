"""Reported pictures: from the button under them to what moderators decide."""

from typing import Any

import pytest

from bot.domain.job import Job
from bot.domain.quota import Bucket, Scope
from bot.domain.safety import Decision
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.safely import MEMBER, MODERATOR, OWNER, at_desk, decide, moderate, said, use_channels


async def painted(stage: Stage, prompt: str = "a fox in the snow", **options: Any) -> tuple[Json, Job]:
    """A picture of the member's, and its job."""
    asked = await stage.discord.imagine(prompt, **options)
    job = await stage.ended(asked)
    return await stage.discord.wait_message(id=asked["original_id"], as_="member", files=1), job


async def report(stage: Stage, message: Json, reason: str = "It shows my dog", *, as_: str = "owner") -> Json:
    """Press Report and write why; what the reporter is told."""
    pressed = await stage.discord.press(message["id"], "Report", as_=as_)
    assert pressed["state"] == "modal", said(pressed)
    sent = await stage.discord.submit_modal(pressed["id"], {"reason": reason})
    return await stage.discord.wait_message(id=sent["original_id"], as_=as_, ephemeral=True, loading=False)


async def test_moderators_see_what_was_reported_by_whom_and_why(stage: Stage):
    await use_channels(stage, moderators="moderators")
    message, job = await painted(stage)
    assert "The moderators have it" in (await report(stage, message))["text"]
    card = await at_desk(stage, "Reported picture", files=1)
    for part in (f"<@{OWNER}>", "It shows my dog", f"<@{MEMBER}>", "a fox in the snow", message["id"]):
        assert part in card["text"]
    gallery = next(part for part in _parts(card) if part["type"] == 12)
    assert all(item["spoiler"] for item in gallery["items"])
    assert job.id not in str(gallery["items"][0]["media"])
    assert all("dog" not in each["text"] for each in await stage.discord.messages("images"))

    assert "You have reported this picture" in (await report(stage, message))["text"]
    joined = await report(stage, message, "Mine too", as_="moderator")
    assert "you agree" in joined["text"]
    card = await at_desk(stage, "Mine too", id=card["id"], files=1)
    assert len(await _cards(stage)) == 1


@pytest.mark.parametrize("decision", ["Keep", "Delete", "Refund"])
async def test_a_decision_is_carried_out_shown_and_noted(stage: Stage, decision: str):
    await use_channels(stage, moderators="moderators", log="images")
    message, job = await painted(stage)
    await report(stage, message)
    card = await at_desk(stage, "Reported picture", files=1)
    await stage.discord.press(card["id"], decision, as_="moderator")
    await at_desk(stage, "Reported picture: ", id=card["id"])
    closed = await stage.discord.message(card["id"])
    assert closed["files"] == []
    assert "by <@1100000000000000013>" in closed["text"]
    assert all(label not in closed["text"].split("\n") for label in ("Keep", "Delete", "Refund"))
    noted = await at_desk(stage, "picture kept|Picture deleted|Credits given back", channel="images")
    assert "dog" not in noted["text"]
    assert f"<@{OWNER}>" not in noted["text"]
    deleted = (await stage.discord.message(message["id"]))["deleted"]
    assert deleted == (decision == "Delete")
    assert (await stage.app.store.pictures.of(job.id) == ()) == (decision == "Delete")
    grants = await stage.app.store.grants.of(Bucket(Scope.MEMBER, STUDIO, int(MEMBER)))
    assert [each.amount for each in grants] == ([job.unit_price] if decision == "Refund" else [])
    if decision == "Delete":
        again = await stage.discord.slash("safety reports", as_="moderator", channel="moderators")
        assert "No report waits" in said(again)
    else:
        assert "have looked at this picture" in (await report(stage, message, as_="moderator"))["text"]


async def test_a_refund_is_taken_back_as_long_as_something_is_left(stage: Stage):
    await use_channels(stage, moderators="moderators", log="images")
    message, job = await painted(stage)
    await report(stage, message)
    card = await at_desk(stage, "Reported picture", files=1)
    await stage.discord.press(card["id"], "Refund", as_="moderator")
    noted = await at_desk(stage, "Credits given back", channel="images")
    await stage.discord.press(noted["id"], "Undo", as_="moderator")
    await at_desk(stage, "undone by", channel="images", id=noted["id"])
    assert await stage.app.store.grants.usable(STUDIO) == []
    changes = await stage.app.store.changes.recent(STUDIO, limit=1)
    assert (changes[0].before, changes[0].after) == (job.unit_price, 0)


async def test_delete_and_block_asks_how_long(stage: Stage):
    await use_channels(stage, moderators="moderators")
    message, _ = await painted(stage)
    await report(stage, message)
    card = await at_desk(stage, "Reported picture", files=1)
    pressed = await stage.discord.press(card["id"], "Delete and block", as_="moderator")
    assert pressed["state"] == "modal"
    await stage.discord.submit_modal(pressed["id"], {"duration": "One day", "reason": "not again"})
    await at_desk(stage, "the member is blocked", id=card["id"])
    await stage.discord.wait_deleted(message["id"])
    refused = said(await stage.discord.imagine("an owl"))
    assert "“not again”" in refused
    stage.clock.skip(86_400)
    await painted(stage, "an owl")


async def test_the_second_of_two_moderators_is_told_what_the_first_did(stage: Stage):
    await use_channels(stage, moderators="moderators")
    message, _ = await painted(stage)
    await report(stage, message)
    card = await at_desk(stage, "Reported picture", files=1)
    pressed = [
        await stage.discord.press(card["id"], button, as_=who, wait=0)
        for button, who in (("Keep", "moderator"), ("Delete", "owner"))
    ]
    for each in pressed:
        await stage.discord.wait_answer(each["id"])
    closed = await at_desk(stage, "Reported picture: (Kept|Deleted)", id=card["id"])
    kept = "Reported picture: Kept" in closed["text"]
    told = await stage.discord.wait_message(
        f"Somebody was faster: {'Kept' if kept else 'Deleted'}",
        channel="moderators", as_="owner" if kept else "moderator", ephemeral=True,
    )  # fmt: skip
    assert f"<@{MODERATOR if kept else OWNER}>" in told["text"]
    assert (await stage.discord.message(message["id"]))["deleted"] == (not kept)


async def test_only_moderators_decide(stage: Stage):
    await use_channels(stage, moderators="images")
    message, _ = await painted(stage)
    await report(stage, message)
    card = await at_desk(stage, "Reported picture", channel="images", files=1)
    for button in ("Keep", "Delete", "Delete and block", "Refund"):
        pressed = await stage.discord.press(card["id"], button, as_="member")
        assert "Manage Messages" in said(pressed)
    await stage.discord.permissions("images", "second", allow=["MANAGE_MESSAGES"])
    await stage.discord.press(card["id"], "Keep", as_="second")
    await at_desk(stage, "Reported picture: Kept", channel="images", id=card["id"])


async def test_a_card_of_an_earlier_process_is_decided_and_what_it_left_undone_is_done(
    start: Start, tmp_path
):
    first = await start(DATA_DIR=str(tmp_path))
    await use_channels(first, moderators="moderators")
    one, _ = await painted(first)
    other, job = await painted(first, "an owl")
    await report(first, one)
    await report(first, other, "It shows an owl")
    # It decided, and ended before it deleted anything.
    owls = next(
        case
        for case in await first.app.store.safety.reports.open_cases(STUDIO, limit=9)
        if case.job_id == job.id
    )
    async with first.app.store.database.write() as tx:
        await first.app.store.safety.reports.decide(
            tx, owls, Decision.DELETE, by=13, at=first.clock.wall_ms()
        )
    opened = await first.discord.press(one["id"], "Report", as_="moderator")
    await first.stop()

    second = await start(DATA_DIR=str(tmp_path))
    await second.discord.wait_deleted(other["id"])
    await at_desk(second, "Reported picture: Deleted")
    await second.discord.submit_modal(opened["id"], {"reason": "Written across a restart"})
    card = await at_desk(second, "Written across a restart", files=1)
    await second.discord.press(card["id"], "Delete", as_="moderator")
    await second.discord.wait_deleted(one["id"])


async def test_without_a_channel_reports_wait_in_a_list(stage: Stage):
    message, _ = await painted(stage)
    told = (await report(stage, message))["text"]
    assert "`/safety reports`" in told
    assert "`/setup`" in told
    waiting = await moderate(stage, "reports")
    assert "It shows my dog" in said(waiting)
    shown = await stage.discord.press(waiting["original_id"], "Show", as_="moderator")
    card = await stage.discord.wait_message(
        "It shows my dog", id=shown["original_id"], channel="moderators", as_="moderator", files=1
    )
    assert card["ephemeral"]
    await stage.discord.press(card["id"], "Delete", as_="moderator")
    await stage.discord.wait_deleted(message["id"])
    await stage.discord.wait_message(
        "Reported picture: Deleted", id=card["id"], channel="moderators", as_="moderator"
    )


async def test_any_picture_is_reported_from_its_menu(stage: Stage):
    await use_channels(stage, moderators="moderators")
    message, _ = await painted(stage)
    pressed = await stage.discord.context("Report picture", message["id"], as_="owner")
    assert pressed["state"] == "modal"
    await stage.discord.submit_modal(pressed["id"], {"reason": "From the menu"})
    await at_desk(stage, "From the menu", files=1)
    other = await stage.discord.say("hello")
    assert "none of my pictures" in said(
        await stage.discord.context("Report picture", other["id"], as_="owner")
    )


@pytest.mark.parametrize("show_prompts", [True, False])
async def test_a_report_alone_shows_a_private_prompt(stage: Stage, show_prompts: bool):
    await use_channels(stage, moderators="moderators")
    await decide(stage, show_prompts=show_prompts)
    secret, _ = await painted(stage, "my secret fox", private=True)
    public, _ = await painted(stage, "a public owl")
    assert "secret" not in said(await moderate(stage, "filter add", text="fox"))
    await report(stage, secret, as_="member")
    card = await at_desk(stage, "my secret fox")
    assert "was private" in card["text"]
    await report(stage, public, "An owl")
    card = await at_desk(stage, "An owl")
    assert ("a public owl" in card["text"]) == show_prompts


async def test_pictures_that_did_not_fit_into_one_message_go_together(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="3000")
    await use_channels(stage, moderators="moderators")
    await stage.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=12_000)
    asked = await stage.discord.imagine("two detailed towns", count=2)
    job = await stage.ended(asked)
    shown = [each for each in await stage.discord.messages() if _shows(each, job)]
    assert len(shown) > 1
    await report(stage, next(each for each in shown if "Report" in each["text"]))
    card = await at_desk(stage, "too large")
    await stage.discord.press(card["id"], "Delete", as_="moderator")
    await at_desk(stage, "2 messages were deleted", id=card["id"])
    for message in shown:
        await stage.discord.wait_deleted(message["id"])


async def _cards(stage: Stage) -> list[Json]:
    return [
        each
        for each in await stage.discord.messages("moderators", as_="moderator")
        if "Reported picture" in each["text"]
    ]


def _shows(message: Json, job: Job) -> bool:
    return any(file["filename"].removeprefix("SPOILER_").startswith(job.id) for file in message["files"])


def _parts(message: Json) -> list[Json]:
    (container,) = message["message"]["components"]
    return list(container["components"])
