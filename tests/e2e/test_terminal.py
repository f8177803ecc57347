"""`inkling imagine`, `backup` and the bad input of the command line, as processes against the stand-ins."""

import signal
import sqlite3
from base64 import b64decode
from pathlib import Path

import pytest
from PIL import Image

from bot.gateways.prepare import prepare
from tests.support.gateway import start_gateway
from tests.support.program import inkling, settings, started
from tests.unit.gateways.pictures import from_a_phone, half_and_half

pytestmark = pytest.mark.e2e


@pytest.fixture
async def gateway():
    async with start_gateway(median_seconds=0.1) as running:
        yield running


async def test_pictures_are_saved_with_the_extension_of_what_they_are(gateway, tmp_path):
    environ = settings(folder=tmp_path, gateway=gateway)
    wish = ("imagine", "a red fox", "--count", "2", "--aspect-ratio", "16:9", "--quality", "low")
    made = await inkling(*wish, "--format", "webp", "-o", "fox.png", folder=tmp_path, environ=environ)
    assert (made.code, made.out.split()) == (0, ["fox-1.webp", "fox-2.webp"])
    with Image.open(tmp_path / "fox-2.webp") as picture:
        assert picture.format == "WEBP"
        assert picture.width > picture.height
    bodies = [job["body"] for job in await gateway.control.jobs(prompt="a red fox")]
    assert len(bodies) == 2
    assert all(body["input"]["aspect_ratio"] == "16:9" for body in bodies)
    assert "Painting" in made.err or "queue" in made.err


async def test_nothing_is_sent_when_a_file_is_in_the_way(gateway, tmp_path):
    (tmp_path / "fox.png").write_bytes(b"mine")
    environ = settings(folder=tmp_path, gateway=gateway)
    made = await inkling("imagine", "a red fox", "-o", "fox.png", folder=tmp_path, environ=environ)
    assert made.code == 73
    assert made.err == "inkling: fox.png exists and is not overwritten. Choose another name.\n"
    assert await gateway.control.jobs() == []


async def test_three_valued_watermark_style_and_background_reach_the_gateway(gateway, tmp_path):
    environ = settings(folder=tmp_path, gateway=gateway)
    wish = ("imagine", "a quiet lake", "--model", "gpt-image-2-x", "--no-watermark")
    assert (await inkling(*wish, folder=tmp_path, environ=environ)).code == 0
    (job,) = await gateway.control.jobs(prompt="a quiet lake")
    assert job["body"]["watermark"] is False


async def test_pictures_to_go_by_reach_a_model_that_takes_them(gateway, tmp_path):
    pictures = [half_and_half("PNG"), from_a_phone()]
    for number, content in enumerate(pictures):
        (tmp_path / f"{number}.png").write_bytes(content)
    wish = ("imagine", "like these", "--reference", "0.png", "--reference", "1.png", "-o", "made.png")
    made = await inkling(*wish, folder=tmp_path, environ=settings(folder=tmp_path, gateway=gateway))
    assert (made.code, made.out.split()) == (0, ["made.png"])
    (job,) = await gateway.control.jobs(prompt="like these", gateway="octopusx")
    sent = [b64decode(text) for text in job["body"]["image"]]
    assert sent == [prepare(tmp_path / f"{number}.png", name="") for number in range(2)]


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("a fox", "--reference", "gone.png"), 2, "gone.png"),
        (("a fox", "--reference", "bad.png"), 2, "bad.png is not a picture I can read"),
        (("a fox", "--reference", "bad.png", "--model", "gpt-image-2"), 2, "Pick gpt-image-2-x"),
        (("  ",), 2, "nothing in that prompt"),
        (("x" * 6000,), 2, "6,000 characters"),
        (("a fox", "--aspect-ratio", "5:17"), 2, "5:17"),
        (("a fox", "--model", "gone"), 2, "no model called gone"),
        (("a fox", "-o", "nowhere/fox.png"), 73, "no folder"),
        (("a fox", "-o", "f" * 300), 73, "too long"),
        (("[[fault: content_policy_violation@task]]",), 1, "Nothing was charged"),
        (("[[fault: not_an_image@fetch]]",), 1, "error "),
    ],
)
async def test_bad_wishes_end_in_one_sentence(gateway, tmp_path, arguments, code, word):
    (tmp_path / "bad.png").write_text("no picture")
    made = await inkling(
        "imagine", *arguments, folder=tmp_path, environ=settings(folder=tmp_path, gateway=gateway)
    )
    assert made.code == code, made.err
    assert word in made.err
    assert "Traceback" not in made.err
    assert "**" not in made.err
    assert made.out == ""


async def test_a_wrong_key_is_told_and_never_shown(gateway, tmp_path):
    environ = settings(folder=tmp_path, gateway=gateway) | {"OPENOCTOPUS_API_KEY": "ooq_wrong_key_123"}
    made = await inkling("imagine", "a fox", folder=tmp_path, environ=environ)
    assert made.code == 1
    assert "key" in made.err
    assert "ooq_wrong_key_123" not in made.err


async def test_interrupting_stops_the_job(gateway, tmp_path):
    environ = settings(folder=tmp_path, gateway=gateway)
    async with started(
        "bot", "imagine", "a slow fox [[seconds: 500]]", folder=tmp_path, environ=environ
    ) as program:
        await gateway.control.wait(prompt="a slow fox", polls=1)
        program.tell(signal.SIGINT)
        ended = await program.ended()
    assert ended.code == 130
    assert "Stopped" in ended.err
    assert ended.out == ""


async def test_a_picture_that_cannot_be_saved_is_kept_and_named(gateway, tmp_path):
    (folder := tmp_path / "soon-gone").mkdir()
    environ = settings(folder=tmp_path, gateway=gateway)
    wish = ("imagine", "a homeless fox [[seconds: 500]]", "-o", "soon-gone/fox.png")
    async with started("bot", *wish, folder=tmp_path, environ=environ) as program:
        await gateway.control.wait(prompt="a homeless fox", polls=1)
        folder.rmdir()
        await gateway.control.finish_all()
        ended = await program.ended()
    assert ended.code == 1
    assert "Made, but not saved" in ended.err
    with Image.open(Path(ended.err.split("Kept at ")[1].strip())) as kept:
        assert kept.format == "PNG"


async def test_a_killed_call_is_finished_by_the_next_without_paying_twice(gateway, tmp_path):
    environ = settings(folder=tmp_path, gateway=gateway) | {"MAX_OPEN_JOBS": "1"}
    async with started(
        "bot", "imagine", "a lost fox [[seconds: 500]]", folder=tmp_path, environ=environ
    ) as program:
        await gateway.control.wait(prompt="a lost fox", polls=1)
        program.process.kill()
    await gateway.control.finish_all(prompt="a lost fox")
    async with started(
        "bot", "imagine", "a new fox [[seconds: 500]]", folder=tmp_path, environ=environ
    ) as program:
        await gateway.control.wait(prompt="a lost fox", downloads=1)
        await gateway.control.wait(prompt="a new fox", polls=1)
        await gateway.control.finish_all()
        ended = await program.ended()
    assert ended.code == 0
    assert len(ended.out.split()) == 2
    assert len(await gateway.control.jobs(prompt="a lost fox")) == 1


async def test_a_backup_is_a_database_and_overwrites_nothing(gateway, tmp_path):
    environ = settings(folder=tmp_path, gateway=gateway)
    missing = await inkling("backup", "copy.db", folder=tmp_path, environ=environ)
    assert (missing.code, "no database" in missing.err) == (73, True)
    assert (await inkling("doctor", folder=tmp_path, environ=environ)).code == 1
    assert (await inkling("backup", "copy.db", folder=tmp_path, environ=environ)).code == 0
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.execute("SELECT count(*) FROM jobs").fetchone() == (0,)
    copy.close()
    assert (await inkling("backup", "copy.db", folder=tmp_path, environ=environ)).code == 73


@pytest.mark.parametrize("command", ["run", "doctor", "invite"])
async def test_a_broken_configuration_gives_one_line_per_fault(tmp_path, command):
    (tmp_path / ".env").write_text("GATEWAY_CONCURRENCY=many\nLOG_FORMAT=xml\nnot a line at all\n")
    ended = await inkling(command, folder=tmp_path)
    told = ended.err + ended.out
    for word in ("GATEWAY_CONCURRENCY: 'many'", "LOG_FORMAT: 'xml'", "line 3"):
        assert word in told
    assert ended.code == (1 if command == "doctor" else 78)
    assert len(told.splitlines()) >= 3
    assert "Traceback" not in told


async def test_a_broken_catalogue_names_the_entry(gateway, tmp_path):
    (tmp_path / "models.toml").write_text('[models."gpt-image-2"]\nprices = "cheap"\n')
    environ = settings(folder=tmp_path, gateway=gateway) | {"MODELS_FILE": "models.toml"}
    ended = await inkling("imagine", "a fox", folder=tmp_path, environ=environ)
    assert ended.code == 78
    assert "gpt-image-2" in ended.err
    assert "Traceback" not in ended.err


async def test_invite_prints_nothing_but_the_link(tmp_path):
    environ = {"DISCORD_TOKEN": "MTEwMDAwMDAwMDAwMDAwMDAwMQ.sandbox.not-a-secret"}
    ended = await inkling("invite", folder=tmp_path, environ=environ)
    assert ended.code == 0
    assert ended.out.startswith("https://discord.com/oauth2/authorize?client_id=1100000000000000001")
    assert len(ended.out.splitlines()) == 1
