"""`/history` and `/favourites`: found, turned, opened and taken along, by nobody else."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from bot.domain.job import JobState
from tests.cogs.conftest import Stage, Start


async def _album(stage: Stage, command: str = "history", **how: Any) -> dict[str, Any]:
    asked = await stage.discord.slash(command, how.pop("options", {}), **how)
    return await stage.discord.wait_message(id=asked["original_id"], loading=False)


async def _made(stage: Stage, *prompts: str, **how: Any) -> list[dict[str, Any]]:
    asked = [await stage.discord.imagine(prompt, **how) for prompt in prompts]
    for each in asked:
        await stage.ended(each)
    return asked


async def test_what_was_made_is_found_again_with_small_pictures(stage: Stage):
    await _made(stage, "a red fox", "a blue wolf")
    await _made(stage, "not mine", as_="owner")
    page = await _album(stage)
    assert page["ephemeral"]
    assert "a red fox" in page["text"]
    assert "a blue wolf" in page["text"]
    assert "not mine" not in page["text"]
    assert len(page["files"]) == 2
    found = await _album(stage, options={"search": "WOLF"})
    assert "a blue wolf" in found["text"]
    assert "a red fox" not in found["text"]
    none = await _album(stage, options={"search": "100%_"})
    assert "None of your pictures has" in none["text"]


async def test_nobody_has_pictures_at_first(stage: Stage):
    assert "Make one with `/imagine`" in (await _album(stage))["text"]
    assert "no favourites yet" in (await _album(stage, "favourites"))["text"]


async def test_pages_are_turned_after_a_restart(start: Start):
    stage = await start()
    await _made(stage, *(f"fox number {number}" for number in range(7)))
    page = await _album(stage)
    assert "Page 1 of 2" in page["text"]
    await stage.stop()
    stage = await start()
    await stage.discord.press(page["id"], "Next")
    turned = await stage.discord.wait_message("Page 2 of 2", id=page["id"])
    assert "fox number 0" in turned["text"]
    assert "fox number 6" not in turned["text"]


async def test_one_is_opened_whole_and_a_page_is_taken_along(stage: Stage):
    (asked,) = await _made(stage, "a red fox", count=2)
    page = await _album(stage)
    job = await stage.job_of(asked)
    chosen = await stage.discord.choose(page["id"], "mine:open", [job.id])
    opened = await stage.discord.wait_message(id=chosen["original_id"], files=2)
    assert opened["ephemeral"]
    await stage.discord.press(page["id"], "Download these")
    sent = await stage.discord.wait_message("Untouched", files=1)
    archive = ZipFile(BytesIO(await stage.discord.download(sent["files"][0]["url"])))
    pictures = await stage.app.store.pictures.of(job.id)
    assert [archive.read(name) for name in archive.namelist()] == [
        (stage.bot.results.images_dir / each.path).read_bytes() for each in pictures
    ]


async def _taken_along(stage: Stage, message: str, button: str, said: str) -> list[list[str]]:
    """The names in each archive that a press led to, once that is said."""
    pressed = await stage.discord.press(message, button)
    await stage.discord.wait_message(said, id=pressed["original_id"], files=1)
    sent = [each for each in await stage.discord.messages() if each["interaction_id"] == pressed["id"]]
    assert all(each["ephemeral"] for each in sent)
    contents = [await stage.discord.download(each["files"][0]["url"]) for each in sent]
    return [ZipFile(BytesIO(content)).namelist() for content in contents]


async def test_all_pages_are_taken_along_in_as_many_archives_as_it_takes(start: Start):
    stage = await start()
    made = await _made(stage, *(f"fox number {number}" for number in range(6)), count=2)
    page = await _album(stage)
    await stage.stop()
    stage = await start()
    everything = [f"{(await stage.job_of(each)).id}-{place}.png" for each in made[::-1] for place in (0, 1)]
    assert await _taken_along(stage, page["id"], "Download all", "made them:$") == [everything]
    assert await _taken_along(stage, page["id"], "Download these", "made them:$") == [everything[:10]]
    largest = max(each.stat().st_size for each in stage.bot.results.images_dir.iterdir())
    await stage.discord.settings(advertised_upload_limit=largest + 4096, enforced_upload_limit=largest + 4096)
    archives = await _taken_along(stage, page["id"], "Download all", "Discord takes no more in one answer")
    assert archives == [[name] for name in everything[:10]]


async def test_favourites_are_what_one_marked_oneself(stage: Stage):
    (fox, _) = await _made(stage, "a red fox", "a blue wolf")
    await stage.discord.press(fox["original_id"], "Favourite", as_="owner")
    assert "a red fox" in (await _album(stage, "favourites", as_="owner"))["text"]
    assert "no favourites yet" in (await _album(stage, "favourites"))["text"]


async def test_a_picture_of_ones_own_is_gone_by(start: Start):
    stage = await start()
    await _made(stage, "a red fox", "a blue wolf", count=2)
    page = await _album(stage)
    (job_id,) = [value for value, label in _offered(page, "mine:use") if label == "a blue wolf"]
    await stage.stop()
    stage = await start()
    window = await stage.discord.choose(page["id"], "mine:use", [job_id])
    await stage.stop()
    stage = await start()
    asked = await stage.discord.submit_modal(window["id"], {"prompt": "in winter", "picture": ["0", "1"]})
    job = await stage.ended(asked)
    assert (job.request.model, len(job.request.references)) == ("gpt-image-2-x", 2)


async def test_what_could_not_be_handed_over_is_found_here_and_opened(stage: Stage):
    asked = await stage.discord.imagine("a lost fox [[seconds: 300]]")
    await stage.gateway.wait(jobs=1)
    await stage.discord.expire(asked["id"])
    await stage.discord.dms("member", open_=False)
    await stage.discord.change_channel("images", "lock")
    await stage.gateway.finish_all()
    assert (await stage.ended(asked)).state is JobState.UNDELIVERABLE
    page = await _album(stage, channel="after-dark")
    assert "could not post this one or send it to you" in page["text"]
    ((job_id, _),) = _offered(page, "mine:open")
    chosen = await stage.discord.choose(page["id"], "mine:open", [job_id])
    whole = await stage.discord.wait_message("a lost fox", id=chosen["original_id"], files=1)
    for label in ("Details", "Original file"):
        pressed = await stage.discord.press(whole["id"], label)
        await stage.discord.wait_message(id=pressed["original_id"], loading=False)
    asked = await stage.discord.press(whole["id"], "Delete")
    await stage.discord.wait_message(id=asked["original_id"], loading=False)
    await stage.discord.press(asked["original_id"], "Delete")
    await stage.discord.wait_message("Deleted.", id=asked["original_id"])
    assert "no pictures on file" in (await _album(stage, channel="after-dark"))["text"]


def _offered(page: dict[str, Any], menu: str) -> list[tuple[str, str]]:
    """What a menu of a page offers: values and labels."""
    rows = page["message"]["components"][0]["components"]
    (found,) = [part for row in rows for part in row.get("components", ()) if part.get("custom_id") == menu]
    return [(option["value"], option["label"]) for option in found["options"]]
