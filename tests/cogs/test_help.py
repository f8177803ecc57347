"""`/help`: each reader's own part, with how things stand here, also after a restart."""

from typing import Any

from tests.cogs.conftest import Json, Stage, Start
from tests.cogs.test_places import IMAGES, decide, whispered
from tests.support.answers import labels, said

AFTER_DARK = 1100000000000000102


async def ask(stage: Stage, topic: str | None = None, **how: Any) -> Json:
    answered = await stage.discord.slash("help", {"topic": topic} if topic else {}, **how)
    assert answered["response"]["flags"] & 64
    return answered


def menus(answered: Json) -> list[str]:
    """The menus on a card, by their ids."""
    return [each["custom_id"] for each in _below(answered["response"]["components"]) if each["type"] == 3]


def _below(components: list[Any]) -> list[Any]:
    return [each for one in components for each in (one, *_below(one.get("components", [])))]


async def test_a_member_asks_in_a_server_and_goes_straight_to_a_picture(start: Start):
    stage = await start()
    first = await ask(stage)
    assert "How can I help?" in said(first)
    assert (menus(first), labels(first)) == (["help:member"], ["Create a picture"])
    window = await stage.discord.press(first["original_id"], "Create a picture")
    assert window["state"] == "modal"

    await stage.stop()
    stage = await start(DEFAULT_MODEL="gpt-image-2")
    shape = await stage.discord.choose(first["original_id"], "help:member", ["shape"])
    assert shape["state"] == "update"
    assert "### How do I make a picture wider" in said(shape)
    assert "**GPT Image 2**\nAspect ratio: `1:1`, `3:2`" in said(shape)
    assert labels(shape) == []
    cost = await stage.discord.choose(first["original_id"], "help:member", ["cost"])
    assert "The usual picture, by GPT Image 2 in 1k, medium: **2 credits**" in said(cost)


async def test_where_pictures_are_not_made_one_is_told_where(stage: Stage):
    await decide(stage)
    begin = await ask(stage, "begin", channel="after-dark")
    assert f"Pictures are not made in this channel. Go to <#{IMAGES}>." in said(begin)
    assert labels(begin) == []
    assert labels(await ask(stage, "begin")) == ["Create a picture"]


async def test_a_moderator_has_a_part_of_their_own_for_as_long_as_they_are_one(stage: Stage):
    first = await ask(stage, as_="moderator")
    assert menus(first) == ["help:member", "help:moderator"]
    pick = first["original_id"], "help:moderator"
    channels = await stage.discord.choose(*pick, ["channels"], as_="moderator")
    assert "Members can type `/imagine` in every channel." in said(channels)
    await decide(stage, AFTER_DARK)
    channels = await stage.discord.choose(*pick, ["channels"], as_="moderator")
    assert f"Members can type `/imagine` in <#{AFTER_DARK}>." in said(channels)
    reports = await stage.discord.choose(*pick, ["reports"], as_="moderator")
    assert "There is no moderators' channel" in said(reports)
    setup = await stage.discord.choose(*pick, ["setup"], as_="moderator")
    assert labels(setup) == ["Set up", "Check the setup"]

    await stage.discord.roles("studio", "moderator", remove=["Moderators"])
    refused = await stage.discord.choose(*pick, ["quotas"], as_="moderator")
    assert "That is for moderators" in whispered(refused)
    assert menus(await ask(stage, as_="moderator")) == ["help:member"]
    assert "That is for moderators" in said(await ask(stage, "quotas"))
    assert "That works inside a server only" in said(await ask(stage, "quotas", channel="dm"))


async def test_who_runs_the_bot_has_a_part_in_direct_messages_too(stage: Stage):
    assert menus(await ask(stage, channel="dm")) == ["help:member"]
    assert menus(await ask(stage, channel="elsewhere", as_="stranger")) == ["help:member"]
    first = await ask(stage, channel="dm", as_="owner")
    assert menus(first) == ["help:member", "help:operator"]
    assert menus(await ask(stage, as_="owner")) == ["help:member", "help:moderator", "help:operator"]
    await stage.app.store.operator.pause("New paint", by=1)
    pause = await stage.discord.choose(first["original_id"], "help:operator", ["pause"], as_="owner")
    assert "paused" in said(pause).splitlines()
    assert "Only whoever runs this bot" in said(await ask(stage, "pause"))
    # Nobody is sent to a window that leads nowhere.
    begin = await ask(stage, "begin", channel="dm")
    assert "has paused it" in said(begin)
    assert labels(begin) == []


async def test_questions_are_offered_to_whom_they_are_for_and_free_words_are_understood(stage: Stage):
    async def offered(typed: str, as_: str = "member") -> list[str]:
        found = await stage.discord.autocomplete("help", "topic", typed, as_=as_)
        return [each["value"] for each in found]

    assert await offered("wider") == ["shape"]
    assert await offered("/quota calendar") == []
    assert await offered("/quota calendar", as_="moderator") == ["quotas"]
    assert await offered("operator spending", as_="owner") == ["budgets"]
    assert "### How do I delete a picture" in said(await ask(stage, "please DELETE my data"))
    lost = await ask(stage, "zebra")
    assert "I have no answer to that yet" in said(lost)
    assert labels(lost) == ["Create a picture"]
