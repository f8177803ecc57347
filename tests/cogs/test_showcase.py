"""What many like is shown once more, never to more eyes than before."""

import json

import pytest

from bot.chat.words import showcase as words
from bot.domain.guild import Nsfw
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
    shown,
    switch_on,
)
from tests.cogs.safely import MEMBER, decide
from tests.cogs.test_channels import item
from tests.cogs.test_places import decide as decide_channel


@pytest.fixture
async def on(stage: Stage) -> Stage:
    await open_showcase(stage)
    return stage


async def test_what_three_others_like_is_shown_once_with_credit_and_the_way_back(on: Stage):
    message, job = await painted(on)
    await like(on, message, "member", *OTHERS[:2])
    assert await shown(on) == []
    await like(on, message, "owner")
    card = await on.discord.wait_message("a fox", channel=SHOWCASE, files=1)
    assert f"by <@{MEMBER}>" in card["text"]
    assert card["pinged"] == []
    wire = json.dumps(card["message"]["components"])
    assert f"https://discord.com/channels/{STUDIO}/{job.origin.channel_id}/{message['id']}" in wire
    assert '"description": "a fox"' in wire
    for label in ("Favourite", "Open the original", "Report"):
        assert label in card["text"]
    (picture,) = await on.app.store.pictures.of(job.id)
    assert (
        await on.discord.download(card["files"][0]["url"])
        == (on.bot.results.images_dir / picture.path).read_bytes()
    )

    again = await on.discord.press(card["id"], "Favourite", as_="owner")
    assert "No longer" in again["response"]["content"]
    await like(on, card, "owner")
    details = await on.discord.press(message["id"], "Details", as_="owner")
    assert "4 favourites" in str(details["response"])
    assert [each["id"] for each in await shown(on)] == [card["id"]]
    about = await on.discord.slash("privacy show")
    assert "1 picture in a showcase" in str(about["response"])


async def test_of_many_who_press_at_once_it_is_shown_once(on: Stage):
    await switch_on(on, least=1)
    message, _ = await painted(on)
    await like(on, message, *OTHERS)
    assert len(await shown(on)) == 1
    posts = await on.discord.log(f"/channels/{SHOWCASE_ID}/messages$", method="POST")
    assert len(posts) == 1


async def test_nothing_private_unlisted_withheld_or_forgotten_is_shown(on: Stage):
    secret, _ = await painted(on, "my secret", private=True)
    refused = await on.discord.press(secret["id"], "Favourite")
    assert "favourite" in refused["response"]["content"]
    await decide(on, nsfw=Nsfw.WITHHOLD)
    withheld, _ = await painted(on, "an owl [[nsfw: true]] [[raw: on]]")
    await like(on, withheld, *OTHERS)
    # Deciding otherwise afterwards does not show what nobody saw.
    await decide(on, nsfw=Nsfw.SPOILER)
    await like(on, withheld, "owner", "owner")
    open_, _ = await painted(on)
    await on.discord.slash("privacy unlisted", {"on": True})
    await like(on, open_, *OTHERS)
    assert await shown(on) == []
    assert await rows(on) == []
    # Once they want to be seen again, the next favourite shows it.
    await on.discord.slash("privacy unlisted", {"on": False})
    await like(on, open_, "owner", "owner")
    assert len(await shown(on)) == 1


async def test_nothing_leaves_a_channel_for_one_that_more_people_see(on: Stage):
    dark, _ = await painted(on, "a bat", channel="after-dark")
    hidden, _ = await painted(on, "a plan", channel="moderators", as_="moderator")
    await on.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await like(on, dark, *OTHERS)
    await switch_on(on, least=1)
    await like(on, hidden, "owner")
    assert await shown(on) == []
    await on.discord.change_channel(SHOWCASE, "restrict")
    await like(on, dark, "owner", "owner")
    assert ["a bat" in each["text"] for each in await shown(on)] == [True]
    # Nor is it shown where it was made.
    there, _ = await painted(on, "a moth", channel=SHOWCASE)
    await like(on, there, "owner")
    assert len([each for each in await shown(on) if "moth" in each["text"]]) == 1


async def test_a_spoiler_at_the_source_is_one_in_the_showcase(on: Stage):
    await decide_channel(on, auto_spoiler=True)
    message, _ = await painted(on)
    await decide_channel(on, auto_spoiler=False)
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    assert card["files"][0]["filename"].startswith("SPOILER_")
    assert '"spoiler": true' in json.dumps(card["message"]["components"])


async def test_what_was_made_in_a_thread_is_shown_and_leads_back_there(on: Stage):
    thread = await on.discord.thread("images", "foxes")
    message, _ = await painted(on, channel=thread)
    # The bot keeps no thread in mind that was put away.
    await on.discord.change_channel(thread, "archive")
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    assert f"/{thread}/{message['id']}" in json.dumps(card["message"]["components"])


async def test_moderators_switch_it_on_shape_it_and_switch_it_off(start: Start):
    stage = await start()
    message, _ = await painted(stage)
    await like(stage, message, *OTHERS[:2])
    panel = await opened(stage)
    assert words.OFF_NOW() in panel["text"]
    assert "that would have been 0 pictures" in panel["text"]
    await stage.discord.choose(panel["id"], item(panel, "showcase:channel"), [SHOWCASE], as_="moderator")
    panel = await stage.discord.message(panel["id"])
    for part in (
        f"what 3 members mark is shown in <#{SHOWCASE_ID}>",
        "I cannot show favourites: allow me **Attach Files**",
        "Saved.",
    ):
        assert part in panel["text"]
    await stage.stop()
    stage = await start()
    await stage.discord.choose(panel["id"], item(panel, "showcase:from"), ["2"], as_="moderator")
    panel = await stage.discord.message(panel["id"])
    assert "what 2 members mark" in panel["text"]
    assert "that would have been 1 picture at most" in panel["text"]
    settings = (await stage.app.store.settings.guild(STUDIO)).settings
    assert (settings.showcase_channel_id, settings.showcase_from) == (SHOWCASE_ID, 2)
    await stage.discord.press(panel["id"], "Switch off", as_="moderator")
    panel = await stage.discord.message(panel["id"])
    assert words.OFF_NOW() in panel["text"]
    assert (await stage.app.store.settings.guild(STUDIO)).settings.showcase_channel_id is None
    history = await stage.discord.slash("setup history", as_="moderator")
    said = (await stage.discord.message(history["original_id"]))["text"]
    assert f"**showcase channel**: <#{SHOWCASE_ID}> → none" in said
    assert "setup" not in [each["name"] for each in await stage.discord.commands(as_="member")]
