"""`/operator`: for whoever runs the bot alone, and in force at once."""

import re
from typing import Any

import pytest

from bot.domain.operator import Access, GuildAccess, Rules
from tests.cogs.conftest import STUDIO, Stage, Start

SOLD = "Pictures were sold on"
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("guilds", {}),
    ("guild show", {"guild": str(STUDIO)}),
    ("guild block", {"guild": str(STUDIO), "reason": "no"}),
    ("pause", {}),
    ("maintenance", {}),
    ("models", {"model": "gpt-image-2", "offered": False}),
    ("budget", {"gateway": "openoctopus", "day": 0}),
    ("spending", {}),
    ("access", {"allowed_only": True}),
)


async def operate(stage: Stage, what: str, as_: str = "owner", **options: Any) -> str:
    """What a command of the group answers in direct messages, where Discord hides it from nobody."""
    answered = await stage.discord.slash(f"operator {what}", options, as_=as_, channel="dm")
    assert answered["response"]["flags"] & 64
    return said(answered)


def said(answered: Any) -> str:
    """All the text of an answer."""
    if answered["response"].get("content"):
        return str(answered["response"]["content"])
    return "\n".join(_texts(answered["response"]["components"]))


def _texts(components: list[Any]) -> list[str]:
    found = []
    for each in components:
        found += [each["content"]] if "content" in each else []
        found += _texts(each.get("components", []))
    return found


async def refused(stage: Stage, **more: Any) -> str:
    asked = await stage.discord.imagine("a fox", **more)
    assert asked["response"]["flags"] & 64
    return str(asked["response"]["content"])


async def test_nobody_else_can_do_any_of_it(stage: Stage):
    for what, options in COMMANDS:
        for who in ("member", "moderator"):
            assert "Only whoever runs this bot" in await operate(stage, what, as_=who, **options)
    assert stage.app.store.operator.rules == Rules()
    assert stage.app.store.accesses.of(STUDIO) == GuildAccess()
    for command, option in (("guild show", "guild"), ("models", "model"), ("budget", "gateway")):
        found = await stage.discord.autocomplete(f"operator {command}", option, as_="moderator", channel="dm")
        assert found == []


async def test_the_group_is_hidden_in_servers_and_works_there_too(stage: Stage):
    assert "operator" not in {command["name"] for command in await stage.discord.commands(as_="moderator")}
    assert "operator" in {command["name"] for command in await stage.discord.commands(as_="owner")}
    answered = await stage.discord.slash("operator spending", as_="owner")
    assert "Spending" in said(answered)


async def test_an_id_of_the_configuration_is_an_operator_too(start: Start):
    stage = await start(OPERATOR_IDS="1100000000000000011, 5")
    assert "Spending" in await operate(stage, "spending", as_="member")


async def test_a_pause_is_told_with_its_words_and_ends(stage: Stage):
    assert "until `/operator resume`" in await operate(stage, "pause", message="New paint arrives at *six*")
    told = await refused(stage)
    assert "paused" in told
    assert "New paint arrives at" in told
    window = await stage.discord.slash("imagine", {})
    assert "paused" in window["response"]["content"]
    assert await operate(stage, "resume") == "I take requests again."
    assert "all along" in await operate(stage, "resume")
    assert (await stage.ended(await stage.discord.imagine("a fox"))).delivered_message_id


async def test_maintenance_lets_jobs_end_and_tells_how_many_are_left(stage: Stage):
    asked = await stage.discord.imagine("a slow fox [[seconds: 300]]")
    await stage.gateway.wait(prompt="a slow fox", jobs=1)
    assert "1 job is still running" in await operate(stage, "maintenance")
    assert "maintenance" in await refused(stage)
    await stage.gateway.finish_all()
    await stage.ended(asked)
    assert "Nothing is running any more" in await operate(stage, "maintenance")


async def test_a_model_that_is_off_is_not_offered_and_refused_with_what_there_is(stage: Stage):
    assert "is off" in await operate(stage, "models", model="gpt-image-2", offered=False)
    offered = [
        choice["value"]
        for choice in await stage.discord.autocomplete("imagine", "model", options={"prompt": "x"})
    ]
    assert offered
    assert "gpt-image-2" not in offered
    told = await refused(stage, model="gpt-image-2")
    assert "switched off for now" in told
    assert f"`{offered[0]}`" in told
    assert "**off**" in await operate(stage, "models")
    job = await stage.ended(await stage.discord.imagine("a fox by another"))
    assert job.request.model != "gpt-image-2"
    assert "is on" in await operate(stage, "models", model="gpt-image-2", offered=True)
    assert (await stage.ended(await stage.discord.imagine("a fox", model="gpt-image-2"))).delivered_message_id
    assert "no model of that name" in await operate(stage, "models", model="crayon", offered=True)


async def test_a_blocked_server_is_told_why_and_an_allowed_one_is_served(stage: Stage):
    assert "is blocked" in await operate(
        stage, "guild block", guild=str(STUDIO), reason="Pictures were sold on"
    )
    assert SOLD in await refused(stage)
    assert "allowed" not in await refused(stage)
    await operate(stage, "guild clear", guild=str(STUDIO))
    assert "Only servers that you allow" in await operate(stage, "access", allowed_only=True)
    assert "not let this server in yet" in await refused(stage)
    await operate(stage, "guild allow", guild=str(STUDIO))
    await stage.ended(await stage.discord.imagine("a fox inside"))
    audit = await stage.app.store.changes.recent(STUDIO, limit=9)
    assert [one.after for one in audit if one.area == "access"] == [
        Access.ALLOWED.value,
        None,
        f"blocked: {SOLD}",
    ]


async def test_a_budget_warns_once_and_stops_and_members_read_that_the_operator_knows(stage: Stage):
    await operate(stage, "budget", gateway="openoctopus", day=8, warn_at=50)
    for number in range(4):
        await stage.ended(await stage.discord.imagine(f"fox number {number}", model="gpt-image-2"))
    stop = await stage.discord.wait_message("used up what it may cost today", channel="dm", as_="owner")
    assert "8 of 8 credits" in stop["text"]
    told = await refused(stage, model="gpt-image-2")
    assert "have been told" in told
    assert "Meanwhile you can pick" in told
    warnings = [
        each for each in await stage.discord.messages("dm", as_="owner") if "used 50 %" in each["text"]
    ]
    assert len(warnings) == 1
    spending = await operate(stage, "spending")
    assert "8 of 8 credits today (100 %)" in spending
    assert "no budget any more" in await operate(stage, "budget", gateway="openoctopus", remove=True)
    await stage.ended(await stage.discord.imagine("a fox with money", model="gpt-image-2"))


async def test_the_operator_is_told_of_an_empty_account_once_and_members_know(stage: Stage):
    for number in range(3):
        asked = await stage.discord.imagine(f"poor fox {number} [[fault: insufficient_balance@submit]]")
        await stage.ended(asked)
        card = await stage.discord.wait_message("run out of money", id=asked["original_id"])
        assert "Whoever runs this bot has been told" in card["text"]
    told = [each["text"] for each in await stage.discord.messages("dm", as_="owner")]
    assert len(told) == 1
    assert "has run out of money" in told[0]


async def test_members_are_not_told_what_is_not_true(stage: Stage):
    await stage.discord.dms("owner", open_=False)
    asked = await stage.discord.imagine("a poor fox [[fault: invalid_api_key@submit]]")
    await stage.ended(asked)
    card = await stage.discord.wait_message("no longer accepts", id=asked["original_id"])
    assert "has to fix it" in card["text"]
    assert "has been told" not in card["text"]


async def test_servers_are_listed_with_what_they_use_and_may_cost(stage: Stage):
    await stage.app.store.guilds.joined(STUDIO, "Picture House")
    await stage.ended(await stage.discord.imagine("a fox"))
    listed = await operate(stage, "guilds")
    assert re.search(r"\*\*Picture House\*\* `1100000000004194304`\n-# 2 credits today, no ceiling", listed)
    limited = await operate(stage, "guild ceiling", guild="picture house", day=10, month=100)
    assert "**Today**: 2 of 10 credits" in limited
    assert "**This month**: 2 of 100 credits" in limited
    assert "**This week**: 2 credits, no limit" in limited
    assert "ceiling 10 credits a day" in await operate(stage, "guilds")
    lowered = await operate(stage, "guild ceiling", guild=str(STUDIO), day=3)
    assert "**This month**: 2 of 100 credits" in lowered
    assert "credits" in await refused(stage)
    lifted = await operate(stage, "guild ceiling", guild=str(STUDIO))
    assert lifted.count("no limit") == 3
    assert "know no server" in await operate(stage, "guild show", guild="nowhere")


async def test_a_long_list_turns_its_pages_for_operators_only(stage: Stage):
    for number in range(20):
        await stage.app.store.guilds.joined(9000 + number, f"Server {number:02}")
    first = await stage.discord.slash("operator guilds", as_="owner")
    assert "Page 1 of 3" in said(first)
    second = await stage.discord.press(first["original_id"], "Next", as_="owner")
    assert "Page 2 of 3" in said(second)
    assert "Server 08" in said(second)


@pytest.mark.parametrize("typed", ["pict", "4194304"])
async def test_a_server_is_found_by_name_and_by_id(stage: Stage, typed):
    await stage.app.store.guilds.joined(STUDIO, "Picture House")
    found = await stage.discord.autocomplete("operator guild show", "guild", typed, as_="owner")
    assert [(each["name"], each["value"]) for each in found] == [("Picture House", str(STUDIO))]


async def test_errors_and_use_of_all_servers_are_added_up(stage: Stage):
    await stage.app.store.guilds.joined(STUDIO, "Picture House")
    for channel in ("images", "club-images", "images"):
        asked = await stage.discord.imagine("a fox [[fault: invalid_request@submit]]", channel=channel)
        await stage.ended(asked)
    await stage.ended(await stage.discord.imagine("a fox"))
    errors = await operate(stage, "errors", days=2)
    assert "`invalid_request` **3 times**\n-# in 2 servers · openoctopus · gpt-image-2" in errors
    usage = await operate(stage, "usage")
    assert "**Picture House**\n-# 3 asked, 1 handed over, 2 failed, 1 picture, 2 credits" in usage


@pytest.mark.parametrize(
    ("view", "alt"),
    [
        ("days", "2 pictures for 4 credits"),
        ("models", "gpt-image-2: 2 pictures for 4 credits"),
        ("success", "100 of 100 worked, half within"),
    ],
)
async def test_use_of_all_servers_together_is_drawn(stage: Stage, view: str, alt: str):
    for channel in ("images", "club-images"):
        await stage.ended(await stage.discord.imagine("a fox", channel=channel))
    asked = await stage.discord.slash("operator usage", {"days": 2, "view": view}, as_="owner", channel="dm")
    assert "Usage of 2 days" in said(asked)
    found = await stage.discord.wait_message("", id=asked["original_id"], as_="owner", files=1)
    card = found["message"]["components"][0]
    (gallery,) = (part for part in card["components"] if part["type"] == 12)
    assert alt in gallery["items"][0]["description"]
    assert "Usage of 2 days" in gallery["items"][0]["description"]
