"""An unmodified discord.py client goes through every kind of interaction."""

from __future__ import annotations

from tests.sandbox_discord.bot import PIXEL, Small
from tests.support.discord import DiscordControl, file


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
