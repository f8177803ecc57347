"""Everything the bot says to Discord, and hears from it, against Discord's own description.

Every other test here is checked alike when it ends; this one goes wherever the bot can go.
"""

import asyncio
import re
from collections import Counter

import aiohttp
import pytest

from tests.support.openapi import find_description, mismatches
from tests.support.world import PATIENCE, World

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(find_description() is None, reason="Discord's description is not at hand"),
]

#: Every route the bot uses.
ROUTES = {
    "GET /applications/{application_id}/commands",
    "PUT /applications/{application_id}/commands",
    "GET /users/@me",
    "GET /oauth2/applications/@me",
    "POST /interactions/{interaction_id}/{interaction_token}/callback",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "POST /webhooks/{webhook_id}/{webhook_token}",
    "POST /channels/{channel_id}/messages",
    "GET /channels/{channel_id}/messages",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    "POST /users/@me/channels",
}
SLOW = "[[seconds: 500]]"


async def test_no_body_fails_discords_description_in_either_direction(world: World) -> None:
    await forget_commands(world)
    async with world.bot(MENTION_AFTER_SECONDS="0"):
        await commands_and_windows(world)
        await asyncio.gather(pictures(world), failures(world), refusals(world))
        await late_pictures(world)
        await lost_answers(world)
    log = await world.discord.log()
    seen = Counter(f"{entry['method']} {entry['route']}" for entry in log)
    assert set(seen) >= ROUTES, ROUTES - set(seen)
    assert seen["PUT /applications/{application_id}/commands"] == 2
    description = find_description()
    assert description is not None
    assert mismatches(log, description) == []


async def forget_commands(world: World) -> None:
    """As if the bot had never been here, so that it registers them."""
    discord = world.discord
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {discord.token}"}) as http:
        async with http.get(f"{discord.api}/users/@me") as answer:
            application = (await answer.json())["id"]
        async with http.put(f"{discord.api}/applications/{application}/commands", json=[]) as answer:
            assert answer.status == 200


async def commands_and_windows(world: World) -> None:
    """Autocomplete, a window, quota and history."""
    discord = world.discord
    for option in ("aspect_ratio", "quality", "resolution", "format", "count", "model"):
        await discord.autocomplete("imagine", option, "")
    opened = await discord.imagine(aspect_ratio="21:9")
    await world.posted(await discord.submit_modal(opened["id"], {"prompt": "a wide fox"}))
    await discord.slash("credits")
    await discord.slash("quota set server", {"amount": "500"}, as_="moderator")
    await discord.slash("quota set member", {"member": "second", "amount": "5"}, as_="moderator")
    await discord.slash("quota set everyone", {"amount": "100"}, as_="moderator")
    await limits(world)
    await appeals(world)
    await discord.slash("errors recent", as_="moderator")


async def limits(world: World) -> None:
    """Everything about credits, typed and pressed."""
    discord = world.discord
    given = await discord.slash(
        "quota grant member", {"member": "second", "credits": "5", "expires": "7d"}, as_="moderator"
    )
    for command in ("show", "list", "price", "calendar"):
        await discord.slash(f"quota {command}", as_="moderator")
    await discord.slash("quota show", {"member": "second"}, as_="moderator")
    for option in ("rule", "grant"):
        command = {"rule": "remove", "grant": "revoke"}[option]
        await discord.autocomplete(f"quota {command}", option, "", as_="moderator")
    panel = await discord.slash("quota panel", as_="moderator")
    for select, value in (("quota:whom", "member"), ("quota:subject:member", "second")):
        await discord.choose(panel["original_id"], select, [value], as_="moderator")
    window = await discord.press(panel["original_id"], "Give extra credits", as_="moderator")
    await discord.submit_modal(window["id"], {"credits": "3"})
    await discord.press(given["original_id"], "Undo", as_="moderator")


async def appeals(world: World) -> None:
    """Moderators are asked twice, and say yes and no."""
    discord = world.discord
    setup = await discord.slash("setup start", as_="moderator")
    shown = await discord.message(setup["original_id"])
    (menu,) = set(re.findall(r"setup:moderators:[0-9]+", str(shown["message"]["components"])))
    await discord.choose(setup["original_id"], menu, ["moderators"], as_="moderator")
    await discord.slash("quota set everyone", {"amount": "1"}, as_="moderator")
    for prompt in ("a dear fox", "a dearer fox"):
        refused = await discord.imagine(prompt)
        window = await discord.press(refused["original_id"], "Ask a moderator")
        await discord.submit_modal(window["id"], {"why": "please"})
        card = await discord.wait_message(prompt, channel="moderators", as_="moderator")
        if prompt == "a dear fox":
            await discord.press(card["id"], "Approve", as_="moderator")
            await discord.wait_message(prompt, channel="images", files=1, as_="second", timeout=30)
        else:
            window = await discord.press(card["id"], "Deny", as_="moderator")
            await discord.submit_modal(window["id"], {"reason": "not today"})
            await discord.wait_message("A moderator said no", channel="images")
    await discord.slash("quota set everyone", {"amount": "100"}, as_="moderator")


async def pictures(world: World) -> None:
    """In every kind of place, with every kind of option, hidden and described."""
    discord = world.discord
    everywhere = await asyncio.gather(
        discord.imagine('a "quoted" fox, <@1100000000000000012>\n# large', count=4, format="webp"),
        discord.imagine("a flagged fox [[nsfw: true]] [[raw: on]]", channel="after-dark"),
        discord.imagine("a flagged cat [[nsfw: true]] [[raw: on]]", quality="low", resolution="1k"),
        discord.imagine("a private fox", channel="dm"),
        discord.imagine("a strange fox", channel="elsewhere", as_="stranger"),
        discord.imagine("a fox by another way", model="gpt-image-2-x", count=2, channel="club-images"),
    )
    await asyncio.gather(*(world.posted(each) for each in everywhere))


async def failures(world: World) -> None:
    """A failure, asked for again; a job stopped by its button."""
    discord = world.discord
    failed = await discord.imagine("an unlucky fox [[fault: internal_error@submit x3]]")
    await world.card(failed, "This did not work out")
    again = await discord.press(failed["original_id"], "Try again")
    await world.posted(again)
    stopped = await discord.imagine(f"a stopped fox {SLOW}")
    await discord.press(stopped["original_id"], "Cancel")
    await world.card(stopped, "Cancelled")
    await discord.press(failed["original_id"], "Try again", as_="second")


async def refusals(world: World) -> None:
    """Answers for the asker alone."""
    discord = world.discord
    await discord.imagine("\u200b")
    await discord.imagine("a fox", channel="read-only")
    await discord.slash("imagine", {"prompt": "a fox", "steps": 30}, outdated=True)
    await discord.slash("imagine", {"prompt": "a fox", "model": "crayon"})


async def late_pictures(world: World) -> None:
    """In the channel, and in person."""
    discord = world.discord
    asked = [
        await discord.imagine(f"a late fox {SLOW}"),
        await discord.imagine(f"a late cat {SLOW}", channel="elsewhere", as_="stranger"),
    ]
    await world.gateway.wait(prompt="a late", jobs=2)
    for each in asked:
        await discord.expire(each["id"])
    await world.gateway.finish_all()
    await world.card(asked[0], "Your picture is here")
    await discord.wait_message("a late cat", channel="dm", as_="stranger", files=1, timeout=PATIENCE)


async def lost_answers(world: World) -> None:
    """An upload whose answer never came is looked for, by the interaction and in the channel."""
    discord = world.discord
    await discord.fault("drop-after", "@original$", method="PATCH", upload=True)
    await world.posted(await discord.imagine("a doubtful fox"))
    await discord.fault("drop-after", r"/channels/\d+/messages$", method="POST", upload=True)
    asked = await discord.imagine(f"a doubtful cat {SLOW}")
    await world.gateway.wait(prompt="a doubtful cat", jobs=1)
    await discord.expire(asked["id"])
    await world.gateway.finish_all()
    await world.card(asked, "Your picture is here")
    assert len(await world.with_picture_of(asked, "images")) == 1
