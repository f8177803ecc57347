"""`/setup export` and `/setup import`: given out as a file, looked at, applied as a whole or not at all."""

import json
from typing import Any

import pytest

from bot.domain.quota import Measure, Rule, Scope
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_places import IMAGES, PEOPLE, decide
from tests.support.discord import file

NAME = "inkling-settings.json"


async def _export(stage: Stage) -> Json:
    asked = await stage.discord.slash("setup export", as_="moderator")
    message = await stage.discord.message(asked["original_id"])
    assert message["ephemeral"]
    return dict(json.loads(await stage.discord.download(message["files"][0]["url"])))


async def _import(stage: Stage, document: Any, as_: str = "moderator") -> Json:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    given = {"file": file(NAME, content, "application/json")}
    asked = await stage.discord.slash("setup import", given, as_=as_)
    # What cannot be taken is said in place of the answer.
    return await stage.discord.wait_message("", id=asked["original_id"], loading=False)


async def _press(stage: Stage, panel: Json, button: str, then: str) -> Json:
    """The panel once it says so."""
    await stage.discord.press(panel["id"], button, as_="moderator")
    return await stage.discord.wait_message(then, id=panel["id"])


async def test_what_was_exported_comes_back_as_it_was(stage: Stage):
    await decide(stage, slow_mode=30, rules="Be kind.")
    await stage.discord.slash("quota set", {"credits": 5}, as_="moderator", outdated=True)
    document = await _export(stage)
    assert document["inkling"] == 1
    assert document["channels"][str(IMAGES)]["slow_mode"] == 30
    assert "nothing to change" in (await _import(stage, document))["text"]
    await stage.app.store.settings.close_channel(STUDIO, IMAGES, by=1)
    panel = await _import(stage, document)
    assert f"**slow mode** (<#{IMAGES}>): off → 30 seconds" in panel["text"]
    await _press(stage, panel, "Apply all of it", "Done: 3 settings were changed.")
    again = await _export(stage)
    assert again == document | {"exported_at": again["exported_at"]}
    assert (await stage.app.store.changes.recent(STUDIO, limit=1))[0].by_user_id == PEOPLE["moderator"]


async def test_what_was_deleted_on_discord_is_not_exported_so_that_it_can_be_imported(stage: Stage):
    store = stage.app.store
    await decide(stage, slow_mode=30)
    await decide(stage, 1100000000000000104)
    await store.settings.change_guild(STUDIO, {"moderators_channel_id": 1100000000000000104}, by=1)
    for scope, subject in ((Scope.ROLE, 79), (Scope.CHANNEL, 1100000000000000104), (Scope.MEMBER, 81)):
        rule = Rule(guild_id=STUDIO, scope=scope, subject_id=subject, measure=Measure.CREDITS_DAY, amount=1)
        await store.rules.set(rule, by=1)
    assert len((await _export(stage))["channels"]) == 2
    await stage.discord.change_channel("read-only", "delete")
    document = await _export(stage)
    assert list(document["channels"]) == [str(IMAGES)]
    assert [each["scope"] for each in document["quotas"]] == ["member"]
    assert document["settings"]["moderators_channel_id"] is None
    panel = await _import(stage, document)
    await _press(stage, panel, "Apply all of it", "Done: 4 settings were changed.")
    assert list(await store.settings.channels(STUDIO)) == [IMAGES]


async def test_a_diff_is_applied_after_a_restart_and_turned_page_by_page(start: Start):
    stage = await start()
    filters = [{"kind": "word", "pattern": f"fox{number} " + "x" * 40} for number in range(60)]
    panel = await _import(stage, {"inkling": 1, "settings": {"strikes": None}, "filters": filters})
    assert "61 settings would change" in panel["text"]
    assert "**strikes before moderators are told**: 5 → never" in panel["text"]
    await stage.stop()
    stage = await start()
    panel = await _press(stage, panel, "Next", "Page 2 of 2")
    panel = await _press(stage, panel, "Previous", "Page 1 of 2")
    await _press(stage, panel, "Apply all of it", "61 settings were changed")
    assert len(await stage.app.store.safety.filters.of(STUDIO)) == 60


async def test_what_changed_meanwhile_is_shown_before_anything_is_applied(stage: Stage):
    panel = await _import(stage, {"inkling": 1, "settings": {"time_zone": "Asia/Tokyo", "strikes": 3}})
    await stage.app.store.settings.change_guild(STUDIO, {"time_zone": "Europe/Berlin"}, by=1)
    panel = await _press(stage, panel, "Apply all of it", "nothing was applied")
    assert "`Europe/Berlin` → `Asia/Tokyo`" in panel["text"]
    assert (await stage.app.store.settings.guild(STUDIO)).settings.strikes == 5
    await _press(stage, panel, "Apply all of it", "2 settings were changed")
    assert (await stage.app.store.settings.guild(STUDIO)).settings.time_zone == "Asia/Tokyo"


async def test_who_thinks_better_of_it_changes_nothing(stage: Stage):
    panel = await _import(stage, {"inkling": 1, "settings": {"strikes": 3}})
    await _press(stage, panel, "Change nothing", "Nothing was changed.")
    assert (await stage.app.store.settings.guild(STUDIO)).version == 0


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b'{"inkling": 1, "settings": {', "cut off"),
        (b"[" * 100_000, "no JSON"),
        (b" " * 2_000_000, "larger than any export"),
        ({"settings": {}}, "no export of settings"),
        ({"inkling": 99}, "newer version"),
        ({"inkling": 1, "settings": {"`colour`": 1, "strikes": "many"}}, "2 things in that file are wrong"),
        ({"inkling": 1, "channels": {"5": {}}}, "`channels.5` names no channel or role of this server"),
    ],
)
async def test_a_file_that_is_not_taken_changes_nothing_and_says_why(stage: Stage, document, said):
    assert said in (await _import(stage, document))["text"]
    assert (await stage.app.store.settings.guild(STUDIO)).version == 0
