"""What is private is seen by who asked, and by nobody else."""

import pytest

from tests.cogs.conftest import Stage
from tests.cogs.test_places import PEOPLE

_SECRET = "a birthday surprise"


async def test_a_private_picture_is_seen_by_who_asked_alone(stage: Stage):
    asked = await stage.discord.imagine(_SECRET, private=True)
    job = await stage.ended(asked)
    assert job.private
    seen = await stage.discord.wait_message(id=asked["original_id"], files=1)
    assert seen["ephemeral"]
    for person in ("second", "moderator", "owner"):
        assert _SECRET not in str(await stage.discord.messages(as_=person))
    assert job.delivery_path == "original"


async def test_it_comes_by_direct_message_once_the_answer_is_out_of_reach(stage: Stage):
    asked = await stage.discord.imagine(f"{_SECRET} [[seconds: 30]]", private=True)
    await stage.gateway.wait(prompt=_SECRET, polls=1)
    await stage.discord.expire(asked["id"])
    stage.clock.skip(15 * 60)
    await stage.gateway.finish_all(prompt=_SECRET)
    job = await stage.ended(asked)
    assert job.delivery_path == "dm"
    (message,) = [each for each in await stage.discord.messages("dm-member") if each["files"]]
    assert _SECRET in str(message)
    assert _SECRET not in str(await stage.discord.messages(as_="moderator"))


async def test_a_private_failure_is_told_in_private(stage: Stage):
    asked = await stage.discord.imagine(f"{_SECRET} [[fault: upstream_timeout@task]]", private=True)
    await stage.ended(asked)
    assert _SECRET not in str(await stage.discord.messages(as_="second"))
    card = await stage.discord.wait_message("did not work out", id=asked["original_id"])
    pressed = await stage.discord.press(card["id"], "Try again")
    again = await stage.discord.wait_message("did not work out", id=pressed["original_id"], timeout=30)
    assert again["ephemeral"]
    assert _SECRET not in str(await stage.discord.messages(as_="second"))


async def test_it_works_where_the_bot_may_not_post(stage: Stage):
    asked = await stage.discord.imagine(_SECRET, private=True, channel="read-only")
    await stage.ended(asked)
    await stage.discord.wait_message(id=asked["original_id"], files=1)


@pytest.mark.parametrize("label", ["Again", "Edit", "Larger"])
async def test_another_like_somebodys_is_private_for_who_is_private_by_default(stage: Stage, label: str):
    await stage.app.store.settings.change_user(PEOPLE["moderator"], {"private": True})
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    for person in ("moderator", "member"):
        pressed = await stage.discord.press(asked["original_id"], label, as_=person)
        if label == "Edit":
            pressed = await stage.discord.submit_modal(pressed["id"], {"prompt": _SECRET})
        elif label == "Larger":
            question = await stage.discord.wait_message(id=pressed["original_id"], as_=person)
            pressed = await stage.discord.press(question["id"], "Paint it", as_=person)
        seen = await stage.discord.wait_message(id=pressed["original_id"], files=1, as_=person)
        assert seen["ephemeral"] == (person == "moderator")
