"""`/setup`: the wizard, the check and the history, over the wire."""

from typing import Any

import pytest

from bot.chat.words.permissions import NAMES
from bot.domain.guild import GuildSettings, Nsfw
from bot.domain.quota import Measure, Rule, Scope
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_channels import item
from tests.cogs.test_places import IMAGES, PEOPLE, decide

MODERATORS = 1100000000000000103


async def _wizard(stage: Stage, as_: str = "moderator") -> Json:
    asked = await stage.discord.slash("setup start", as_=as_)
    return await stage.discord.message(asked["original_id"])


async def _choose(stage: Stage, panel: Json, menu: str, *values: str, as_: str = "moderator") -> Json:
    now = await stage.discord.message(panel["id"])
    await stage.discord.choose(panel["id"], item(now, f"setup:{menu}"), values, as_=as_)
    return await stage.discord.message(panel["id"])


async def _guild(stage: Stage) -> GuildSettings:
    return (await stage.app.store.settings.guild(STUDIO)).settings


async def _everyone(stage: Stage) -> int | str | None:
    rule = (await stage.app.store.rules.own(STUDIO)).get((Scope.EVERYONE, 0, Measure.CREDITS_DAY))
    return "none" if rule is None else rule.amount


async def test_the_wizard_goes_on_after_a_restart_between_two_presses(start: Start):
    stage = await start()
    panel = await _wizard(stage)
    await _choose(stage, panel, "images", "images", "after-dark")
    await stage.stop()
    stage = await start()
    panel = await _choose(stage, panel, "moderators", "moderators")
    panel = await _choose(stage, panel, "credits", "20")
    panel = await _choose(stage, panel, "locale", "de")
    panel = await _choose(stage, panel, "time_zone", "Europe/Berlin")
    assert await _guild(stage) == GuildSettings(
        moderators_channel_id=MODERATORS, locale="de", time_zone="Europe/Berlin"
    )
    assert sorted(await stage.app.store.settings.channels(STUDIO)) == [IMAGES, IMAGES + 1]
    assert await _everyone(stage) == 20
    await stage.discord.press(panel["id"], "Done", as_="moderator")
    done = await stage.discord.message(panel["id"])
    assert f"<#{IMAGES}>, <#{IMAGES + 1}>" in done["text"]


async def test_the_wizard_is_for_who_manages_the_server_at_each_press(stage: Stage):
    assert "setup" not in [one["name"] for one in await stage.discord.commands()]
    await stage.discord.roles("studio", "member", add=["Moderators"])
    panel = await _wizard(stage, as_="member")
    await stage.discord.roles("studio", "member", remove=["Moderators"])
    pressed = await stage.discord.press(panel["id"], "Done", as_="member")
    assert "**Manage Server**" in pressed["response"]["content"]
    chosen = await stage.discord.choose(panel["id"], item(panel, "setup:images"), ["images"], as_="member")
    assert "**Manage Server**" in chosen["response"]["content"]
    assert await stage.app.store.settings.channels(STUDIO) == {}


async def test_what_is_not_in_a_menu_can_be_written(stage: Stage):
    panel = await _wizard(stage)
    now = await stage.discord.message(panel["id"])
    opened = await stage.discord.choose(panel["id"], item(now, "setup:time_zone"), ["?"], as_="moderator")
    refused = await stage.discord.submit_modal(opened["id"], {"value": "Atlantis"})
    assert "no time zone called `Atlantis`" in refused["response"]["content"]
    await stage.discord.submit_modal(opened["id"], {"value": "asia/kathmandu"})
    assert (await _guild(stage)).time_zone == "Asia/Kathmandu"
    now = await stage.discord.message(panel["id"])
    opened = await stage.discord.choose(panel["id"], item(now, "setup:credits"), ["?"], as_="moderator")
    refused = await stage.discord.submit_modal(opened["id"], {"value": "-3"})
    assert "An amount cannot be below zero (`-3`)" in refused["response"]["content"]
    await stage.discord.submit_modal(opened["id"], {"value": "1,250"})
    assert await _everyone(stage) == 1250
    assert "1,250 credits a day" in str((await stage.discord.message(panel["id"]))["message"]["components"])


async def test_what_was_deleted_on_discord_is_told_and_given_up(stage: Stage):
    await decide(stage, 77)
    await stage.app.store.settings.change_guild(STUDIO, {"moderators_channel_id": 78}, by=1)
    panel = await _wizard(stage)
    assert "image channel (id `77`) was deleted" in panel["text"]
    assert "The channel for reports, requests and alerts was deleted" in panel["text"]
    assert "default_values" not in str(panel["message"]["components"]).replace("'default_values': []", "")
    panel = await _choose(stage, panel, "images", "images")
    assert "`77`" not in panel["text"]
    assert list(await stage.app.store.settings.channels(STUDIO)) == [IMAGES]


async def test_of_two_wizards_nothing_is_lost(stage: Stage):
    first, second = await _wizard(stage), await _wizard(stage, as_="owner")
    await _choose(stage, first, "images", "images")
    await stage.discord.choose(second["id"], "setup:images", ["after-dark"], as_="owner")
    assert sorted(await stage.app.store.settings.channels(STUDIO)) == [IMAGES, IMAGES + 1]
    third = await _wizard(stage, as_="owner")
    await _choose(stage, first, "locale", "de")
    menu = item(third, "setup:time_zone")
    await stage.discord.choose(third["id"], menu, ["UTC"], as_="owner")
    seen = await stage.discord.message(third["id"])
    assert f"Meanwhile <@{PEOPLE['moderator']}> changed:" in seen["text"]
    credits_menu = item(await stage.discord.message(first["id"]), "setup:credits")
    await _choose(stage, third, "credits", "5", as_="owner")
    await stage.discord.choose(first["id"], credits_menu, ["10"], as_="moderator")
    assert "Somebody else changed the credits" in (await stage.discord.message(first["id"]))["text"]
    assert await _everyone(stage) == 5


async def _check(stage: Stage, **how: Any) -> Json:
    asked = await stage.discord.slash("setup check", as_="moderator", **how)
    assert asked["response"].get("flags", 0) & 64
    return await stage.discord.wait_message("", id=asked["original_id"], loading=False)


async def test_where_all_is_well_the_check_says_so(stage: Stage):
    # What the invite asks for is all there is to have.
    for role, permissions in (("@everyone", []), ("Inkling", [name.upper() for name in NAMES])):
        await stage.discord.call("POST", "/role", guild="studio", role=role, permissions=permissions)
    await decide(stage, thread_per_result=True)
    await stage.app.store.settings.change_guild(STUDIO, {"moderators_channel_id": MODERATORS}, by=1)
    said = (await _check(stage))["text"]
    assert "Everything works" in said
    assert "Attention" not in said
    services = ("openoctopus answers", "octopusx answers and has credit left")
    for part in (f"<#{IMAGES}>", f"<#{MODERATORS}>", *services, "files of 10 MB", "English", "`UTC`"):
        assert part in said


@pytest.fixture
async def trouble(stage: Stage) -> Stage:
    """A guild where much is wrong."""
    await decide(stage, 1100000000000000104, thread_per_result=True)
    await decide(stage, 1100000000000000105, models=("crayon",))
    await decide(stage, 1100000000000000106, highest_quality="divine")
    await decide(stage, 77)
    await stage.discord.permissions("read-only", "bot", deny=["SEND_MESSAGES", "CREATE_PUBLIC_THREADS"])
    lost = {"moderators_channel_id": 78, "log_channel_id": 1100000000000000104, "locale": "fi"}
    await stage.app.store.settings.change_guild(STUDIO, lost, by=1)
    for scope, subject in ((Scope.ROLE, 79), (Scope.CHANNEL, 80)):
        rule = Rule(guild_id=STUDIO, scope=scope, subject_id=subject, measure=Measure.CREDITS_DAY, amount=1)
        await stage.app.store.rules.set(rule, by=1)
    await stage.gateway.set_balance("sk-sandbox", 0)
    await stage.gateway.revoke("ooq_sandbox")
    return stage


async def test_everything_that_is_wrong_is_told_with_its_fix(trouble: Stage):
    stage = trouble
    panel = await _check(stage)
    for part in (
        "In <#1100000000000000104> I cannot post pictures: allow me **Send Messages**",
        "In <#1100000000000000104> results get no threads: allow me **Create Public Threads**",
        "In <#1100000000000000105> I cannot post pictures: allow me **Attach Files**",
        "In <#1100000000000000105> nobody can ask for anything",
        "In <#1100000000000000106> I cannot post pictures: allow me **View Channel**",
        "<#1100000000000000106> names `divine`",
        "An image channel (id `77`) was deleted",
        "The channel for reports, requests and alerts was deleted",
        "In <#1100000000000000104> I cannot write about the log of what moderators do",
        "1 role that was deleted: `79`",
        "1 channel that was deleted: `80`",
        "openoctopus cannot be used now",
        "octopusx has no credit left",
        "I do not know Suomi yet",
    ):
        assert part in panel["text"], part
    await stage.gateway.set_balance("sk-sandbox", 500)
    await stage.discord.press(panel["id"], "Check again", as_="moderator")
    await stage.discord.wait_message("octopusx answers and has credit left", id=panel["id"])


async def test_before_there_are_image_channels_every_channel_of_members_is_looked_at(stage: Stage):
    panel = await _check(stage)
    for part in (
        "pictures are made in every channel I can write in",
        f"I may do everything in <#{IMAGES}>, <#{IMAGES + 1}>.",
        "In <#1100000000000000104> I cannot post pictures: allow me **Send Messages**",
        "In <#1100000000000000105> I cannot post pictures: allow me **Attach Files**",
        "In <#1100000000000000106> I cannot post pictures: allow me **View Channel**",
    ):
        assert part in panel["text"], part
    # Where members cannot write themselves, nothing is missing.
    for channel, denied in (("read-only", "SEND_MESSAGES"), ("hidden", "VIEW_CHANNEL")):
        await stage.discord.permissions(channel, "everyone", deny=[denied])
    await stage.discord.permissions("images", "bot", deny=["SEND_MESSAGES_IN_THREADS"])
    await stage.discord.permissions("after-dark", "bot", deny=["ATTACH_FILES"])
    said = (await _check(stage))["text"]
    assert "<#1100000000000000104>" not in said
    assert "<#1100000000000000106>" not in said
    assert f"In <#{IMAGES + 1}>, <#1100000000000000105> I cannot post pictures" in said
    assert f"In threads of <#{IMAGES}> I cannot post pictures" in said


async def test_what_keeps_members_from_asking_is_told(stage: Stage):
    await decide(stage)
    assert "cannot use commands" not in (await _check(stage))["text"]
    await stage.discord.permissions("images", "everyone", deny=["USE_APPLICATION_COMMANDS"])
    operator = stage.app.store.operator
    await operator.pause("Back at noon", by=0)
    for name in stage.bot.models.models:
        await operator.offer(name, False, by=0)
    for scope in (Scope.EVERYONE, Scope.CEILING):
        rule = Rule(guild_id=STUDIO, scope=scope, measure=Measure.CREDITS_WEEK, amount=0)
        await stage.app.store.rules.set(rule, by=1)
    said = (await _check(stage, channel="moderators"))["text"]
    for part in (
        f"In <#{IMAGES}> members cannot use commands",
        "Back at noon",
        "switched off every model",
        "That stops pictures for: Each member.",
        "That stops pictures for: This server, as the operator allows.",
    ):
        assert part in said, part
    await stage.discord.permissions("images", "member", allow=["VIEW_CHANNEL", "USE_APPLICATION_COMMANDS"])
    assert "cannot use commands" not in (await _check(stage, channel="moderators"))["text"]


async def test_the_history_tells_who_what_from_and_to_page_by_page(stage: Stage):
    asked = await stage.discord.slash("setup history", as_="moderator")
    assert "Nobody has changed" in (await stage.discord.message(asked["original_id"]))["text"]
    for seconds in range(1, 12):
        await decide(stage, slow_mode=seconds)
    asked = await stage.discord.slash("setup history", as_="moderator")
    panel = await stage.discord.message(asked["original_id"])
    line = f"<@{PEOPLE['moderator']}>: **slow mode** (<#{IMAGES}>): 10 seconds → 11 seconds"
    assert line in panel["text"]
    await stage.discord.press(panel["id"], "Next", as_="moderator")
    older = await stage.discord.message(panel["id"])
    assert f"**image channel** (<#{IMAGES}>): off → on" in older["text"]
    await stage.discord.press(panel["id"], "Previous", as_="moderator")
    assert line in (await stage.discord.message(panel["id"]))["text"]


async def test_the_history_tells_of_credits_prices_and_filters_in_words(stage: Stage):
    for command, options in (
        ("quota set everyone", {"amount": "20"}),
        ("quota grant member", {"member": "member", "credits": "30"}),
        ("quota reset member", {"member": "member"}),
        ("quota price", {"credits": "3", "quality": "high"}),
    ):
        await stage.discord.slash(command, options, as_="moderator")
    asked = await stage.discord.slash("setup history", as_="moderator")
    said = (await stage.discord.message(asked["original_id"]))["text"]
    me = PEOPLE["member"]
    for part in (
        "**Credits a day** (Each member): nothing decided → 20",
        f"**extra credits** (<@{me}>): none → 30",
        f"**counted from 0 again** (<@{me}>)",
        "**price** (`high`): nothing decided → 3 credits",
    ):
        assert part in said


async def test_what_the_wizard_does_not_ask_can_be_chosen_as_well(start: Start):
    stage = await start()
    asked = await stage.discord.slash("setup settings", as_="moderator")
    panel = await stage.discord.message(asked["original_id"])
    panel = await _choose(stage, panel, "more:nsfw", "withhold")
    await stage.stop()
    stage = await start()
    panel = await _choose(stage, panel, "more:strikes", "*")
    panel = await _choose(stage, panel, "more:keep_pictures_days", "365")
    panel = await _choose(stage, panel, "more:show_prompts", "off")
    panel = await _choose(stage, panel, "place:log_channel_id", "moderators")
    assert "Saved." in panel["text"]
    assert await _guild(stage) == GuildSettings(
        nsfw=Nsfw.WITHHOLD,
        strikes=None,
        keep_pictures_days=365,
        show_prompts=False,
        log_channel_id=MODERATORS,
    )
    await _choose(stage, panel, "place:log_channel_id")
    assert (await _guild(stage)).log_channel_id is None
