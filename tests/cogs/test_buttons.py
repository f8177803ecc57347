"""Cancel and Try again: for those who may, as often as they press, and after a restart."""

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.domain.job import JobState
from bot.engine.cancel import CancelOutcome
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.support.tables import job_under

SLOW = "a slow fox [[seconds: 300]]"


async def _at_work(stage: Stage) -> Json:
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    return asked


async def test_who_asked_can_stop_it_and_pays_nothing(stage: Stage):
    asked = await _at_work(stage)
    pressed = await stage.discord.press(asked["original_id"], "Cancel")
    assert pressed["state"] == "deferred_update"
    assert (await stage.ended(asked)).state is JobState.CANCELLED
    card = await stage.discord.wait_message("This one was stopped", id=asked["original_id"])
    assert "Nothing was charged" in card["text"]
    assert "may still finish" in card["text"]
    assert await stage.used(STUDIO) == [0, 0]


async def test_somebody_else_cannot_stop_it(stage: Stage):
    asked = await _at_work(stage)
    await stage.discord.press(asked["original_id"], "Cancel", as_="second")
    told = await stage.discord.wait_message(
        "Das kann nur, wer danach gefragt hat", as_="second", ephemeral=True
    )
    assert told["only_for"]
    await stage.gateway.finish_all()
    assert (await stage.ended(asked)).state is JobState.DONE


@pytest.mark.parametrize("right", ["MANAGE_MESSAGES", "MANAGE_GUILD"])
async def test_a_moderator_can_stop_it(stage: Stage, right: str):
    await stage.discord.call("POST", "/role", guild="studio", role="Moderators", permissions=[right])
    asked = await _at_work(stage)
    await stage.discord.press(asked["original_id"], "Cancel", as_="moderator")
    assert (await stage.ended(asked)).state is JobState.CANCELLED


async def test_pressing_twice_stops_it_once(stage: Stage):
    asked = await _at_work(stage)
    first = await stage.discord.press(asked["original_id"], "Cancel", wait=0)
    second = await stage.discord.press(asked["original_id"], "Cancel", wait=0)
    await stage.discord.wait_answer(first["id"])
    await stage.discord.wait_answer(second["id"])
    assert (await stage.ended(asked)).state is JobState.CANCELLED
    assert await stage.used(STUDIO) == [0, 0]


async def test_a_press_sent_twice_counts_once(stage: Stage):
    asked = await _at_work(stage)
    pressed = await stage.discord.press(asked["original_id"], "Cancel")
    await stage.ended(asked)
    await stage.discord.duplicate(pressed["id"])
    await stage.discord.slash("credits")
    assert all("already ended" not in each["text"] for each in await stage.discord.messages())


@pytest.mark.parametrize(
    ("outcome", "said"),
    [(CancelOutcome.TOO_LATE, "Too late to stop it"), (CancelOutcome.ALREADY_ENDED, "already ended")],
)
async def test_what_can_no_longer_be_stopped_is_said_so(
    stage: Stage, outcome: CancelOutcome, said: str, monkeypatch
):
    async def cannot(_job_id: str, *, by: int) -> CancelOutcome:
        assert by
        return outcome

    asked = await _at_work(stage)
    monkeypatch.setattr(stage.bot.engine, "cancel", cannot)
    await stage.discord.press(asked["original_id"], "Cancel")
    await stage.discord.wait_message(said, as_="member", ephemeral=True)
    await stage.gateway.finish_all()
    await stage.ended(asked)


async def test_a_failure_offers_to_try_again_and_it_can_be_done_once(stage: Stage):
    await stage.gateway.fault("provider_offline@submit x3", match="a fox")
    asked = await stage.discord.imagine("a fox", aspect_ratio="3:2")
    failed = await stage.ended(asked)
    assert (failed.state, failed.failure_code) == (JobState.FAILED, "provider_offline")
    card = await stage.discord.wait_message("offline for the moment", id=asked["original_id"])
    assert failed.error_id in card["text"]
    assert await stage.used(STUDIO) == [0, 0]

    again = await stage.discord.press(card["id"], "Try again")
    assert again["state"] == "message"
    await stage.discord.wait_message("a fox", id=again["original_id"], files=1)
    done = await job_under(stage.app.store, f"again:{failed.id}")
    assert done is not None
    assert (done.retry_of, done.request) == (failed.id, failed.request)

    twice = await stage.discord.press(card["id"], "Try again")
    assert "already asked" in twice["response"]["content"]
    assert await stage.used(STUDIO) == [2, 2]


async def test_a_repeat_of_which_nobody_saw_anything_does_not_count(stage: Stage):
    await stage.gateway.fault("provider_offline@submit x3", match="a fox")
    asked = await stage.discord.imagine("a fox")
    failed = await stage.ended(asked)
    await stage.discord.fault("drop", "/callback$", method="POST")
    await stage.discord.press(asked["original_id"], "Try again", wait=0)
    await stage.discord.wait_log("/callback$", count=2)
    unseen = await job_under(stage.app.store, f"again:{failed.id}")
    assert unseen is not None
    assert (await stage.app.engine.wait(unseen.id)).state is JobState.CANCELLED
    again = await stage.discord.press(asked["original_id"], "Try again")
    await stage.discord.wait_message("a fox", id=again["original_id"], files=1)
    assert await stage.used(STUDIO) == [2, 2]


async def test_a_stop_that_cannot_be_written_down_says_that_it_goes_on(stage: Stage, monkeypatch):
    async def full(_job_id):
        raise DatabaseUnavailable("disk_full")

    asked = await _at_work(stage)
    monkeypatch.setattr(stage.app.store.jobs, "request_cancel", full)
    await stage.discord.press(asked["original_id"], "Cancel")
    await stage.discord.wait_message("this one goes on", as_="member", ephemeral=True)
    monkeypatch.undo()
    await stage.gateway.finish_all()
    assert (await stage.ended(asked)).state is JobState.DONE


async def test_somebody_else_cannot_repeat_it(stage: Stage):
    await stage.gateway.fault("provider_offline@submit x3", match="a fox")
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    refused = await stage.discord.press(asked["original_id"], "Try again", as_="second")
    assert "kann nur, wer zuerst gefragt hat" in refused["response"]["content"]


async def test_where_repeating_makes_no_sense_it_is_not_offered(stage: Stage):
    asked = await stage.discord.imagine("a fox [[fault: content_policy_violation@submit]]")
    await stage.ended(asked)
    card = await stage.discord.wait_message("safety rules", id=asked["original_id"])
    assert "Try again" not in card["text"]


async def test_buttons_of_an_earlier_process_work(start: Start, tmp_path):
    first = await start(DATA_DIR=str(tmp_path))
    await first.gateway.fault("provider_offline@submit x3", match="a fox")
    asked = await first.discord.imagine("a fox")
    await first.ended(asked)
    await first.stop()
    second = await start(DATA_DIR=str(tmp_path))
    again = await second.discord.press(asked["original_id"], "Try again")
    await second.discord.wait_message("a fox", id=again["original_id"], files=1)


async def test_a_job_that_is_no_longer_known_is_answered_in_words(start: Start, tmp_path):
    first = await start(DATA_DIR=str(tmp_path / "one"))
    await first.gateway.fault("provider_offline@submit x3", match="a fox")
    asked = await first.discord.imagine("a fox")
    await first.ended(asked)
    await first.stop()
    second = await start(DATA_DIR=str(tmp_path / "another"))
    gone = await second.discord.press(asked["original_id"], "Try again")
    assert "no longer have that request" in gone["response"]["content"]


async def test_stopping_a_job_that_is_no_longer_known_is_answered_in_words(start: Start, tmp_path):
    first = await start(DATA_DIR=str(tmp_path / "one"))
    asked = await _at_work(first)
    await first.stop()
    second = await start(DATA_DIR=str(tmp_path / "another"))
    await second.discord.press(asked["original_id"], "Cancel")
    await second.discord.wait_message("no longer have that request", as_="member", ephemeral=True)
