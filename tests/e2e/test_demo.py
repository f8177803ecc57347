"""What a newcomer types first."""

import asyncio
import re
import signal

import aiohttp
import pytest
from PIL import Image

from sandbox.demo.processes import Child, ChildDied
from sandbox.demo.stage import staged, watched
from tests.support.program import started

pytestmark = pytest.mark.e2e


async def test_one_imagine_is_played_to_the_posted_picture(tmp_path):
    async with started(
        "sandbox", "demo", "--prompt", "a red fox", "--median-seconds", "0.1", folder=tmp_path
    ) as demo:
        ended = await demo.ended()
    assert ended.code == 0, ended.err
    saved = re.search(r"^Saved: (.+)$", ended.out, re.MULTILINE)
    assert saved is not None
    with Image.open(tmp_path / saved[1]) as picture:
        assert picture.format == "PNG"
    assert ended.out.index("Cancel") < ended.out.index("Saved: ")
    assert re.search(r"\b\d+ credits, \d+ left\b", ended.out)
    assert "**" not in ended.out


async def test_a_job_that_fails_is_told_and_is_no_success(tmp_path):
    prompt = "[[fault: content_policy_violation@task]]"
    async with started(
        "sandbox", "demo", "--prompt", prompt, "--median-seconds", "0.1", folder=tmp_path
    ) as demo:
        ended = await demo.ended()
    assert ended.code == 1
    assert "safety rules" in ended.out
    assert "No picture was posted" in ended.err
    assert not (tmp_path / "demo-out").exists()


async def test_something_to_look_at_until_interrupted(tmp_path):
    async with started("sandbox", "demo", "--port", "0", folder=tmp_path) as demo:
        told = await demo.line("Look here", stream="stdout")
        page = told.split()[-1]
        async with aiohttp.ClientSession() as session:
            async with session.get(page) as answer:
                assert answer.status == 200
            demo.tell(signal.SIGINT)
            assert (await demo.ended()).code == 0
            with pytest.raises(aiohttp.ClientConnectionError):
                await session.get(page)


async def test_when_one_dies_it_is_named_and_the_others_are_stopped():
    async def look():
        await asyncio.Event().wait()

    async with staged(page_port=0, median_seconds=1.0) as stage:
        stage.bot.child.process.kill()
        with pytest.raises(ChildDied, match="The bot ended with exit code -9"):
            await watched(stage.children, look())
    stand_ins = [child for child in stage.children if isinstance(child, Child)]
    assert [child.process.returncode is None for child in (*stand_ins, stage.bot.child)] == [False] * 3
