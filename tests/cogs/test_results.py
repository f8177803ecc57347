"""What can be done with a result: by whom, after a restart, and when it is gone."""

from typing import Any

import pytest

from tests.cogs.conftest import STUDIO, Stage, Start
from tests.support.tables import job_under

Json = dict[str, Any]
_TAKER = "gpt-image-2-x"


async def _result(stage: Stage, prompt: str = "a fox", **options: object) -> Json:
    asked = await stage.discord.imagine(prompt, **options)
    await stage.ended(asked)
    return await stage.discord.wait_message(id=asked["original_id"], files=1)


async def _made(stage: Stage, pressed: Json) -> Json:
    """The result that a press led to."""
    return await stage.discord.wait_message(id=pressed["original_id"], files=1)


async def test_again_makes_another_as_often_as_it_is_pressed_for_whoever_presses(stage: Stage):
    result = await _result(stage, aspect_ratio="3:2", quality="low")
    for person in ("member", "second", "second"):
        pressed = await stage.discord.press(result["id"], "Again", as_=person)
        await _made(stage, pressed)
        job = await job_under(stage.app.store, pressed["id"])
        assert job is not None
        assert (job.request.aspect_ratio, job.request.quality) == ("3:2", "low")
    assert len(await stage.gateway.requests(prompt="a fox", kind="submit")) == 4


async def test_edit_opens_with_everything_filled_in_and_paints_what_was_changed(stage: Stage):
    result = await _result(stage, aspect_ratio="3:2", quality="low")
    opened = await stage.discord.press(result["id"], "Edit")
    fields = {part["component"]["custom_id"]: part["component"] for part in opened["response"]["components"]}
    assert fields["prompt"]["value"] == "a fox"
    chosen = {
        name: next(each["value"] for each in field["options"] if each.get("default"))
        for name, field in fields.items()
        if name != "prompt"
    }
    assert chosen == {"aspect_ratio": "3:2", "quality": "low", "resolution": "1k", "count": "1"}
    sent = await stage.discord.submit_modal(
        opened["id"], {**chosen, "prompt": "a wolf", "aspect_ratio": "1:1"}
    )
    await _made(stage, sent)
    job = await job_under(stage.app.store, sent["id"])
    assert job is not None
    assert (job.request.prompt, job.request.aspect_ratio, job.request.quality) == ("a wolf", "1:1", "low")


async def test_larger_says_that_it_is_painted_anew_and_what_it_costs(stage: Stage):
    result = await _result(stage)
    pressed = await stage.discord.press(result["id"], "Larger")
    said = await stage.discord.wait_message("painted anew", id=pressed["original_id"])
    assert "It costs 4 credits" in said["text"]
    assert said["ephemeral"]
    larger = await _made(stage, await stage.discord.press(said["id"], "Paint it"))
    assert "2k" in larger["text"]
    largest = await _result(stage, resolution="4k")
    refused = await stage.discord.press(largest["id"], "Larger")
    assert "as large as that model paints" in refused["response"]["content"]


async def test_a_picture_is_gone_by(stage: Stage):
    result = await _result(stage)
    opened = await stage.discord.press(result["id"], "Use as reference")
    sent = await stage.discord.submit_modal(opened["id"], {"prompt": "in winter"})
    await _made(stage, sent)
    (submit,) = await stage.gateway.requests(prompt="in winter", kind="submit")
    assert submit["gateway"] == "octopusx"
    job = await job_under(stage.app.store, sent["id"])
    assert job is not None
    assert len(job.request.references) == 1


async def test_the_menu_of_a_message_goes_by_its_pictures(stage: Stage):
    result = await _result(stage)
    opened = await stage.discord.context("Use as reference", result["id"], as_="owner")
    sent = await stage.discord.submit_modal(opened["id"], {"prompt": "in spring"})
    await _made(stage, sent)
    (submit,) = await stage.gateway.requests(prompt="in spring", kind="submit")
    assert submit["gateway"] == "octopusx"
    words = await stage.discord.say("no picture here")
    refused = await stage.discord.context("Use as reference", words["id"])
    assert "no picture in that message" in refused["response"]["content"]


async def test_nobody_repeats_what_goes_by_anothers_picture(stage: Stage):
    result = await _result(stage)
    opened = await stage.discord.press(result["id"], "Use as reference")
    mine = await _made(stage, await stage.discord.submit_modal(opened["id"], {"prompt": "in winter"}))
    refused = await stage.discord.press(mine["id"], "Again", as_="owner")
    assert "only they can repeat it" in refused["response"]["content"]


async def test_the_original_is_the_file_as_the_gateway_made_it(stage: Stage):
    asked = await stage.discord.imagine("a fox")
    job = await stage.ended(asked)
    pressed = await stage.discord.press(asked["original_id"], "Original file", as_="owner")
    said = await stage.discord.wait_message(id=pressed["original_id"], files=1)
    assert said["ephemeral"]
    (picture,) = await stage.app.store.pictures.of(job.id)
    (file,) = said["files"]
    content = await stage.discord.download(file["url"])
    assert content == (stage.bot.results.images_dir / picture.path).read_bytes()


@pytest.mark.parametrize("hinted", [True, False])
async def test_of_several_originals_those_that_discord_takes_are_sent(stage: Stage, hinted: bool):
    asked = await stage.discord.imagine("two foxes", model=_TAKER, count=2)
    job = await stage.ended(asked)
    least, most = sorted(each.bytes for each in await stage.app.store.pictures.of(job.id))
    assert least < most
    for limit, files in ((most - 1, 1), (least - 1, 0)):
        advertised = limit if hinted else 10 * 1024 * 1024
        await stage.discord.settings(advertised_upload_limit=advertised, enforced_upload_limit=limit)
        pressed = await stage.discord.press(asked["original_id"], "Original file")
        said = await stage.discord.wait_message("larger than Discord", id=pressed["original_id"])
        assert len(said["files"]) == files


async def test_details_tell_everything_and_let_the_requester_describe(stage: Stage):
    result = await _result(stage)
    theirs = await stage.discord.press(result["id"], "Details", as_="owner")
    seen = await stage.discord.wait_message("Details", id=theirs["original_id"])
    assert "1024×1024 PNG" in seen["text"]
    assert "Change the description" not in str(await stage.discord.message(seen["id"]))
    mine = await stage.discord.press(result["id"], "Details")
    opened = await stage.discord.press(mine["original_id"], "Change the description")
    sent = await stage.discord.submit_modal(opened["id"], {"text": "An orange animal, asleep"})
    await stage.discord.wait_message("description is changed", id=sent["original_id"])
    message = await stage.discord.message(result["id"])
    assert "An orange animal, asleep" in str(message)
    original = await stage.discord.press(result["id"], "Original file", as_="owner")
    page = await stage.discord.slash("history")
    for shown in (original, page):
        seen = await stage.discord.wait_message(id=shown["original_id"], files=1)
        assert "An orange animal, asleep" in str(seen)
    assert len((await stage.discord.wait_message(id=result["id"], files=1))["files"]) == 1


async def test_each_of_several_pictures_is_described_for_itself(stage: Stage):
    asked = await stage.discord.imagine("two foxes", model=_TAKER, count=3)
    job = await stage.ended(asked)
    mine = await stage.discord.press(asked["original_id"], "Details")
    opened = await stage.discord.press(mine["original_id"], "Change the description")
    labels = [part["label"] for part in opened["response"]["components"]]
    assert labels == ["Picture 1", "Picture 2", "Picture 3"]
    written = {"text-0": "two foxes", "text-1": "Two at play", "text-2": ""}
    sent = await stage.discord.submit_modal(opened["id"], written)
    await stage.discord.wait_message("description is changed", id=sent["original_id"])
    kept = [each.alt_text for each in await stage.app.store.pictures.of(job.id)]
    assert kept == [None, "Two at play", None]
    gallery = (await stage.discord.message(asked["original_id"]))["message"]["components"][0]["components"][0]
    told = [item["description"] for item in gallery["items"]]
    assert told == ["two foxes", "Two at play", "two foxes"]


async def test_the_requester_deletes_after_a_second_thought(stage: Stage):
    result = await _result(stage)
    first = await stage.discord.press(result["id"], "Delete")
    await stage.discord.press(first["original_id"], "Keep it")
    await stage.discord.wait_message("Kept", id=first["original_id"])
    second = await stage.discord.press(result["id"], "Delete")
    await stage.discord.press(second["original_id"], "Delete")
    await stage.discord.wait_deleted(result["id"])
    await stage.discord.wait_message("Deleted.", id=second["original_id"])
    assert list(stage.bot.results.images_dir.iterdir()) == []


@pytest.mark.parametrize("person", ["second", "moderator"])
async def test_only_the_requester_and_moderators_delete(stage: Stage, person: str):
    result = await _result(stage)
    pressed = await stage.discord.press(result["id"], "Delete", as_=person)
    if person == "second":
        assert "kann" in pressed["response"]["content"] or "Only the person" in pressed["response"]["content"]
        return
    await stage.discord.press(pressed["original_id"], "Delete", as_=person)
    await stage.discord.wait_deleted(result["id"])


async def test_a_favourite_is_marked_and_unmarked(stage: Stage):
    result = await _result(stage)
    marked = await stage.discord.press(result["id"], "Favourite", as_="owner")
    assert "Marked as a favourite" in marked["response"]["content"]
    again = await stage.discord.press(result["id"], "Favourite", as_="owner")
    assert "No longer" in again["response"]["content"]


async def test_everything_works_after_a_restart_and_answers_when_the_picture_is_gone(start: Start):
    stage = await start()
    result = await _result(stage)
    opened = await stage.discord.press(result["id"], "Edit")
    await stage.stop()
    stage = await start()
    sent = await stage.discord.submit_modal(
        opened["id"],
        {"prompt": "a wolf", "aspect_ratio": "1:1", "quality": "low", "resolution": "1k", "count": "1"},
    )
    await _made(stage, sent)
    for file in stage.bot.results.images_dir.iterdir():
        file.unlink()
    for label in ("Original file", "Use as reference"):
        gone = await stage.discord.press(result["id"], label)
        assert "no longer have that picture" in gone["response"]["content"]
    await _made(stage, await stage.discord.press(result["id"], "Again"))
    assert (await stage.used(STUDIO))[-1] > 0
