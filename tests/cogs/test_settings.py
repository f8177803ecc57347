"""`/settings`: everyone's own defaults, shown and pressed by nobody else, and honoured afterwards."""

from discord import ui

from bot.chat.create import CreateButton
from bot.chat.mine.preferences import UNDECIDED, preferences_card
from bot.domain.guild import UserSettings
from tests.cogs.conftest import Json, Stage, Start
from tests.cogs.test_channels import item
from tests.cogs.test_places import IMAGES, decide

ME = 1100000000000000011


async def opened(stage: Stage) -> Json:
    asked = await stage.discord.slash("settings")
    assert asked["response"]["flags"] & 64
    return await stage.discord.message(asked["original_id"])


async def prefer(stage: Stage, panel: Json, field: str, value: str) -> Json:
    await stage.discord.choose(panel["id"], item(panel, f"mine:prefer:{field}"), [value])
    return await stage.discord.message(panel["id"])


async def mine(stage: Stage) -> UserSettings:
    stage.app.store.settings.forget()
    return (await stage.app.store.settings.user(ME)).settings


async def test_defaults_fill_what_is_left_open_and_yield_to_what_is_not_allowed(stage: Stage):
    panel = await opened(stage)
    for field, value in (
        ("model", "gpt-image-2"), ("aspect_ratio", "21:9"), ("quality", "high"), ("output_format", "webp"),
    ):  # fmt: skip
        panel = await prefer(stage, panel, field, value)
    job = await stage.ended(await stage.discord.imagine("a fox", channel="dm"))
    asked = job.request
    assert (asked.model, asked.aspect_ratio, asked.quality) == ("gpt-image-2", "21:9", "high")
    assert asked.output_format == "webp"
    named = await stage.ended(await stage.discord.imagine("a fox", channel="dm", quality="low"))
    assert named.request.quality == "low"

    await decide(stage, highest_quality="medium", models=("gpt-image-2-x",))
    here = (await stage.ended(await stage.discord.imagine("a fox"))).request
    assert (here.model, here.quality, here.aspect_ratio) == ("gpt-image-2-x", None, None)

    await prefer(stage, panel, "quality", UNDECIDED)
    assert "quality" not in (await mine(stage)).defaults


async def test_the_panel_outlives_a_restart_and_is_for_one_person(start: Start):
    stage = await start()
    panel = await opened(stage)
    await stage.stop()
    stage = await start()
    panel = await prefer(stage, panel, "locale", "de")
    assert (await mine(stage)).locale == "de"
    assert "Deutsch" in str(panel["message"]["components"])
    await prefer(stage, panel, "locale", UNDECIDED)
    await stage.discord.press(panel["id"], f"mine:on:private:{ME}")
    assert await mine(stage) == UserSettings(private=True)
    assert (await stage.ended(await stage.discord.imagine("a secret fox"))).private


async def test_nobody_presses_for_somebody_else(stage: Stage):
    panel = preferences_card(ME, UserSettings(), tuple(stage.bot.models.models.values()))
    posted = await stage.bot.get_partial_messageable(IMAGES).send(view=panel)
    pressed = await stage.discord.press(str(posted.id), f"mine:on:private:{ME}", as_="moderator")
    assert "somebody else's settings" in pressed["response"]["content"]
    menu = f"mine:prefer:locale:{ME}"
    chosen = await stage.discord.choose(str(posted.id), menu, ["de"], as_="moderator")
    assert "somebody else's settings" in chosen["response"]["content"]
    assert await mine(stage) == UserSettings()


async def test_who_wants_no_ping_gets_none(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="0")
    await stage.ended(await stage.discord.imagine("a fox"))
    assert [each["pinged"] for each in await stage.discord.messages() if each["pinged"]] == [[str(ME)]]
    panel = await opened(stage)
    await stage.discord.press(panel["id"], f"mine:off:ping_when_done:{ME}")
    await stage.ended(await stage.discord.imagine("a second fox"))
    late = await stage.discord.imagine("a slow fox [[seconds: 300]]")
    await stage.gateway.wait(prompt="a slow fox", jobs=1)
    await stage.discord.expire(late["id"])
    await stage.gateway.finish_all()
    job = await stage.ended(late)
    assert job.delivery_path == "channel"
    assert [each["pinged"] for each in await stage.discord.messages() if each["pinged"]] == [[str(ME)]]


async def test_the_button_for_a_picture_keeps_to_what_is_private(stage: Stage):
    await stage.app.store.settings.change_user(ME, {"private": True})
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.ActionRow(CreateButton()))
    posted = await stage.bot.get_partial_messageable(IMAGES).send(view=view)
    opened_window = await stage.discord.press(str(posted.id), "Create a picture")
    written = await stage.discord.submit_modal(opened_window["id"], {"prompt": "a secret fox"})
    assert (await stage.ended(written)).private
