"""`/channels`: typed and pressed, by one and by two at once, before and after a restart."""

import json
from typing import Any

import pytest

from bot.domain.guild import ChannelSettings, QuietHours
from bot.domain.job import JobState
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_places import IMAGES, PEOPLE, decide, whispered
from tests.support.discord import CannotError

AFTER_DARK = 1100000000000000102


async def channels(stage: Stage, command: str, as_: str = "moderator", **options: Any) -> Json:
    """The panel a command is answered with."""
    channel = options.pop("in_", "images")
    asked = await stage.discord.slash(f"channels {command}", options, as_=as_, channel=channel)
    assert asked["response"]["flags"] & 64
    return await stage.discord.message(asked["original_id"])


async def settings(stage: Stage, channel: int = IMAGES) -> ChannelSettings | None:
    stage.app.store.settings.forget()
    found = (await stage.app.store.settings.channels(STUDIO)).get(channel)
    return found.settings if found else None


def item(panel: Json, start: str) -> str:
    """The custom id that begins so."""
    (found,) = {
        word for word in json.dumps(panel["message"]["components"]).split('"') if word.startswith(start)
    }
    return found


async def pick(stage: Stage, panel: Json, field: str, *values: str, as_: str = "moderator") -> Json:
    select = item(panel, f"channel:pick:{field}")
    await stage.discord.choose(panel["id"], select, values, as_=as_)
    return await stage.discord.message(panel["id"])


async def test_the_first_channel_that_is_opened_closes_the_others(stage: Stage):
    panel = await channels(stage, "open", channel="after-dark")
    assert f"<#{AFTER_DARK}> is an image channel now. From now on" in panel["text"]
    assert "not made in this channel" in whispered(await stage.discord.imagine("a fox"))
    again = await channels(stage, "open", channel="after-dark")
    assert "was an image channel already" in again["text"]
    closed = await channels(stage, "close", channel="after-dark")
    assert "It was the last one" in closed["text"]
    await stage.ended(await stage.discord.imagine("a fox"))


async def test_it_is_hidden_from_members(stage: Stage):
    assert "channels" not in [one["name"] for one in await stage.discord.commands()]
    assert "channels" in [one["name"] for one in await stage.discord.commands(as_="moderator")]


async def test_everything_can_be_typed(stage: Stage):
    await channels(stage, "open")
    panel = await channels(
        stage, "edit", models="gpt-image-2", highest_quality="medium", highest_resolution="2k", ratio="16:9",
        threads=True, spoiler=True, unsafe="no", slow_mode="5m", quiet_hours="22-7", rules="Be kind.",
    )  # fmt: skip
    assert "Saved." in panel["text"]
    assert await settings(stage) == ChannelSettings(
        models=("gpt-image-2",),
        highest_quality="medium",
        highest_resolution="2k",
        default_aspect_ratio="16:9",
        thread_per_result=True,
        auto_spoiler=True,
        allow_nsfw=False,
        slow_mode=300,
        quiet_hours=QuietHours(begin=1320, end=420),
        rules="Be kind.",
    )
    await channels(stage, "edit", models="all", highest_quality="all", slow_mode="off", quiet_hours="off")
    now = await settings(stage)
    assert now is not None
    assert (now.models, now.highest_quality, now.slow_mode, now.quiet_hours) == ((), None, 0, None)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"slow_mode": "-5"}, "cannot be below zero"),
        ({"slow_mode": "3 weeks"}, "longer than slow mode can be"),
        ({"quiet_hours": "late"}, "no quiet hours"),
        ({"models": "crayon"}, "`crayon` is not to be had here. Choose `gpt-image-2` or"),
        ({"highest_quality": "best"}, "Choose `low`, `medium` or `high`"),
        ({"channel": "after-dark"}, "is no image channel"),
        ({"slow_mode": "5m", "quiet_hours": "8-8"}, "are none"),
    ],
)
async def test_what_cannot_be_is_refused_in_one_sentence_and_changes_nothing(stage: Stage, options, said):
    await channels(stage, "open")
    refused = await stage.discord.slash("channels edit", options, as_="moderator")
    assert said in whispered(refused)
    assert await settings(stage) == ChannelSettings()


async def test_everything_can_be_pressed(stage: Stage):
    panel = await channels(stage, "open")
    panel = await pick(stage, panel, "models", "gpt-image-2")
    panel = await pick(stage, panel, "highest_quality", "low")
    panel = await pick(stage, panel, "default_aspect_ratio", "3:2")
    panel = await pick(stage, panel, "allow_nsfw", "no")
    await stage.discord.press(panel["id"], "Thread per result: off", as_="moderator")
    panel = await stage.discord.message(panel["id"])
    assert "Thread per result: on" in panel["text"]
    opened = await stage.discord.press(panel["id"], "Slow mode, quiet hours, rules", as_="moderator")
    written = {"slow_mode": "30s", "quiet_hours": "1-2", "rules": "Be kind."}
    await stage.discord.submit_modal(opened["id"], written)
    assert await settings(stage) == ChannelSettings(
        models=("gpt-image-2",),
        highest_quality="low",
        default_aspect_ratio="3:2",
        allow_nsfw=False,
        thread_per_result=True,
        slow_mode=30,
        quiet_hours=QuietHours(begin=60, end=120),
        rules="Be kind.",
    )
    panel = await pick(stage, await stage.discord.message(panel["id"]), "highest_quality", "*")
    assert "Saved." in panel["text"]
    await stage.discord.press(panel["id"], "Close channel", as_="moderator")
    await stage.discord.press(panel["id"], "Keep it open", as_="moderator")
    await stage.discord.press(panel["id"], "Close channel", as_="moderator")
    await stage.discord.press(panel["id"], "Close it", as_="moderator")
    assert await settings(stage) is None


async def test_a_panel_goes_on_after_a_restart_also_with_an_open_window(start: Start):
    stage = await start()
    panel = await channels(stage, "open")
    opened = await stage.discord.press(panel["id"], "Slow mode, quiet hours, rules", as_="moderator")
    await stage.stop()
    stage = await start()
    panel = await pick(stage, panel, "highest_quality", "low")
    assert "Saved." in panel["text"]
    await stage.discord.submit_modal(opened["id"], {"slow_mode": "1m"})
    now = await settings(stage)
    assert now is not None
    assert (now.highest_quality, now.slow_mode) == ("low", 60)


async def test_of_two_editors_both_decide_what_is_not_the_same(stage: Stage):
    first = await channels(stage, "open")
    second = await channels(stage, "edit", as_="owner")
    await pick(stage, first, "highest_quality", "low")
    seen = await pick(stage, second, "highest_resolution", "2k", as_="owner")
    for part in ("Saved.", f"Meanwhile <@{PEOPLE['moderator']}> changed:", "**highest quality**", "`low`"):
        assert part in seen["text"]
    assert await settings(stage) == ChannelSettings(highest_quality="low", highest_resolution="2k")


async def test_of_two_editors_of_the_same_the_second_sees_what_the_first_did(stage: Stage):
    first = await channels(stage, "open")
    second = await channels(stage, "edit", as_="owner")
    opened = await stage.discord.press(second["id"], "Slow mode, quiet hours, rules", as_="owner")
    mine = await stage.discord.press(first["id"], "Slow mode, quiet hours, rules", as_="moderator")
    await stage.discord.submit_modal(mine["id"], {"rules": "No foxes."})
    await stage.discord.submit_modal(opened["id"], {"rules": "Foxes only.", "slow_mode": "1m"})
    seen = await stage.discord.message(second["id"])
    assert "No foxes." in seen["text"]
    assert "Yours was not saved" in seen["text"]
    await stage.discord.wait_message("Foxes only", as_="owner", ephemeral=True)
    assert await settings(stage) == ChannelSettings(rules="No foxes.")


async def test_who_closes_a_channel_sees_first_what_others_changed_meanwhile(stage: Stage):
    panel = await channels(stage, "open")
    await channels(stage, "edit", slow_mode="30s")
    await stage.discord.press(panel["id"], "Close channel", as_="moderator")
    await channels(stage, "edit", as_="owner", rules="Be very kind.")
    await stage.discord.press(panel["id"], "Close it", as_="moderator")
    seen = await stage.discord.message(panel["id"])
    assert "Meanwhile <@1100000000000000014> changed:" in seen["text"]
    assert "Be very kind." in seen["text"]
    assert await settings(stage) is not None
    await stage.discord.press(panel["id"], "Close it", as_="moderator")
    assert await settings(stage) is None


async def test_what_is_wrong_in_a_window_loses_nothing_that_was_written(stage: Stage):
    panel = await channels(stage, "open")
    opened = await stage.discord.press(panel["id"], "Slow mode, quiet hours, rules", as_="moderator")
    await stage.discord.submit_modal(opened["id"], {"slow_mode": "-1", "rules": "Foxes only."})
    await stage.discord.wait_message("cannot be below zero", as_="moderator")
    await stage.discord.wait_message("Foxes only", as_="moderator")
    assert await settings(stage) == ChannelSettings()


async def test_the_panel_of_a_channel_that_was_closed_says_so(stage: Stage):
    panel = await channels(stage, "open")
    await channels(stage, "close", as_="owner")
    seen = await pick(stage, panel, "highest_quality", "low")
    assert "no image channel any more" in seen["text"]
    assert await settings(stage) is None


async def test_a_panel_is_for_who_opened_it_alone(stage: Stage):
    panel = await channels(stage, "open")
    assert panel["only_for"] == str(PEOPLE["moderator"])
    with pytest.raises(CannotError, match="for someone else alone"):
        await stage.discord.press(panel["id"], "Close channel", as_="second")


async def test_everyone_reads_what_the_channel_allows_and_can_begin_there(start: Start):
    stage = await start()
    await decide(stage, highest_quality="low", rules="Be **kind**.", slow_mode=60)
    asked = await stage.discord.slash("channels rules", {}, as_="moderator", wait=5)
    await stage.discord.wait_message("The panel is here", id=asked["original_id"])
    (panel,) = [each for each in await stage.discord.messages() if not each["ephemeral"]]
    for part in ("Pictures are made here", "Be **kind**.", "Slow mode: 1 minute", "up to `low`"):
        assert part in panel["text"]
    await stage.stop()
    stage = await start()
    opened = await stage.discord.press(panel["id"], "Create a picture")
    asked = await stage.discord.submit_modal(opened["id"], {"prompt": "a fox"})
    assert (await stage.ended(asked)).request.quality == "low"
    await channels(stage, "edit", rules="Be brave.")
    await stage.discord.wait_message("Be brave.", id=panel["id"])
    await stage.discord.slash("channels rules", {}, as_="moderator")
    await channels(stage, "close")
    await stage.discord.wait_deleted(panel["id"])


async def test_a_panel_that_somebody_deleted_is_posted_again_and_where_it_cannot_be_it_is_said(stage: Stage):
    await decide(stage)
    await stage.discord.slash("channels rules", {}, as_="moderator")
    panel = await stage.discord.wait_message("Pictures are made here", channel="images")
    await stage.discord.delete_message(panel["id"])
    await stage.discord.slash("channels rules", {}, as_="moderator")
    again = await stage.discord.wait_message("Pictures are made here", channel="images", ephemeral=False)
    assert again["id"] != panel["id"]
    await channels(stage, "open", channel="read-only")
    asked = await stage.discord.slash("channels rules", {"channel": "read-only"}, as_="moderator")
    await stage.discord.wait_message("cannot post there", id=asked["original_id"])


async def test_the_button_can_be_posted_where_pictures_are_made_everywhere(stage: Stage):
    asked = await stage.discord.slash("channels rules", {"channel": "after-dark"}, as_="moderator")
    told = await stage.discord.wait_message("See it where it was posted", id=asked["original_id"])
    panel = await stage.discord.wait_message("Pictures are made here", channel="after-dark", ephemeral=False)
    assert panel["id"] in told["text"]
    opened = await stage.discord.press(panel["id"], "Create a picture")
    asked = await stage.discord.submit_modal(opened["id"], {"prompt": "a fox"})
    assert (await stage.ended(asked)).state is JobState.DONE
    await decide(stage)
    refused = await stage.discord.slash("channels rules", {"channel": "after-dark"}, as_="moderator")
    assert "Open it first with `/channels open`" in refused["response"]["content"]


async def test_the_list_tells_all_and_turns_its_pages(stage: Stage):
    assert "no image channels here" in (await channels(stage, "list"))["text"]
    for number in range(10):
        await decide(stage, AFTER_DARK + 10 + number, slow_mode=30)
    await decide(stage)
    await stage.app.store.settings.open_and_close(STUDIO, opened=[AFTER_DARK], closed=[], by=1)
    listed = await channels(stage, "list")
    assert "Page 1 of 2" in listed["text"]
    assert "slow mode: 30 seconds" in listed["text"]
    assert "10 image channels were deleted" in listed["text"]
    await stage.discord.press(listed["id"], "Next", as_="moderator")
    assert "Page 2 of 2" in (await stage.discord.message(listed["id"]))["text"]
    await stage.discord.press(listed["id"], "Close deleted channels", as_="moderator")
    left = (await stage.discord.message(listed["id"]))["text"]
    assert "10 deleted channels are closed." in left
    assert f"<#{IMAGES}>" in left


async def test_models_are_offered_one_after_another(stage: Stage):
    offered = await stage.discord.autocomplete("channels edit", "models", "gpt-image-2-x, ", as_="moderator")
    assert [one["value"] for one in offered] == ["all", "gpt-image-2-x, gpt-image-2"]
    ratios = await stage.discord.autocomplete("channels edit", "ratio", "16", as_="moderator")
    assert [one["value"] for one in ratios] == ["all", "16:9", "9:16"]
