"""Windows for a request: pictures attached in them, and what a refusal gives back."""

from base64 import b64decode
from typing import Any

import pytest

from bot.domain.job import Job, JobState
from bot.gateways.prepare import prepare
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_appeals import open_desk
from tests.cogs.test_places import PEOPLE
from tests.cogs.test_places import decide as decide_channel
from tests.support.discord import file
from tests.support.tables import job_under
from tests.unit.gateways.pictures import half_and_half

TAKER = "gpt-image-2-x"
ONE, TWO, THREE = (half_and_half("PNG", (40 + number, 30)) for number in range(3))


@pytest.fixture
def ready(tmp_path):
    """What should reach the gateway of pictures."""

    def of(*contents: bytes) -> list[bytes]:
        made = []
        for content in contents:
            (tmp_path / "expected").write_bytes(content)
            made.append(prepare(tmp_path / "expected", name="expected"))
        return made

    return of


def fields(window: Json) -> dict[str, Json]:
    """The inputs of a window with their labels, by custom id."""
    assert window["state"] == "modal", window
    parts = window["response"]["components"]
    return {part["component"]["custom_id"]: part["component"] | {"said": part} for part in parts}


def filled(window: Json, **values: Any) -> Json:
    """What is sent of a window if nothing but this is changed."""
    kept: Json = {}
    for name, part in fields(window).items():
        if "options" in part:
            kept[name] = [each["value"] for each in part["options"] if each.get("default")]
        elif part.get("value"):
            kept[name] = part["value"]
    return kept | values


async def made(stage: Stage, asked: Json) -> Job:
    job = await stage.ended(asked)
    assert job.state is JobState.DONE, job
    return job


async def sent(stage: Stage, job: Job) -> list[bytes]:
    """The pictures the gateway got with a job."""
    taken = (await stage.gateway.jobs(prompt=job.request.prompt))[-1]
    image = taken["body"].get("image", [])
    return [b64decode(text) for text in ([image] if isinstance(image, str) else image)]


async def refusal(stage: Stage, asked: Json, text: str) -> Json:
    """The message to the asker alone that says so."""
    return await stage.discord.wait_message(text, as_="member", ephemeral=True, interaction=asked["id"])


async def test_pictures_attached_in_the_window_are_gone_by(stage: Stage, ready):
    """Who has wishes that another model takes is not refused for it."""
    defaults = {"resolution": "2k", "aspect_ratio": "16:9"}
    await stage.app.store.settings.change_user(PEOPLE["member"], {"defaults": defaults})
    window = await stage.discord.imagine(quality="low")
    upload = fields(window)["pictures"]
    assert (upload["type"], upload["max_values"], upload["required"]) == (19, 4, False)
    values = filled(window, prompt="like these", pictures=[file("one.png", ONE), file("two.png", TWO)])
    job = await made(stage, await stage.discord.submit_modal(window["id"], values))
    assert (job.request.model, job.request.quality, job.request.aspect_ratio) == (TAKER, "low", "16:9")
    assert await sent(stage, job) == ready(ONE, TWO)


async def test_a_window_offers_room_for_what_can_be_taken(stage: Stage, ready):
    assert "pictures" not in fields(await stage.discord.imagine(model="gpt-image-2"))
    window = await stage.discord.imagine(reference=file("one.png", ONE))
    upload = fields(window)["pictures"]
    assert upload["max_values"] == 3
    assert "1 picture is attached already" in upload["said"]["description"]
    values = filled(window, prompt="both", pictures=[file("two.png", TWO)])
    assert await sent(
        stage, await made(stage, await stage.discord.submit_modal(window["id"], values))
    ) == ready(ONE, TWO)
    await decide_channel(stage, models=("gpt-image-2",))
    assert "pictures" not in fields(await stage.discord.imagine())


async def test_what_is_refused_is_given_back_but_for_the_picture_that_is_not_taken(start: Start, ready):
    stage = await start()
    window = await stage.discord.imagine()
    pictures = [file("image.png", ONE), file("image.png", b"no picture"), file("image.png", TWO)]
    values = {"prompt": "a long thought", "pictures": pictures}
    asked = await stage.discord.submit_modal(window["id"], values)
    told = await refusal(stage, asked, "is not a picture I can read")
    assert "kept for a day" in told["text"]
    assert await stage.used(STUDIO) == [0, 0]
    await stage.stop()
    stage = await start()
    again = await stage.discord.press(told["id"], "Edit")
    inputs = fields(again)
    assert inputs["prompt"]["value"] == "a long thought"
    assert "2 pictures are attached already" in inputs["pictures"]["said"]["description"]
    await stage.stop()
    stage = await start()
    sending = filled(again, pictures=[file("three.png", THREE)], quality="low")
    job = await made(stage, await stage.discord.submit_modal(again["id"], sending))
    assert (job.request.prompt, job.request.quality) == ("a long thought", "low")
    assert await sent(stage, job) == ready(ONE, TWO, THREE)


async def test_an_option_another_model_has_is_left_open_in_what_is_given_back(stage: Stage):
    picture = file("one.png", ONE)
    asked = await stage.discord.imagine("a fox", reference=picture, model="gpt-image-2", aspect_ratio="21:9")
    told = await refusal(stage, asked, "takes no pictures to go by")
    window = await stage.discord.press(told["id"], "Edit")
    ratios = [each["value"] for each in fields(window)["aspect_ratio"]["options"]]
    assert "21:9" not in ratios
    assert "resolution" not in fields(window)
    job = await made(stage, await stage.discord.submit_modal(window["id"], filled(window)))
    assert (job.request.model, job.request.aspect_ratio) == (TAKER, None)


async def test_a_prompt_that_is_too_long_is_given_back_as_far_as_it_fits(stage: Stage):
    asked = await stage.discord.imagine("x" * 6000)
    told = await refusal(stage, asked, "6,000 characters, and this model takes 4,000")
    window = await stage.discord.press(told["id"], "Edit")
    assert fields(window)["prompt"]["value"] == "x" * 4000
    sending = filled(window, prompt="a short thought")
    await made(stage, await stage.discord.submit_modal(window["id"], sending))


async def test_slow_mode_keeps_what_was_written_until_it_is_over(stage: Stage):
    await decide_channel(stage, slow_mode=3600)
    window = await stage.discord.imagine()
    await made(stage, await stage.discord.imagine("a fox"))
    asked = await stage.discord.submit_modal(window["id"], {"prompt": "an owl"})
    told = await refusal(stage, asked, "slow mode")
    too_soon = await stage.discord.press(told["id"], "Edit")
    assert "slow mode" in too_soon["response"]["content"]
    stage.clock.skip(3600)
    again = await stage.discord.press(told["id"], "Edit")
    await made(stage, await stage.discord.submit_modal(again["id"], filled(again)))


@pytest.mark.parametrize("way", ["Paint", "Ask a moderator"])
async def test_a_limit_does_not_lose_the_pictures(stage: Stage, ready, way):
    await open_desk(stage, credits_a_day=2)
    options = {"count": 2, "quality": "medium", "reference": file("one.png", ONE)}
    asked = await stage.discord.imagine("two foxes", **options)
    told = await refusal(stage, asked, "kept for a day")
    (button,) = [each for each in buttons(told) if each["label"].startswith(way)]
    draft_id = button["custom_id"].split(":")[2]
    pressed = await stage.discord.press(told["id"], button["label"])
    key = f"draft:{draft_id}"
    if way == "Ask a moderator":
        await stage.discord.submit_modal(pressed["id"], {"why": ""})
        card = await stage.discord.wait_message("for an exception", channel="moderators", as_="moderator")
        await stage.discord.press(card["id"], "Approve", as_="moderator")
        await stage.discord.wait_message("approved", id=card["id"], as_="moderator")
        key = f"appeal:{draft_id}"
    else:
        await stage.discord.wait_message("two foxes", channel="images", ephemeral=False)
    accepted = await job_under(stage.app.store, key)
    assert accepted is not None
    assert await sent(stage, await stage.app.engine.wait(accepted.id)) == ready(ONE)


def buttons(message: Json) -> list[Json]:
    """The buttons of a message of words."""
    return [part for row in message["message"]["components"] for part in row["components"]]


async def test_edit_keeps_the_pictures_or_takes_others(stage: Stage, ready):
    asked = await stage.discord.imagine("like this", reference=file("one.png", ONE))
    await made(stage, asked)
    window = await stage.discord.press(asked["original_id"], "Edit")
    assert "keep the 1 picture" in fields(window)["pictures"]["said"]["description"]
    kept = await stage.discord.submit_modal(window["id"], filled(window, prompt="the same"))
    assert await sent(stage, await made(stage, kept)) == ready(ONE)
    others = await stage.discord.press(asked["original_id"], "Edit")
    sending = filled(others, prompt="another", pictures=[file("two.png", TWO)])
    assert await sent(stage, await made(stage, await stage.discord.submit_modal(others["id"], sending))) == (
        ready(TWO)
    )


async def test_who_is_private_by_habit_uses_a_reference_in_private(stage: Stage):
    asked = await stage.discord.imagine("a fox")
    await made(stage, asked)
    await stage.app.store.settings.change_user(PEOPLE["member"], {"private": True})
    for opened in (
        await stage.discord.context("Use as reference", asked["original_id"]),
        await stage.discord.press(asked["original_id"], "Use as reference"),
    ):
        job = await made(stage, await stage.discord.submit_modal(opened["id"], {"prompt": "alone"}))
        assert job.private


async def test_nobody_opens_or_sends_what_another_keeps(stage: Stage):
    """A window's id tells nothing, and opens nothing to others."""
    window = await stage.discord.imagine()
    asked = await stage.discord.submit_modal(window["id"], {"prompt": "\u200b"})
    told = await refusal(stage, asked, "nothing in that prompt")
    again = await stage.discord.press(told["id"], "Edit")
    await stage.app.store.drafts.forget_of(PEOPLE["member"])
    lost = await stage.discord.submit_modal(again["id"], filled(again, prompt="a long thought"))
    assert "a long thought" in lost["response"]["content"]
    gone = await stage.discord.press(told["id"], "Edit")
    assert "no longer have that request" in gone["response"]["content"]
