"""Pictures to go by: from the attachment to what the gateway gets, and what is not taken."""

import json
from base64 import b64decode
from pathlib import Path

import pytest

from bot.domain.job import Job, JobState
from bot.domain.reference import MAX_BYTES
from bot.gateways.prepare import prepare
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.support.discord import file
from tests.unit.gateways.pictures import claiming, drawn, from_a_phone, half_and_half, moving

TAKER = "gpt-image-2-x"


@pytest.fixture
def ready(tmp_path):
    """What should reach the gateway of a picture."""

    def of(content: bytes) -> bytes:
        path = tmp_path / "expected"
        path.write_bytes(content)
        return prepare(path, name="expected")

    return of


async def _sent(stage: Stage, job: Job) -> list[bytes]:
    """The pictures the gateway got with a job's last submit."""
    taken = (await stage.gateway.jobs(prompt=job.request.prompt))[-1]
    image = taken["body"].get("image", [])
    return [b64decode(text) for text in ([image] if isinstance(image, str) else image)]


async def _options(stage: Stage) -> list[Json]:
    (command,) = [each for each in await stage.discord.commands() if each["name"] == "imagine"]
    return [option for option in command["options"] if option["type"] == 11]


def _left_over(folder: Path) -> list[str]:
    return [path.name for path in (folder / "references").glob("*")]


@pytest.mark.parametrize("picture", [from_a_phone(), moving(), drawn("PNG", (2500, 900))])
async def test_what_is_attached_reaches_the_gateway_made_ready(stage: Stage, ready, picture):
    asked = await stage.discord.imagine("like this", reference=file("me.png", picture))
    assert asked["state"] == "deferred"
    job = await stage.ended(asked)
    assert (job.state, job.request.model) == (JobState.DONE, TAKER)
    assert await _sent(stage, job) == [ready(picture)]
    card = await stage.discord.wait_message("like this", id=asked["original_id"], files=1)
    assert all("1 reference" in version["text"] for version in card["versions"] if version["text"])


async def test_several_arrive_in_their_order(stage: Stage, ready):
    pictures = [half_and_half(kind, (40 + number, 30)) for number, kind in enumerate(["PNG", "JPEG", "WEBP"])]
    options = {
        name: file(f"{name}.png", picture)
        for name, picture in zip(("reference", "reference2", "reference4"), pictures, strict=True)
    }
    asked = await stage.discord.imagine("like these", model=TAKER, **options)
    job = await stage.ended(asked)
    assert await _sent(stage, job) == [ready(picture) for picture in pictures]
    card = await stage.discord.wait_message("like these", id=asked["original_id"], files=1)
    assert "3 references" in card["text"]


async def test_without_a_prompt_the_window_keeps_the_picture(stage: Stage, ready):
    picture = half_and_half("JPEG")
    opened = await stage.discord.imagine(reference=file("me.jpg", picture))
    assert opened["state"] == "modal"
    asked = await stage.discord.submit_modal(opened["id"], {"prompt": "written later"})
    assert await _sent(stage, await stage.ended(asked)) == [ready(picture)]


_SHORT = half_and_half("JPEG")[:300]
_BAD = [
    ("empty.png", b"", "`empty.png` is an empty file"),
    ("large.png", drawn() + bytes(40 * 2**20), "`large.png` is too large for me"),
    ("lie.png", b"<html>not a picture</html>" * 10, "is not a picture I can read, whatever its name says"),
    ("cut.jpg", _SHORT, "`cut.jpg` is damaged or cut off"),
    ("bomb.png", claiming(30_000, 30_000), "`bomb.png` has too many pixels"),
    ("anything.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(100), "`anything.mp4` is not a picture"),
]


@pytest.mark.parametrize(("name", "content", "said"), _BAD, ids=[name for name, _, _ in _BAD])
async def test_what_is_not_taken_is_told_to_the_asker_alone(stage: Stage, tmp_path, name, content, said):
    asked = await stage.discord.imagine("like this", reference=file(name, content))
    told = await _refusal(stage, asked)
    assert said in told
    assert "Nothing was charged." in told
    assert await stage.discord.messages(as_="second") == []
    assert await stage.used(STUDIO) == [0, 0]
    assert await stage.gateway.jobs() == []
    assert _left_over(tmp_path) == []


async def _refusal(stage: Stage, asked: Json) -> str:
    """What the asker is told, at once or after "thinking"."""
    if asked["state"] == "message":
        assert asked["response"]["flags"] & 64
        return str(asked["response"]["content"])
    told = await stage.discord.wait_message("charged|Pick|takes", as_="member", ephemeral=True, loading=False)
    return str(told["text"])


async def test_a_bad_picture_is_refused_before_the_window_opens(stage: Stage):
    refused = await stage.discord.imagine(reference=file("empty.png", b""))
    assert "`empty.png` is an empty file" in await _refusal(stage, refused)


async def test_of_several_one_bad_picture_is_named(stage: Stage):
    asked = await stage.discord.imagine(
        "like these", reference=file("good.png", half_and_half("PNG")), reference2=file("bad.png", b"no")
    )
    assert "`bad.png` is not a picture" in await _refusal(stage, asked)
    assert await stage.used(STUDIO) == [0, 0]


async def test_another_wrong_option_is_told_before_anything_is_fetched(stage: Stage):
    fault = await stage.discord.fault("hold", "/attachments/", method="GET")
    picture = file("me.png", half_and_half("PNG"))
    asked = await stage.discord.imagine("like this", reference=picture, model=TAKER, aspect_ratio="21:9")
    assert "does not take `21:9`" in await _refusal(stage, asked)
    await stage.discord.release(fault)


async def test_a_model_that_takes_none_is_refused_with_one_that_does(stage: Stage):
    picture = file("me.png", half_and_half("PNG"))
    asked = await stage.discord.imagine("like this", reference=picture, model="gpt-image-2")
    told = await _refusal(stage, asked)
    assert told.startswith(
        "`gpt-image-2` takes no pictures to go by. Pick `gpt-image-2-x` as model for that, or attach fewer."
    )
    assert await stage.gateway.jobs() == []


@pytest.mark.parametrize("action", ["status", "drop"])
async def test_a_picture_that_cannot_be_fetched_is_told(stage: Stage, action):
    await stage.discord.fault(action, "/attachments/", method="GET", status=404, times=9)
    asked = await stage.discord.imagine("like this", reference=file("me.png", half_and_half("PNG")))
    assert "`me.png` did not reach me" in await _refusal(stage, asked)
    assert await stage.used(STUDIO) == [0, 0]


async def test_a_picture_that_is_slow_to_come_does_not_delay_the_answer(stage: Stage, ready):
    picture = half_and_half("PNG")
    fault = await stage.discord.fault("hold", "/attachments/", method="GET")
    asked = await stage.discord.imagine("a patient one", reference=file("me.png", picture))
    assert asked["state"] == "deferred"
    await stage.discord.wait_fault(fault)
    assert await stage.gateway.jobs() == []
    await stage.discord.release(fault)
    assert await _sent(stage, await stage.ended(asked)) == [ready(picture)]


async def test_it_survives_a_restart_before_it_is_sent(start: Start, ready):
    picture = from_a_phone("WEBP")
    first = await start(GATEWAY_CONCURRENCY="1")
    await first.discord.imagine("first in line [[seconds: 300]]", model=TAKER)
    await first.gateway.wait(jobs=1)
    asked = await first.discord.imagine("like this", reference=file("me.webp", picture))
    job = await first.job_of(asked)
    assert len(job.request.references) == 1
    await first.stop()
    second = await start(GATEWAY_CONCURRENCY="10")
    await first.gateway.finish_all()
    done = await second.app.engine.wait(job.id)
    assert (done.state, done.request) == (JobState.DONE, job.request)
    assert await _sent(second, done) == [ready(picture)]


async def test_try_again_keeps_it(stage: Stage, ready):
    picture = half_and_half("GIF")
    await stage.gateway.fault("provider_offline@submit x3", match="like this")
    asked = await stage.discord.imagine("like this", reference=file("me.gif", picture))
    failed = await stage.ended(asked)
    assert failed.failure_code == "provider_offline"
    await stage.discord.wait_message("1 reference", id=asked["original_id"])
    again = await stage.discord.press(asked["original_id"], "Try again")
    await stage.discord.wait_message("like this", id=again["original_id"], files=1)
    assert await _sent(stage, failed) == [ready(picture)]


async def test_a_picture_that_was_removed_meanwhile_is_told_and_costs_nothing(stage: Stage, tmp_path):
    await stage.gateway.fault("provider_offline@submit x3", match="like this")
    asked = await stage.discord.imagine("like this", reference=file("me.png", half_and_half("PNG")))
    failed = await stage.ended(asked)
    (tmp_path / "references" / failed.request.references[0]).unlink()
    again = await stage.discord.press(asked["original_id"], "Try again")
    card = await stage.discord.wait_message("no longer in my storage", id=again["original_id"])
    assert "Nothing was charged" in card["text"]
    assert "Try again" not in json.dumps(card["message"]["components"])
    assert await stage.used(STUDIO) == [0, 0]


async def test_a_full_disk_is_told(stage: Stage, tmp_path):
    (tmp_path / "references").write_text("in the way")
    asked = await stage.discord.imagine("like this", reference=file("me.png", half_and_half("PNG")))
    assert "`me.png` found no room" in await _refusal(stage, asked)


async def test_options_are_those_the_models_on_offer_need(start: Start, tmp_path):
    assert [option["name"] for option in await _options(await start())] == [
        "reference",
        "reference2",
        "reference3",
        "reference4",
    ]


@pytest.mark.parametrize("most", [0, 1, 9])
async def test_no_more_options_than_a_model_takes(start: Start, tmp_path, most):
    models = tmp_path / "models.toml"
    models.write_text(f'[models."{TAKER}"]\nmax_references = {most}\n')
    stage = await start(MODELS_FILE=str(models))
    names = [option["name"] for option in await _options(stage)]
    assert names == ["reference", "reference2", "reference3", "reference4"][:most]
    asked = await stage.discord.imagine("without any")
    assert (await stage.ended(asked)).state is JobState.DONE


async def test_models_that_take_what_is_attached_are_offered(stage: Stage):
    picture = file("me.png", half_and_half("PNG"))
    offered = await stage.discord.autocomplete("imagine", "model", options={"reference": picture})
    assert [choice["value"] for choice in offered] == [TAKER]
    ratios = await stage.discord.autocomplete("imagine", "aspect_ratio", options={"reference": picture})
    assert "21:9" not in [choice["value"] for choice in ratios]


async def test_the_limit_is_discords_word_for_it(stage: Stage):
    """What it says of a file's size is believed for a refusal, not for taking it."""
    assert MAX_BYTES < 40 * 2**20
    log = await stage.discord.log("/attachments/")
    await stage.discord.imagine("like this", reference=file("large.png", bytes(40 * 2**20)))
    assert await stage.discord.log("/attachments/") == log
