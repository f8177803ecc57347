"""An unmodified discord.py client goes through every kind of interaction."""

from __future__ import annotations

import pytest

from tests.sandbox_discord.bot import PIXEL, Small
from tests.support.discord import CannotError, DiscordControl, file


async def test_a_slash_command_is_deferred_edited_and_answered_with_a_picture(
    discord: DiscordControl, bot: Small
) -> None:
    done = await discord.slash("imagine", {"prompt": "a fox", "ratio": "16:9"})
    card = await discord.wait_message("done a fox 16:9", channel="images", files=1)

    assert done["state"] == "deferred"
    assert card["id"] == (await discord.interaction(done["id"]))["original_id"]
    assert [version["text"].split("\n")[0] for version in card["versions"]] == [
        "",
        "working on a fox",
        "done a fox 16:9",
    ]
    assert await discord.download(card["files"][0]["url"]) == PIXEL
    assert card["files"][0]["width"] == 1
    assert card["message"]["attachments"] == []  # the gallery shows it
    gallery = card["message"]["components"][0]["components"][1]
    assert gallery["items"][0]["media"]["url"] == card["files"][0]["url"]
    assert await discord.violations() == []


async def test_a_file_option_reaches_the_bot(discord: DiscordControl, bot: Small) -> None:
    await discord.slash("imagine", {"prompt": "a fox", "reference": file("me.png", PIXEL)})
    card = await discord.wait_message("done", files=1)
    assert f"from {len(PIXEL)} bytes" in card["versions"][1]["text"]


async def test_choices_are_offered_while_typing(discord: DiscordControl, bot: Small) -> None:
    choices = await discord.autocomplete("imagine", "ratio", "16", options={"prompt": "x"})
    assert choices == [{"name": "16:9", "value": "16:9"}]


async def test_a_private_answer_is_seen_by_its_person_alone(discord: DiscordControl, bot: Small) -> None:
    await discord.slash("secret", as_="second")
    await discord.wait_message("and this", as_="second", ephemeral=True)

    assert [each["text"] for each in await discord.messages(as_="second")] == ["only you", "and this"]
    assert await discord.messages(as_="member") == []
    assert await discord.dispatched("MESSAGE_CREATE") == []


async def test_the_first_follow_up_fills_a_deferred_answer_and_stays_private(
    discord: DiscordControl, bot: Small
) -> None:
    done = await discord.slash("follow")
    message = await discord.wait_message("followed")
    assert message["id"] == (await discord.interaction(done["id"]))["original_id"]
    assert message["ephemeral"]
    assert not message["loading"]


async def test_buttons_edit_their_message_and_open_modals(discord: DiscordControl, bot: Small) -> None:
    await discord.slash("imagine", {"prompt": "a fox"})
    card = await discord.wait_message("done", files=1)

    asked = await discord.press(card["id"], "Ask")
    assert asked["state"] == "modal"
    await discord.submit_modal(asked["id"], {"prompt": "an owl", "ratio": "Wide"})
    await discord.wait_message("asked: an owl")
    await discord.press(card["id"], "Cancel")
    await discord.wait_message("cancelled", id=card["id"])
    assert await discord.violations() == []


async def test_context_menus_reach_messages_and_people(discord: DiscordControl, bot: Small) -> None:
    said = await discord.say("a photograph", as_="second")
    looked = await discord.context("Look", said["id"])
    greeted = await discord.context("Greet", "second")
    assert looked["response"]["content"] == "looked at a photograph"
    assert greeted["response"]["content"] == "hello sol"


async def test_the_bot_writes_to_the_channel_and_hears_itself(discord: DiscordControl, bot: Small) -> None:
    await discord.slash("post")
    message = await discord.wait_message("^for")
    assert message["pinged"] == [message["text"].removeprefix("for <@").removesuffix(">")]
    assert {each.content for each in await bot.wait_seen("message", 2)} == {message["text"], "posting"}


async def test_a_direct_conversation_works_like_a_channel(discord: DiscordControl, bot: Small) -> None:
    await discord.slash("post", {"embed": True}, channel="dm", as_="second")
    embed = await discord.wait_message("An embed", channel="dm-second", files=1)
    assert embed["message"]["embeds"][0]["image"]["url"] == embed["files"][0]["url"]
    assert embed["message"]["attachments"] == []


async def test_a_person_brings_the_app_to_a_guild_without_the_bot(
    discord: DiscordControl, bot: Small
) -> None:
    await discord.slash("imagine", {"prompt": "x"}, channel="elsewhere", as_="stranger")
    await discord.wait_message("done x", channel="elsewhere", files=1)
    assert "elsewhere" not in {guild.name.lower() for guild in bot.guilds if not guild.unavailable}


async def test_the_library_waits_out_a_429_and_goes_on(discord: DiscordControl, bot: Small) -> None:
    await discord.rate_limit(".*/messages/@original", method="PATCH", retry_after=0.05)
    await discord.slash("imagine", {"prompt": "patience"})
    await discord.wait_message("done patience", files=1)
    assert [each["status"] for each in await discord.log("@original")] == [429, 200, 200]


async def test_selects_take_what_they_offer(discord: DiscordControl, bot: Small) -> None:
    await discord.slash("pick")
    offer = await discord.wait_message("pick")
    for wrong in (["fig", "plum", "fig"], [], ["pear"]):
        with pytest.raises(CannotError):
            await discord.choose(offer["id"], "fruit", wrong)
    await discord.choose(offer["id"], "fruit", ["plum", "fig"])
    await discord.wait_message("chose plum, fig")
    await discord.choose(offer["id"], "place", ["read-only"])
    await discord.wait_message("chose read-only", id=offer["id"])


async def test_a_modal_takes_files_people_and_ticks(discord: DiscordControl, bot: Small) -> None:
    asked = await discord.slash("ask")
    with pytest.raises(CannotError, match="person"):
        await discord.submit_modal(asked["id"], {"size": "s"})
    values = {"files": [file("a.png", b"12"), file("b.png", b"123")], "person": "second", "size": "l"}
    await discord.submit_modal(asked["id"], values | {"agreed": True})
    await discord.wait_message(r"files \[2, 3\] people \['sol'\] size l agreed True")
    assert await discord.violations() == []


async def test_the_latest_of_a_long_log_are_told_in_order(discord: DiscordControl, bot: Small) -> None:
    for prompt in ("a fox", "an owl"):
        await discord.slash("imagine", {"prompt": prompt}, wait=5)
    for call in ("/log", "/dispatched"):
        before = await discord.call("GET", call)
        latest = await discord.call("GET", call, last=2)
        everything = await discord.call("GET", call)
        start = everything.index(latest[0])
        assert start >= len(before) - 2
        assert everything[start : start + 2] == latest
