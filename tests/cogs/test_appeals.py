"""Asking moderators for what a limit refused: yes, no, too late, by two at once, and over a restart."""

import re
from typing import Any

import pytest

from bot.domain.appeal import LIFE_MS, AppealState
from bot.domain.job import JobState
from bot.domain.quota import Bucket, Measure, Scope
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_quota import MEMBER, MODERATOR, decide
from tests.support.answers import labels, said
from tests.support.tables import decisions, job_under

DESK = 1100000000000000103


@pytest.fixture
async def desk(stage: Stage) -> Stage:
    """A server whose moderators can be asked, and whose members may spend one credit."""
    await open_desk(stage)
    return stage


async def open_desk(stage: Stage, credits_a_day: int = 1) -> None:
    await stage.app.store.settings.change_guild(STUDIO, {"moderators_channel_id": DESK}, by=MODERATOR)
    await decide(stage, Scope.EVERYONE, credits_a_day)


async def refused(stage: Stage, prompt: str = "a dear fox", **options: Any) -> Json:
    answered = await stage.discord.imagine(prompt, **options)
    assert answered["response"]["flags"] & 64
    return answered


async def asked(stage: Stage, prompt: str = "a dear fox", **options: Any) -> tuple[Json, Json]:
    """The refusal, and the card it led to."""
    refusal = await refused(stage, prompt, **options)
    assert "Moderators have been asked" in said(await ask(stage, refusal))
    return refusal, await card(stage)


async def ask(stage: Stage, refusal: Json, why: str = "") -> Json:
    """Press the button and say why."""
    window = await stage.discord.press(refusal["original_id"], "Ask a moderator")
    assert window["state"] == "modal", said(window)
    return await stage.discord.submit_modal(window["id"], {"why": why})


async def card(stage: Stage, text: str = "A member asks for an exception") -> Json:
    return await stage.discord.wait_message(text, channel="moderators", as_="moderator")


async def decided(stage: Stage, card: Json, text: str) -> Json:
    return await stage.discord.wait_message(text, id=card["id"], as_="moderator")


async def press(stage: Stage, card: Json, button: str, as_: str = "moderator") -> Json:
    return await stage.discord.press(card["id"], button, as_=as_)


async def deny(stage: Stage, card: Json, reason: str, as_: str = "moderator") -> Json:
    window = await press(stage, card, "Deny", as_)
    return await stage.discord.submit_modal(window["id"], {"reason": reason})


def appeal_id(card: Json) -> str:
    found = re.search(r"appeal:approve:([0-9a-z]+)", str(card["message"]["components"]))
    assert found
    return found[1]


async def test_a_yes_gives_what_is_missing_once_and_paints_where_it_was_asked(desk: Stage):
    _, shown = await asked(desk)
    for part in (
        f"<@{MEMBER}> in <#1100000000000000101>",
        "a dear fox",
        "It costs 2 credits.",
        f"**<@{MEMBER}>**: 0 of 1 credit used today; what decides is the server's usual limit",
    ):
        assert part in shown["text"]
    await press(desk, shown, "Approve")
    closed = await decided(desk, shown, "exception: approved")
    assert f"<@{MODERATOR}> said yes" in closed["text"]
    assert "Approve" not in str(closed["message"]["components"])
    job = await job_under(desk.app.store, f"appeal:{appeal_id(shown)}")
    assert job is not None
    await desk.app.engine.wait(job.id)
    picture = await desk.discord.wait_message("for <@", channel="images", files=1, as_="second")
    assert not picture["ephemeral"]
    told = await desk.discord.wait_message("A moderator said yes", channel="images")
    assert told["ephemeral"]
    (grant,) = await desk.app.store.grants.of(Bucket(Scope.MEMBER, STUDIO, MEMBER))
    assert (grant.amount, grant.used, grant.by_user_id) == (1, 1, MODERATOR)
    assert await desk.app.store.quotas.audit() == []
    assert "a dear fox" not in str(await desk.app.store.appeals.get(appeal_id(shown)))
    audit = {
        (change["key"].split(":")[0], change["after"])
        for change in await decisions(desk.app.store.database, STUDIO)
    }
    assert ("appeal", "approved") in audit
    assert "never fits" in said(await refused(desk, "another fox"))


async def test_once_the_interaction_is_over_the_channel_is_told_with_a_ping(desk: Stage):
    _, shown = await asked(desk)
    desk.clock.skip(3600)
    await press(desk, shown, "Approve")
    status = await desk.discord.wait_message("a dear fox", channel="images", as_="second")
    assert str(MEMBER) in str(status["pinged"])
    job = await job_under(desk.app.store, f"appeal:{appeal_id(shown)}")
    assert job is not None
    assert (await desk.app.engine.wait(job.id)).state is JobState.DONE
    await desk.discord.wait_message("for <@", channel="images", files=1, as_="second")


async def test_a_private_request_stays_private_to_the_end(desk: Stage):
    _, shown = await asked(desk, "a secret fox", private=True)
    assert "secret" not in shown["text"]
    assert "its words are for the member alone" in shown["text"]
    assert "medium" in shown["text"]
    await press(desk, shown, "Approve")
    await decided(desk, shown, "exception: approved")
    job = await job_under(desk.app.store, f"appeal:{appeal_id(shown)}")
    assert job is not None
    await desk.app.engine.wait(job.id)
    mine = await desk.discord.wait_message("for <@", channel="images", files=1)
    assert mine["ephemeral"]
    for channel in ("images", "moderators"):
        seen = await desk.discord.messages(channel, as_="moderator")
        assert all("secret" not in each["text"] for each in seen)


async def test_a_no_is_told_with_its_reason(desk: Stage):
    _, shown = await asked(desk)
    await deny(desk, shown, "ask *tomorrow*")
    closed = await decided(desk, shown, "exception: denied")
    assert f"<@{MODERATOR}> said no" in closed["text"]
    assert "ask \\*tomorrow\\*" in closed["text"]
    told = await desk.discord.wait_message("A moderator said no to “a dear fox”: ask", channel="images")
    assert told["ephemeral"]
    assert await desk.gateway.jobs() == []


async def test_a_no_after_the_interaction_is_over_comes_in_person(desk: Stage):
    _, shown = await asked(desk)
    desk.clock.skip(3600)
    await deny(desk, shown, "")
    await desk.discord.wait_message("A moderator said no to “a dear fox”.", channel="dm", as_="member")


async def test_who_decides_second_sees_what_the_first_did(desk: Stage):
    _, shown = await asked(desk)
    window = await press(desk, shown, "Deny", "owner")
    await press(desk, shown, "Approve")
    await decided(desk, shown, "exception: approved")
    late = await desk.discord.submit_modal(window["id"], {"reason": "no"})
    whispered = await desk.discord.wait_message("said yes", channel="moderators", as_="owner", ephemeral=True)
    assert f"<@{MODERATOR}> said yes" in whispered["text"]
    assert late["state"] == "deferred_update"
    found = await desk.app.store.appeals.get(appeal_id(shown))
    assert found is not None
    assert found.state is AppealState.APPROVED


async def test_who_may_not_decide_is_told_so(desk: Stage):
    await desk.discord.permissions("moderators", "second", allow=["VIEW_CHANNEL"])
    _, shown = await asked(desk)
    for button in ("Approve", "Deny"):
        pressed = await press(desk, shown, button, "second")
        assert pressed["response"]["flags"] & 64
    found = await desk.app.store.appeals.get(appeal_id(shown))
    assert found is not None
    assert found.state is AppealState.OPEN


async def test_nobody_deciding_within_a_day_is_told_to_both(desk: Stage):
    _, shown = await asked(desk)
    desk.clock.skip(LIFE_MS / 1000)
    await desk.bot.appeals.sweep()
    closed = await decided(desk, shown, "exception: lapsed")
    assert "Nobody decided within a day" in closed["text"]
    await desk.discord.wait_message(
        "Nobody decided about “a dear fox” within a day", channel="dm", as_="member"
    )


async def test_a_press_after_a_day_finds_it_lapsed(desk: Stage):
    _, shown = await asked(desk)
    desk.clock.skip(LIFE_MS / 1000)
    await press(desk, shown, "Approve")
    await decided(desk, shown, "exception: lapsed")
    assert await desk.gateway.jobs() == []


async def test_every_press_may_come_after_a_restart(start: Start):
    stage = await start()
    await open_desk(stage)
    refusal = await refused(stage)
    await stage.stop()
    stage = await start()
    window = await stage.discord.press(refusal["original_id"], "Ask a moderator")
    await stage.stop()
    stage = await start()
    await stage.discord.submit_modal(window["id"], {"why": ""})
    shown = await card(stage)
    await stage.stop()
    stage = await start()
    window = await press(stage, shown, "Deny")
    await stage.stop()
    stage = await start()
    await stage.discord.submit_modal(window["id"], {"reason": "not now"})
    await decided(stage, shown, "exception: denied")
    await stage.discord.wait_message("A moderator said no to “a dear fox”: not now", channel="images")


async def test_what_a_crash_left_untold_is_told_at_the_next_start(start: Start):
    stage = await start()
    await open_desk(stage)
    _, shown = await asked(stage)
    appeals = stage.app.store.appeals
    appeal = await appeals.get(appeal_id(shown))
    assert appeal is not None
    await appeals.decide(appeal, AppealState.DENIED, by=MODERATOR, reason="no")
    await stage.stop()
    stage = await start()
    await decided(stage, shown, "exception: denied")
    await stage.discord.wait_message("A moderator said no to “a dear fox”: no", channel="images")


async def test_a_yes_that_something_else_stands_against_gives_nothing_and_says_why(desk: Stage):
    _, shown = await asked(desk)
    await decide(desk, Scope.CEILING, 1)
    await press(desk, shown, "Approve")
    kept = await decided(desk, shown, "said yes, but it cannot be taken now")
    assert "the operator's ceiling for this server" in kept["text"]
    assert "Approve" in str(kept["message"]["components"])
    assert await desk.app.store.grants.of(Bucket(Scope.MEMBER, STUDIO, MEMBER)) == []
    await desk.app.store.rules.remove(
        (await desk.app.store.rules.own(STUDIO))[Scope.CEILING, 0, Measure.CREDITS_DAY], by=1
    )
    await press(desk, shown, "Approve")
    await decided(desk, shown, "exception: approved")


async def test_the_same_is_asked_once_and_only_so_much_at_a_time(desk: Stage):
    first = await refused(desk)
    second = await refused(desk)
    await ask(desk, first)
    again = await ask(desk, second)
    assert "asked about this one already" in said(again)
    for number in range(2):
        await asked(desk, f"fox number {number}")
    fourth = await refused(desk, "one fox more")
    many = await ask(desk, fourth)
    assert "Wait until they have decided one" in said(many)


async def test_what_is_possible_now_is_painted_without_asking(desk: Stage):
    refusal = await refused(desk)
    await decide(desk, Scope.EVERYONE, 100)
    pressed = await desk.discord.press(refusal["original_id"], "Ask a moderator")
    await desk.discord.wait_message("for <@", id=pressed["original_id"], files=1)
    assert await desk.discord.messages("moderators", as_="moderator") == []


async def test_a_channel_that_cannot_be_reached_is_told_and_nothing_is_kept(desk: Stage):
    await desk.discord.permissions("moderators", "bot", deny=["SEND_MESSAGES"])
    refusal = await refused(desk)
    await ask(desk, refusal)
    await desk.discord.wait_message("nobody was asked", id=refusal["original_id"])
    assert await desk.app.store.appeals.unfinished() == []


async def test_what_would_fit_is_one_press_away(stage: Stage):
    await open_desk(stage, 3)
    refusal = await refused(stage, quality="high")
    assert "1 picture in 1k, medium would still fit: 2 credits." in said(refusal)
    assert labels(refusal) == ["Paint that instead (2 credits)", "Ask a moderator"]
    pressed = await stage.discord.press(refusal["original_id"], "Paint that instead (2 credits)")
    done = await stage.discord.wait_message("for <@", id=pressed["original_id"], files=1)
    assert "medium" in done["text"]
    assert (await stage.used(STUDIO))[-1] == 2


async def test_moderators_are_offered_only_where_they_can_help(stage: Stage):
    await decide(stage, Scope.EVERYONE, 1)
    assert "Ask a moderator" not in labels(await refused(stage))
    await open_desk(stage)
    assert "Ask a moderator" in labels(await refused(stage))
    await decide(stage, Scope.EVERYONE, 100)
    await decide(stage, Scope.CEILING, 1)
    by_operator = await refused(stage)
    assert "Ask a moderator" not in labels(by_operator)
    assert "Only whoever runs this bot can change that." in said(by_operator)
