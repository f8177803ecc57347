"""`/imagine` from the first word to the posted picture."""

import json
from io import BytesIO

import pytest
from PIL import Image

from bot.domain.job import JobState
from tests.cogs.conftest import STUDIO, Stage, Start


async def test_a_picture_is_queued_painted_and_posted_on_one_card(stage: Stage):
    asked = await stage.discord.imagine("a red fox [[seconds: 2]]", aspect_ratio="16:9", quality="high")
    assert asked["state"] == "message"
    job = await stage.ended(asked)
    card = await stage.discord.wait_message("a red fox", id=asked["original_id"], files=1)
    told = [version["text"] for version in card["versions"]]
    assert "Waiting to start" in told[0]
    assert any("Painting" in text for text in told)
    assert "1280×720" in told[-1]
    assert [each["filename"] for each in card["files"]] == [f"{job.id}-0.png"]
    assert card["files"][0]["description"] == job.request.prompt
    assert "job:cancel" not in json.dumps(card["message"]["components"])
    assert (await stage.gateway.jobs())[0]["submits"] == 1
    picture = Image.open(BytesIO(await stage.discord.download(card["files"][0]["url"])))
    assert picture.size == (1280, 720)


async def test_the_queue_number_is_shown_while_there_is_one(stage: Stage):
    asked = await stage.discord.imagine("a tall ship [[position: 3]] [[seconds: 3]]")
    await stage.discord.wait_message("number [23]", id=asked["original_id"])
    assert (await stage.ended(asked)).state is JobState.DONE


async def test_what_is_slower_than_usual_is_said_so_long_before_it_is_given_up(stage: Stage):
    asked = await stage.discord.imagine("a slow fox [[seconds: 400]]")
    await stage.gateway.wait(prompt="a slow fox", polls=1)
    assert "slower" not in (await stage.discord.message(asked["original_id"]))["text"]
    for seconds, said in ((50, "A little slower than usual"), (60, "Much slower than usual")):
        stage.clock.skip(seconds)
        await stage.discord.wait_message(said, id=asked["original_id"])
    await stage.gateway.finish_all()
    assert (await stage.ended(asked)).state is JobState.DONE


async def test_without_a_prompt_a_window_opens_and_keeps_the_other_options(stage: Stage):
    opened = await stage.discord.imagine(aspect_ratio="21:9", count=2)
    assert opened["state"] == "modal"
    asked = await stage.discord.submit_modal(opened["id"], {"prompt": "a wide\nvalley"})
    job = await stage.ended(asked)
    assert job.request.prompt == "a wide\nvalley"
    assert (job.request.aspect_ratio, job.request.count) == ("21:9", 2)
    card = await stage.discord.wait_message("wide valley", files=2)
    assert [each["filename"] for each in card["files"]] == [f"{job.id}-0.png", f"{job.id}-1.png"]


async def test_a_blank_window_is_refused_like_a_blank_prompt(stage: Stage):
    opened = await stage.discord.imagine()
    asked = await stage.discord.submit_modal(opened["id"], {"prompt": " \u200b \u200b "})
    assert asked["response"]["flags"] & 64
    assert "nothing in that prompt" in asked["response"]["content"]


async def test_what_is_offered_depends_on_the_chosen_model(stage: Stage):
    async def offered(option: str, typed: str = "", **options: object) -> list[str]:
        choices = await stage.discord.autocomplete("imagine", option, typed, options=options)
        return [choice["value"] for choice in choices]

    assert "21:9" in await offered("aspect_ratio")
    assert "21:9" not in await offered("aspect_ratio", model="gpt-image-2-x")
    assert await offered("resolution") == ["1k", "2k", "4k"]
    assert await offered("resolution", model="gpt-image-2-x") == []
    assert await offered("format", "p", model="gpt-image-2") == ["png", "jpeg", "webp"]
    assert await offered("aspect_ratio", "16") == ["16:9", "9:16"]
    assert await offered("model") == ["gpt-image-2", "gpt-image-2-x"]
    assert await offered("model", "no such model") == []


async def test_choices_say_what_they_cost_before_anything_is_asked(stage: Stage):
    qualities = await stage.discord.autocomplete("imagine", "quality", options={"resolution": "2k"})
    assert [choice["name"] for choice in qualities] == [
        "low · 2 credits",
        "medium · 4 credits",
        "high · 8 credits",
    ]
    counts = await stage.discord.autocomplete("imagine", "count", options={"quality": "high"})
    assert counts[-1] == {"name": "4 · 16 credits", "value": 4}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"prompt": "\u200b\u200b"}, "nothing in that prompt"),
        ({"prompt": "a" * 6000}, "6,000 characters, and this model takes 4,000"),
        ({"prompt": "a fox", "aspect_ratio": "4:5"}, "does not take `4:5` as aspect ratio"),
        ({"prompt": "a fox", "quality": "ultra"}, "`low`, `medium` and `high`"),
        ({"prompt": "a fox", "resolution": "2k", "model": "gpt-image-2-x"}, "has no resolution"),
        ({"prompt": "a fox", "format": "gif"}, "`png`, `jpeg` and `webp`"),
        ({"prompt": "a fox", "count": 9}, "does not take `9` as count"),
        ({"prompt": "a fox", "model": "retired"}, "no model called `retired`"),
    ],
)
async def test_what_cannot_be_taken_is_refused_in_one_sentence_to_the_asker_alone(
    stage: Stage, options, said
):
    refused = await stage.discord.slash("imagine", options, outdated=True)
    assert refused["response"]["flags"] & 64
    assert said in refused["response"]["content"]
    assert await stage.used(STUDIO) == [0, 0]
    assert await stage.gateway.jobs() == []


@pytest.mark.parametrize("options", [{"prompt": "a fox", "count": "three"}, {"prompt": "a fox", "steps": 30}])
async def test_a_command_of_another_version_is_answered_in_words(stage: Stage, options):
    refused = await stage.discord.slash("imagine", options, outdated=True)
    assert "has changed since your Discord last looked" in refused["response"]["content"]


async def test_a_window_sent_twice_counts_once(stage: Stage):
    opened = await stage.discord.imagine()
    asked = await stage.discord.submit_modal(opened["id"], {"prompt": "a fox"})
    await stage.discord.duplicate(asked["id"])
    await stage.ended(asked)
    assert len(await stage.gateway.jobs()) == 1


async def test_a_prompt_full_of_mentions_pings_nobody(stage: Stage):
    asked = await stage.discord.imagine("@everyone @here <@1100000000000000012> <@&1100000000004194305>")
    await stage.ended(asked)
    messages = await stage.discord.messages()
    assert messages
    for message in messages:
        assert message["pinged"] == []
        assert "@everyone" not in message["text"]


async def test_a_spent_quota_is_refused_with_the_rule_the_use_and_the_reset(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="4")
    first = await stage.discord.imagine("a fox", quality="medium")
    await stage.ended(first)
    refused = await stage.discord.imagine("another fox", quality="medium", count=2)
    said = refused["response"]["content"]
    assert refused["response"]["flags"] & 64
    assert "this costs 4 credits, and you have 2 left today" in said
    assert "2 of 4 used" in said
    assert "the operator's usual limit" in said
    assert "would still fit: 2 credits." in said
    assert "<t:" in said
    assert await stage.used(STUDIO) == [2, 2]


async def test_the_card_says_what_is_left_of_the_quota(start: Start):
    stage = await start(GUILD_DAILY_CREDITS="100", MEMBER_DAILY_CREDITS="50")
    asked = await stage.discord.imagine("a fox", quality="high")
    first = (await stage.discord.message(asked["original_id"]))["versions"][0]["text"]
    assert "4 credits, 46 left · " in first
    await stage.ended(asked)


async def test_too_many_open_jobs_are_refused(start: Start):
    stage = await start(MAX_OPEN_JOBS="1")
    first = await stage.discord.imagine("slow [[seconds: 60]]")
    await stage.gateway.wait(jobs=1)
    refused = await stage.discord.imagine("one more")
    assert "1 request open" in refused["response"]["content"]
    await stage.gateway.finish_all()
    await stage.ended(first)


@pytest.mark.parametrize(
    ("channel", "named"),
    [("read-only", "Send Messages"), ("no-files", "Attach Files"), ("hidden", "View Channel")],
)
async def test_a_missing_permission_is_named_before_anything_is_spent(stage: Stage, channel, named):
    refused = await stage.discord.imagine("a fox", channel=channel)
    assert refused["response"]["flags"] & 64
    assert f"**{named}**" in refused["response"]["content"]
    assert await stage.used(STUDIO) == [0, 0]
    assert await stage.gateway.jobs() == []


async def test_it_works_in_a_direct_conversation(stage: Stage):
    asked = await stage.discord.imagine("a fox", channel="dm")
    assert (await stage.ended(asked)).state is JobState.DONE
    await stage.discord.wait_message("a fox", id=asked["original_id"], files=1)
    assert await stage.used(None) == [2]


async def test_it_works_where_only_the_reader_brought_the_app(stage: Stage):
    asked = await stage.discord.imagine("a fox", channel="elsewhere", as_="stranger")
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path, job.origin.can_post) == (JobState.DONE, "original", False)


async def test_an_interaction_sent_twice_is_taken_once(stage: Stage):
    asked = await stage.discord.imagine("a fox [[seconds: 2]]")
    await stage.discord.duplicate(asked["id"])
    await stage.ended(asked)
    await stage.discord.duplicate(asked["id"])
    await stage.discord.slash("credits")
    assert len(await stage.gateway.jobs()) == 1
    assert await stage.used(STUDIO) == [2, 2]
    assert len(await stage.discord.messages(as_="second")) == 1


async def test_an_interaction_of_an_earlier_process_is_not_taken_again(start: Start):
    stage = await start()
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    stage.bot.seen.forget()
    await stage.discord.duplicate(asked["id"])
    await stage.discord.slash("credits")
    assert len(await stage.gateway.jobs()) == 1
    assert await stage.used(STUDIO) == [2, 2]


async def test_an_answer_that_comes_too_late_costs_nothing(stage: Stage):
    fault = await stage.discord.fault("hold", "/callback$", method="POST")
    asked = await stage.discord.imagine("a fox", wait=0)
    await stage.discord.advance(4)
    await stage.discord.release(fault)
    await stage.discord.wait_log("/callback$", status=404)
    job = await stage.ended(asked)
    assert job.state is JobState.CANCELLED
    assert await stage.used(STUDIO) == [0, 0]
    assert await stage.gateway.jobs() == []
    assert [each["code"] for each in (await stage.discord.standing())["refusals"]][:1] == [10062]


@pytest.mark.parametrize("action", ["drop", "drop-after"])
async def test_an_answer_lost_on_the_way_costs_nothing(stage: Stage, action):
    await stage.discord.fault(action, "/callback$", method="POST")
    asked = await stage.discord.imagine("a fox", wait=0)
    await stage.discord.wait_log("/callback$")
    job = await stage.ended(asked)
    assert job.state is JobState.CANCELLED
    assert await stage.used(STUDIO) == [0, 0]
    assert await stage.gateway.jobs() == []
    for card in await stage.discord.messages():
        assert "Nothing was charged" in card["text"]


async def test_an_answer_that_cannot_be_drawn_costs_nothing(stage: Stage, monkeypatch):
    def broken(*_args):
        raise ValueError("cannot be drawn")

    monkeypatch.setattr("bot.chat.sketch.status_card", broken)
    asked = await stage.discord.imagine("a fox")
    assert "Something broke on my side" in asked["response"]["content"]
    job = await stage.ended(asked)
    assert job.state is JobState.CANCELLED
    assert await stage.used(STUDIO) == [0, 0]
    assert await stage.gateway.jobs() == []


async def test_slow_accepting_is_bridged_and_the_card_comes_after(stage: Stage):
    async with stage.app.store.database.write():
        asked = await stage.discord.imagine("a fox")
        assert asked["state"] == "deferred"
    assert (await stage.ended(asked)).state is JobState.DONE
    await stage.discord.wait_message("a fox", id=asked["original_id"], files=1)


async def test_a_refusal_after_a_bridge_is_for_the_asker_alone(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="1")
    async with stage.app.store.database.write():
        asked = await stage.discord.imagine("a fox")
        assert asked["state"] == "deferred"
    told = await stage.discord.wait_message("never fits", as_="member", ephemeral=True)
    assert told["only_for"] is not None
    assert await stage.discord.messages(as_="second") == []


async def test_a_bot_about_to_restart_says_so(stage: Stage):
    stage.app.engine.drain()
    refused = await stage.discord.imagine("a fox")
    assert "about to restart" in refused["response"]["content"]


async def test_a_window_goes_on_after_a_restart_with_everything_that_was_chosen(start: Start):
    stage = await start()
    opened = await stage.discord.imagine(aspect_ratio="21:9", private=True)
    await stage.stop()
    stage = await start()
    sent = await stage.discord.submit_modal(opened["id"], {"prompt": "a wide valley"})
    job = await stage.ended(sent)
    assert (job.request.prompt, job.request.aspect_ratio, job.private) == ("a wide valley", "21:9", True)


async def test_what_was_written_in_a_forgotten_window_is_given_back(stage: Stage):
    opened = await stage.discord.imagine()
    stage.clock.skip(25 * 3600)
    sent = await stage.discord.submit_modal(opened["id"], {"prompt": "a wide valley"})
    assert "a wide valley" in sent["response"]["content"]
    assert sent["response"]["flags"] & 64
