"""What keeps a showcase from showing is told or survived, and everything is shown once."""

import pytest
from sqlalchemy import update

from bot.chat.words import showcase as words
from bot.store.schema import showcase
from tests.cogs.conftest import STUDIO, Stage, Start
from tests.cogs.favoured import (
    OTHERS,
    SHOWCASE,
    SHOWCASE_ID,
    like,
    open_showcase,
    opened,
    painted,
    rows,
    settled,
    shown,
    switch_on,
)
from tests.cogs.safely import at_desk, use_channels
from tests.cogs.test_channels import item

READ_ONLY = 1100000000000000104


@pytest.fixture
async def on(stage: Stage) -> Stage:
    await open_showcase(stage)
    return stage


@pytest.mark.parametrize("posted", [False, True])
async def test_what_a_crash_left_between_intent_and_result_is_shown_once(start: Start, posted: bool):
    stage = await start()
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await switch_on(stage, READ_ONLY if not posted else SHOWCASE_ID)
    message, job = await painted(stage)
    await like(stage, message, *OTHERS)
    await settled(stage)
    async with stage.app.store.database.write() as tx:
        # Where nothing could be posted, the channel was another.
        left = {"message_id": None, "told_at": None, "channel_id": SHOWCASE_ID}
        await tx.execute(update(showcase).values(left | {"due_at": 0}))
    await switch_on(stage)
    await stage.stop()
    # Discord forgets a nonce within minutes.
    await stage.discord.advance(3600)
    stage = await start()
    await stage.discord.wait_message("a fox", channel=SHOWCASE, files=1)
    cards = await shown(stage)
    (row,) = await rows(stage)
    assert [(row["job_id"], row["message_id"])] == [(job.id, int(card["id"])) for card in cards]


async def test_moderators_are_told_once_what_is_missing_and_it_is_shown_once_that_is_mended(stage: Stage):
    await use_channels(stage, moderators="moderators")
    await switch_on(stage, least=1)
    for prompt in ("a fox", "an owl"):
        message, _ = await painted(stage, prompt)
        await like(stage, message, "owner")
        await settled(stage)
    told = await stage.discord.messages("moderators", as_="moderator")
    assert [each["text"].splitlines()[0] for each in told] == [words.STUCK()]
    assert f"In <#{SHOWCASE_ID}> I cannot show favourites: allow me **Attach Files**" in told[0]["text"]
    checked = await stage.discord.slash("setup check", as_="moderator")
    await stage.discord.wait_message("I cannot show favourites", id=checked["original_id"], loading=False)
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await stage.discord.wait_message("a fox", channel=SHOWCASE, files=1)
    await stage.discord.wait_message("an owl", channel=SHOWCASE, files=1)
    assert len(await shown(stage)) == 2
    assert await stage.discord.log(f"/channels/{SHOWCASE_ID}/messages$", method="POST", status=403) == []
    await stage.discord.permissions(SHOWCASE, "bot", deny=["ATTACH_FILES"])
    message, _ = await painted(stage, "a moth")
    await like(stage, message, "owner")
    await settled(stage)
    assert len(await stage.discord.messages("moderators", as_="moderator")) == 2


async def test_what_waits_goes_to_the_channel_that_is_chosen_instead_of_a_deleted_one(stage: Stage):
    await use_channels(stage, moderators="moderators")
    await switch_on(stage, least=1)
    await stage.discord.change_channel("hidden", "delete")
    await switch_on(stage, 1100000000000000106, least=1)
    message, _ = await painted(stage)
    await like(stage, message, "owner")
    await at_desk(stage, "was deleted on Discord")
    panel = await opened(stage)
    assert "was deleted on Discord" in panel["text"]
    assert "1 picture waits to be shown" in panel["text"]
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await stage.discord.choose(panel["id"], item(panel, "showcase:channel"), [SHOWCASE], as_="moderator")
    await stage.discord.wait_message("a fox", channel=SHOWCASE, files=1)


async def test_a_post_whose_answer_was_lost_is_not_made_again(on: Stage):
    message, _ = await painted(on)
    fault = await on.discord.fault("drop-after", f"channels/{SHOWCASE_ID}/messages", method="POST", times=5)
    await like(on, message, *OTHERS)
    await on.discord.wait_fault(fault)
    # Discord forgets a nonce within minutes.
    await on.discord.advance(3600)
    await on.bot.showcase.try_again()
    (card,) = await shown(on)
    (row,) = await rows(on)
    assert row["message_id"] == int(card["id"])


async def test_what_discord_refuses_for_a_reason_of_its_own_is_told_and_tried_again(on: Stage):
    await use_channels(on, moderators="moderators")
    body = {"code": 50013, "message": "Missing Permissions"}
    await on.discord.fault("status", f"channels/{SHOWCASE_ID}/messages", method="POST", status=403, body=body)
    message, _ = await painted(on)
    await like(on, message, *OTHERS)
    await at_desk(on, "Discord does not let me show favourites")
    assert await shown(on) == []
    await on.bot.showcase.try_again(STUDIO)
    assert len(await shown(on)) == 1


async def test_pictures_that_discord_finds_too_large_are_made_to_fit(on: Stage):
    message, _ = await painted(on, "two detailed towns", count=2)
    await on.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=40_000)
    await like(on, message, *OTHERS)
    card = await on.discord.wait_message("two detailed towns", channel=SHOWCASE, files=2, timeout=40)
    assert all(file["size"] <= 40_000 for file in card["files"])
