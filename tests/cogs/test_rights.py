"""Who may press what moderators' commands answered with: asked at every press anew."""

import pytest

from bot.domain.quota import Measure, Scope
from tests.cogs.conftest import STUDIO, Json, Stage
from tests.cogs.test_channels import item
from tests.cogs.test_places import IMAGES

NEEDS = "**Manage Server**"


async def opened(stage: Stage, command: str, **options: str) -> Json:
    """The panel that a member opened."""
    asked = await stage.discord.slash(command, options, as_="member")
    return await stage.discord.wait_message("", id=asked["original_id"], loading=False)


async def everyones(stage: Stage) -> int | None:
    rule = (await stage.app.store.rules.own(STUDIO)).get((Scope.EVERYONE, 0, Measure.CREDITS_DAY))
    return rule.amount if rule else None


@pytest.mark.parametrize(
    ("command", "menu", "value"),
    [
        ("quota panel", "quota:whom", "everyone"),
        ("channels open", "channel:pick:highest_quality", "low"),
        ("setup start", "setup:locale", "de"),
        ("setup settings", "setup:more:nsfw", "withhold"),
    ],
)
async def test_who_is_a_moderator_no_more_decides_nothing(stage: Stage, command: str, menu: str, value: str):
    await stage.discord.roles("studio", "member", add=["Moderators"])
    panel = await opened(stage, command)
    await stage.discord.roles("studio", "member", remove=["Moderators"])
    before = await stage.app.store.settings.guild(STUDIO), await stage.app.store.settings.channels(STUDIO)
    pressed = await stage.discord.choose(panel["id"], item(panel, menu), [value], as_="member")
    assert NEEDS in pressed["response"]["content"]
    after = await stage.app.store.settings.guild(STUDIO), await stage.app.store.settings.channels(STUDIO)
    assert after == before


async def test_a_window_that_was_open_meanwhile_decides_nothing_either(stage: Stage):
    await stage.discord.roles("studio", "member", add=["Moderators"])
    panel = await opened(stage, "quota panel")
    await stage.discord.choose(panel["id"], "quota:whom", ["everyone"], as_="member")
    window = await stage.discord.press(panel["id"], "quota:change:everyone:0:credits_day", as_="member")
    await stage.discord.roles("studio", "member", remove=["Moderators"])
    sent = await stage.discord.submit_modal(window["id"], {"amount": "5"})
    assert NEEDS in sent["response"]["content"]
    assert await everyones(stage) is None


async def test_to_whom_the_server_gave_a_command_may_press_until_it_takes_it_away(stage: Stage):
    await stage.discord.give_command("studio", "quota", "member")
    panel = await opened(stage, "quota panel")
    await stage.discord.choose(panel["id"], "quota:whom", ["everyone"], as_="member")
    window = await stage.discord.press(panel["id"], "quota:change:everyone:0:credits_day", as_="member")
    await stage.discord.submit_modal(window["id"], {"amount": "5"})
    assert await everyones(stage) == 5
    await stage.discord.give_command("studio", "quota", "member", "deny")
    pressed = await stage.discord.press(panel["id"], "Undo", as_="member")
    assert NEEDS in pressed["response"]["content"]
    assert await everyones(stage) == 5


async def test_what_discord_does_not_tell_is_not_given(stage: Stage):
    await stage.discord.give_command("studio", "channels", "@everyone")
    panel = await opened(stage, "channels open")
    await stage.discord.fault("status", "/permissions$", status=403, body={"code": 50001, "message": "no"})
    chosen = item(panel, "channel:pick:highest_quality")
    refused = await stage.discord.choose(panel["id"], chosen, ["low"], as_="member")
    assert NEEDS in refused["response"]["content"]
    await stage.discord.choose(panel["id"], chosen, ["low"], as_="member")
    assert (await stage.app.store.settings.channels(STUDIO))[IMAGES].settings.highest_quality == "low"
