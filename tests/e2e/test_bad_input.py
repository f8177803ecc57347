"""What the world may throw at a running bot: one clear end for each, the reserve back, nothing lost."""

import asyncio
import re
import socket
from dataclasses import dataclass

import pytest

from bot.chat.words import failure
from tests.support.gateway import OPENOCTOPUS_KEY, start_gateway
from tests.support.world import Json, World

pytestmark = pytest.mark.e2e

SLOW = "[[seconds: 500]]"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault of the stand-in, and how the job ends."""

    fault: str
    #: The code people are told; "" if the picture arrives after all.
    told: str = ""
    submits: int = 1


#: The submit may have been taken, and nobody can say: it is not sent again.
LOST = "submit_unknown"
TROUBLES = (
    Trouble("html_502@submit", LOST),
    Trouble("broken_json@submit", LOST),
    Trouble("nonsense_json@submit", LOST),
    Trouble("half_answer@submit", LOST),
    Trouble("missing_id@submit", LOST),
    Trouble("never@submit", LOST),
    Trouble("drop@submit taken", LOST),
    Trouble("reset@submit", LOST),
    Trouble("not_http@submit", LOST),
    Trouble("late@submit seconds=0.5"),
    Trouble("rate_limited@submit x2 retry_after=1", submits=3),
    Trouble("a_word_of_their_own@submit http=418", "a_word_of_their_own"),
    Trouble("html_502@poll x2"),
    Trouble("broken_json@poll x2"),
    Trouble("nonsense_json@poll x2"),
    Trouble("half_answer@poll x2"),
    Trouble("reset@poll x2"),
    Trouble("rate_limited@poll x2 retry_date=2"),
    Trouble("unknown_status@poll x2 status=reticulating"),
    Trouble("not_found_200@poll x2"),
    Trouble("never@poll x1"),
    Trouble("empty_assets@task", "upstream_result_missing", submits=3),
    Trouble("cancelled@task", "task_cancelled"),
    Trouble("elsewhere@task url=http://10.0.0.1/x.png", "download_failed"),
    Trouble("html_502@file x1"),
    Trouble("half_answer@file x1"),
    Trouble("slow_body@file seconds=1"),
    Trouble("wrong_mime@file mime=text/html"),
    Trouble("other_format@file format=jpeg"),
    Trouble("not_an_image@file", "image_invalid"),
    Trouble("truncated@file", "image_invalid"),
    Trouble("empty_file@file", "image_invalid"),
    Trouble("huge@file mib=4", "image_too_large"),
    Trouble("huge@file mib=4 length=hidden", "image_too_large"),
    Trouble("bomb@file", "image_bomb"),
    Trouble("file_not_found@file", "file_not_found"),
)


async def test_whatever_a_gateway_answers_the_job_ends_in_words_or_in_a_picture(world: World) -> None:
    async with world.bot(SUBMIT_TIMEOUT="3", MAX_IMAGE_BYTES=str(3 * 2**20)):
        asked = await asyncio.gather(*(world.discord.imagine(prompt(each), wait=30) for each in TROUBLES))
        await asyncio.gather(
            *(ended(world, trouble, each) for trouble, each in zip(TROUBLES, asked, strict=True))
        )


def prompt(trouble: Trouble) -> str:
    return f"<{trouble.fault}> [[fault: {trouble.fault}]]"


async def ended(world: World, trouble: Trouble, asked: Json) -> None:
    """Wait for the end, and look at what people see and pay."""
    if trouble.told:
        await told(world, asked, trouble.told)
    else:
        await world.posted(asked)
    assert await world.submits(f"<{trouble.fault}>") == trouble.submits, trouble


async def told(world: World, asked: Json, code: str) -> None:
    """The card says what happened, that nothing was charged, and what to do."""
    words = failure(code)
    card = await world.card(asked, re.escape(words.happened))
    job = world.job(asked)
    assert (job["state"], job["failure_code"]) == ("failed", code), job["request"]
    for part in (words.charged, job["error_id"]):
        assert part in card["text"]
    # Of some troubles the operator was told, and then the card says so.
    assert words.next in card["text"] or failure(code, operator_knows=True).next in card["text"]
    assert world.kept(asked) == 0


async def test_a_model_taken_off_the_list_ends_what_waits_and_not_what_is_painted(world: World) -> None:
    async with world.bot(GATEWAY_CONCURRENCY="1"):
        painted = await world.discord.imagine(f"a painted fox {SLOW}")
        await world.gateway.wait(prompt="a painted fox", polls=1)
        waiting = await world.discord.imagine("a waiting fox")
    (world.folder / "models.toml").write_text('[models."gpt-image-2"]\nenabled = false\n')
    async with world.bot(GATEWAY_CONCURRENCY="1"):
        await world.gateway.finish_all()
        await world.posted(painted)
        await told(world, waiting, "model_gone")
        refused = await world.discord.imagine("a third fox", model="gpt-image-2")
        assert "no model called `gpt-image-2`" in refused["response"]["content"]
    assert await world.submits("a waiting fox") == 0
    assert await world.submits("a painted fox") == 1


async def test_a_revoked_key_is_told_as_the_operators_and_a_restored_one_works_again(world: World) -> None:
    async with world.bot():
        painted = await world.discord.imagine(f"a painted fox {SLOW}")
        await world.gateway.wait(prompt="a painted fox", polls=1)
        await world.gateway.revoke(OPENOCTOPUS_KEY)
        refused = await world.discord.imagine("a refused fox")
        await told(world, refused, "invalid_api_key")
        await told(world, painted, "invalid_api_key")
        await world.gateway.restore(OPENOCTOPUS_KEY)
        await world.posted(await world.discord.imagine("a welcome fox"))
    assert await world.submits("a refused fox") == 1


async def test_a_gateway_that_is_down_is_tried_for_a_while_and_paid_once(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        port, dead = one.getsockname()[1], other.getsockname()[1]
    async with world.bot(
        OPENOCTOPUS_BASE_URL=f"http://127.0.0.1:{port}", OCTOPUSX_BASE_URL=f"http://127.0.0.1:{dead}/v1"
    ):
        patient = await world.discord.imagine("a patient fox")
        hopeless = await world.discord.imagine("a hopeless fox", model="gpt-image-2-x")
        async with start_gateway(openoctopus_port=port) as late:
            await world.posted(patient)
            assert len(await late.control.requests(prompt="a patient fox", kind="submit")) == 1
        await told(world, hopeless, "gateway_unreachable")
