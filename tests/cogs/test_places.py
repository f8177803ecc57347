"""Where pictures are asked for, and what a channel makes of a wish."""

import pytest

from tests.cogs.conftest import STUDIO, Json, Stage

IMAGES, MODERATORS = 1100000000000000101, 1100000000000000103
PEOPLE = {"member": 1100000000000000011, "moderator": 1100000000000000013}


async def decide(stage: Stage, channel: int = IMAGES, **settings: object) -> None:
    await stage.app.store.settings.change_channel(STUDIO, channel, settings, by=PEOPLE["moderator"])


def whispered(answered: Json) -> str:
    assert answered["response"]["flags"] & 64
    return str(answered["response"]["content"])


async def test_elsewhere_one_is_told_where_to_go_before_anything_is_written(stage: Stage):
    await decide(stage)
    said = whispered(await stage.discord.imagine("a fox", channel="after-dark"))
    assert f"<#{IMAGES}>" in said
    assert f"<#{IMAGES}>" in whispered(await stage.discord.imagine(channel="after-dark"))
    # Where the bot may not post either, there is one thing to do, not two.
    assert f"<#{IMAGES}>" in whispered(await stage.discord.imagine("a fox", channel="read-only"))
    assert (await stage.discord.imagine("a fox", channel="club-images"))["response"]["components"]
    assert (await stage.discord.imagine("a fox", channel="dm"))["state"] == "message"


async def test_one_is_sent_to_no_channel_that_is_gone_or_closed_to_them(stage: Stage):
    await decide(stage, MODERATORS)
    await decide(stage, 77)
    said = whispered(await stage.discord.imagine("a fox"))
    assert "nor in any other that you can open" in said
    said = whispered(await stage.discord.imagine("a fox", as_="moderator"))
    assert f"Go to <#{MODERATORS}>." in said


async def test_a_thread_is_its_channel(stage: Stage):
    await decide(stage, highest_quality="low")
    thread = await stage.discord.thread("images", "foxes")
    said = whispered(await stage.discord.imagine("a fox", quality="high", channel=thread))
    assert "`low` is the highest" in said
    asked = await stage.discord.imagine("a fox", channel=thread)
    assert (await stage.ended(asked)).request.quality == "low"


async def test_only_what_is_allowed_is_offered(stage: Stage):
    every = await stage.discord.autocomplete("imagine", "model")
    await decide(stage, models=("gpt-image-2",), highest_quality="medium", highest_resolution="2k")
    assert [one["value"] for one in await stage.discord.autocomplete("imagine", "model")] == ["gpt-image-2"]
    qualities = await stage.discord.autocomplete("imagine", "quality")
    assert [one["value"] for one in qualities] == ["low", "medium"]
    resolutions = await stage.discord.autocomplete("imagine", "resolution")
    assert [one["value"] for one in resolutions] == ["1k", "2k"]
    assert await stage.discord.autocomplete("imagine", "model", channel="club-images") == every


@pytest.mark.parametrize(("options", "ratio"), [({}, "16:9"), ({"aspect_ratio": "1:1"}, "1:1")])
async def test_the_channels_ratio_is_used_where_none_is_named(stage: Stage, options, ratio):
    await decide(stage, default_aspect_ratio="16:9")
    asked = await stage.discord.imagine("a fox", **options)
    assert (await stage.ended(asked)).request.aspect_ratio == ratio


async def test_the_members_own_wish_goes_before_the_channels(stage: Stage):
    await decide(stage, default_aspect_ratio="16:9")
    defaults = {"aspect_ratio": "2:3", "model": "gpt-image-2-x"}
    await stage.app.store.settings.change_user(PEOPLE["member"], {"defaults": defaults})
    job = await stage.ended(await stage.discord.imagine("a fox"))
    assert (job.request.aspect_ratio, job.request.model) == ("2:3", "gpt-image-2-x")


async def test_in_slow_mode_the_next_request_waits(stage: Stage):
    await decide(stage, slow_mode=3600)
    await stage.ended(await stage.discord.imagine("a fox"))
    assert "slow mode" in whispered(await stage.discord.imagine("an owl"))
    await stage.ended(await stage.discord.imagine("an owl", as_="second"))
