"""Other words for pictures that were posted: in every message that shows them."""

import pytest

from bot.domain.guild import Nsfw
from bot.domain.job import Job
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.favoured import OTHERS, like, open_showcase, painted, settled, shown

#: Longer than an interaction token lives.
_QUARTER_HOUR = 15 * 60 + 1


async def _describe(stage: Stage, result: Json, *told: str) -> Json:
    """The requester writes one description for each picture; the answer."""
    mine = await stage.discord.press(result["id"], "Details")
    opened = await stage.discord.press(mine["original_id"], "Change the description")
    fields = [f"text-{place}" for place in range(len(told))] if len(told) > 1 else ["text"]
    sent = await stage.discord.submit_modal(opened["id"], dict(zip(fields, told, strict=True)))
    return await stage.discord.wait_message("description", id=sent["original_id"])


def _told(message: Json) -> list[tuple[str, str]]:
    """Name and description of each picture of a message."""
    items = message["message"]["components"][0]["components"][0]["items"]
    return [(item["media"]["url"].split("?")[0].rsplit("/", 1)[1], item["description"]) for item in items]


async def _split(stage: Stage) -> tuple[Job, Json]:
    """Two pictures of which no two fit into one message; the one with the card."""
    await stage.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=12_000)
    asked = await stage.discord.imagine("two detailed towns", count=2)
    job = await stage.ended(asked)
    return job, await stage.discord.message(asked["original_id"])


@pytest.mark.parametrize("late", [False, True])
async def test_pictures_in_further_messages_are_described_as_well(start: Start, late: bool):
    stage = await start(MENTION_AFTER_SECONDS="3000")
    job, card = await _split(stage)
    if late:
        stage.clock.skip(_QUARTER_HOUR)
    answer = await _describe(stage, card, "A town by day", "A town by night")
    assert answer["text"] == "The description is changed."
    messages = await stage.discord.messages()
    told = [_told(each) for each in messages if not each["ephemeral"]]
    assert told == [[(f"{job.id}-0.webp", "A town by day")], [(f"{job.id}-1.webp", "A town by night")]]
    assert [len(each["files"]) for each in messages if not each["ephemeral"]] == [1, 1]


async def test_where_one_of_them_cannot_be_reached_that_is_said(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="3000")
    job, card = await _split(stage)
    await stage.discord.permissions("images", "bot", deny=["READ_MESSAGE_HISTORY"])
    answer = await _describe(stage, card, "A town by day", "A town by night")
    assert "could not be changed" in answer["text"]
    kept = [each.alt_text for each in await stage.app.store.pictures.of(job.id)]
    assert kept == ["A town by day", "A town by night"]


async def test_beside_a_withheld_picture_each_keeps_its_own_words(stage: Stage):
    await stage.app.store.settings.change_guild(STUDIO, {"nsfw": Nsfw.WITHHOLD}, by=1)
    asked = await stage.discord.imagine("two foxes [[nsfw: first]] [[raw: on]]", count=2)
    job = await stage.ended(asked)
    card = await stage.discord.wait_message("1 picture is not shown here", id=asked["original_id"], files=1)
    answer = await _describe(stage, card, "A fox on the left", "A fox on the right")
    assert answer["text"] == "The description is changed."
    # They are sent at once, and either may be taken first.
    (open_,) = [each for each in await stage.app.store.pictures.of(job.id) if not each.nsfw]
    assert _told(await stage.discord.message(card["id"])) == [(f"{job.id}-0.png", open_.alt_text)]


async def test_a_showcase_says_it_too(stage: Stage):
    await open_showcase(stage)
    message, job = await painted(stage)
    await like(stage, message, *OTHERS)
    (card,) = await shown(stage)
    assert _told(card)[0][1] == "a fox"
    await _describe(stage, message, "An orange animal, asleep")
    await settled(stage)
    (card,) = await shown(stage)
    assert _told(card)[0][1] == "An orange animal, asleep"
    assert len(card["files"]) == 1
    edits = await stage.discord.log(f"/messages/{card['id']}$", method="PATCH")
    # Looked at again, it is left as it is.
    async with stage.app.store.database.write() as tx:
        await stage.bot.showcase.look_in(tx, job.id)
    await settled(stage)
    assert await stage.discord.log(f"/messages/{card['id']}$", method="PATCH") == edits
