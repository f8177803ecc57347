"""`/presets`, and `/imagine` with one: kept, chosen, passed over, deleted, and private."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from bot.chat.mine.presets import presets_card
from bot.domain.preset import MOST, Preset
from tests.cogs.conftest import Json, Stage, Start
from tests.cogs.test_operator import said
from tests.cogs.test_places import IMAGES, decide, whispered

ME = 1100000000000000011


async def presets(stage: Stage, what: str, **options: Any) -> str:
    answered = await stage.discord.slash(f"presets {what}", options, channel="dm")
    assert answered["response"]["flags"] & 64
    return said(answered)


async def drawn(stage: Stage, prompt: str, **options: Any) -> Json:
    request = (await stage.ended(await stage.discord.imagine(prompt, **options))).request
    return {
        "prompt": request.prompt, "model": request.model, "quality": request.quality,
        "ratio": request.aspect_ratio,
    }  # fmt: skip


async def test_a_preset_fills_what_the_command_leaves_open(stage: Stage):
    assert "You have no presets yet" in await presets(stage, "list")
    kept = await presets(
        stage, "save", name="Ink *Sketch*", text="black ink", model="gpt-image-2-x", quality="low"
    )
    assert "Ink \\*Sketch\\*" in kept
    assert "gpt-image-2-x · low" in kept
    defaults = {"quality": "high", "aspect_ratio": "4:3", "model": "gpt-image-2"}
    await stage.app.store.settings.change_user(ME, {"defaults": defaults})

    (offered,) = await stage.discord.autocomplete("imagine", "preset", "sket")
    name = offered["value"]
    assert await drawn(stage, "a fox", preset=name) == {
        "prompt": "a fox, black ink", "model": "gpt-image-2-x", "quality": "low", "ratio": "4:3"
    }  # fmt: skip
    named = await drawn(stage, "a fox", preset="INK *SKETCH*", quality="medium", model="gpt-image-2")
    assert (named["quality"], named["model"]) == ("medium", "gpt-image-2")

    await decide(stage, IMAGES, models=("gpt-image-2",), default_aspect_ratio="1:1")
    here = await drawn(stage, "a fox", preset=name)
    assert (here["model"], here["ratio"]) == ("gpt-image-2", "4:3")
    sizes = await stage.discord.autocomplete("imagine", "resolution", options={"preset": name}, channel="dm")
    assert not sizes


async def test_its_words_stand_in_the_window_already(stage: Stage):
    await presets(stage, "save", name="ink", text="black ink")
    asked = await stage.discord.imagine(preset="ink")
    assert "black ink" in json.dumps(asked["response"])


async def test_what_cannot_be_is_said_kindly(stage: Stage):
    assert "no preset called `nope`" in whispered(await stage.discord.imagine("a fox", preset="nope"))
    assert "no preset called `nope`" in await presets(stage, "delete", name="nope")
    assert "nothing in that preset" in await presets(stage, "save", name="empty")
    assert "does not take `extreme`" in await presets(stage, "save", name="p", quality="extreme")
    assert "no model called `crayon`" in await presets(stage, "save", name="p", model="crayon")
    assert "You have no presets yet" in await presets(stage, "list")


async def test_it_is_shown_exported_and_deleted_with_everything_about_somebody(stage: Stage):
    await presets(stage, "save", name="ink", text="black ink")
    await presets(stage, "save", name="chalk", text="white chalk")
    gone = await presets(stage, "delete", name="CHALK")
    assert "white chalk" in gone
    assert await stage.discord.autocomplete("presets delete", "name", as_="second") == []
    shown = await stage.discord.slash("privacy show")
    # What can be brought back is kept.
    assert "2 presets" in said(shown)
    asked = await stage.discord.slash("privacy export")
    message = await stage.discord.wait_message("everything I keep", id=asked["original_id"], files=1)
    with ZipFile(BytesIO(await stage.discord.download(message["files"][0]["url"]))) as archive:
        kept = {each["name"]: each for each in json.loads(archive.read("data.json"))["presets"]}
    assert kept["ink"]["document"]["text"] == "black ink"
    assert [bool(each["deleted_at"]) for each in (kept["ink"], kept["chalk"])] == [False, True]
    asked = await stage.discord.slash("privacy delete")
    await stage.discord.press(asked["original_id"], "Delete everything")
    await stage.discord.wait_message("Everything about you is deleted", id=asked["original_id"], timeout=30)
    assert await stage.app.store.presets.of(ME) == []


async def test_a_deleted_one_is_brought_back_even_after_a_restart(start: Start):
    stage = await start()
    await presets(stage, "save", name="ink", text="black ink")
    gone = await stage.discord.slash("presets delete", {"name": "ink"}, channel="dm")
    await stage.stop()
    stage = await start()
    back = await stage.discord.press(gone["original_id"], "Undo")
    assert "**ink** is back" in said(back)
    assert "black ink" in said(back)
    assert [each.name for each in await stage.app.store.presets.of(ME)] == ["ink"]
    again = await stage.discord.slash("presets delete", {"name": "ink"}, channel="dm")
    await presets(stage, "save", name="Ink", text="blue ink")
    kept = await stage.discord.press(again["original_id"], "Undo")
    assert "You have a preset called `Ink` again" in kept["response"]["content"]
    assert [each.text for each in await stage.app.store.presets.of(ME)] == ["blue ink"]


async def test_as_many_as_one_may_have_fit_into_one_answer(stage: Stage):
    long = {"model": "m" * 60, "quality": "q" * 60}
    most = [Preset(name="*" * 30 + f"{n:02}", text="_" * 1000, wishes=long) for n in range(MOST)]
    posted = await stage.bot.get_partial_messageable(IMAGES).send(view=presets_card(most))
    assert posted.id
