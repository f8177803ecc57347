"""`/errors` for moderators, words for the unexpected, and commands registered only when they changed."""

import re

import pytest

from bot.chat.tree import Tree
from bot.chat.words import failure
from bot.domain.errors import DatabaseUnavailable
from bot.domain.failure import KINDS
from tests.cogs.conftest import Stage, Start


async def _fail(stage: Stage, code: str) -> str:
    """Have a job fail with a code; its error id."""
    asked = await stage.discord.imagine(f"a fox [[fault: {code}@submit]]")
    job = await stage.ended(asked)
    assert job.error_id is not None
    return job.error_id


async def test_moderators_see_who_what_when_and_what_to_do(stage: Stage):
    first = await _fail(stage, "content_policy_violation")
    second = await _fail(stage, "insufficient_balance")
    answered = await stage.discord.slash("errors recent", as_="moderator")
    said = answered["response"]["content"]
    assert answered["response"]["flags"] & 64
    assert said.index(second) < said.index(first)
    for part in (
        "`insufficient_balance`",
        "<@1100000000000000011>",
        "<t:",
        failure("insufficient_balance").next,
    ):
        assert part in said


async def test_one_failure_is_found_by_the_id_a_member_read_out(stage: Stage):
    error_id = await _fail(stage, "invalid_request")
    await _fail(stage, "insufficient_balance")
    options = {"error_id": f" {error_id.lower().replace('-', ' ')} "}
    said = (await stage.discord.slash("errors recent", options, as_="moderator"))["response"]["content"]
    assert error_id in said
    assert "insufficient_balance" not in said
    none = await stage.discord.slash("errors recent", {"error_id": "AAA-AAAA"}, as_="moderator")
    assert "no failure with that id" in none["response"]["content"]


async def test_a_quiet_server_is_told_so(stage: Stage):
    said = (await stage.discord.slash("errors recent", as_="moderator"))["response"]["content"]
    assert "No failures" in said


async def test_members_are_not_offered_the_history_and_cannot_take_it(stage: Stage):
    offered = {command["name"] for command in await stage.discord.commands(as_="member")}
    assert {"imagine", "usage"} <= offered
    assert not offered & {"errors", "statistics"}
    assert "errors" in {command["name"] for command in await stage.discord.commands(as_="moderator")}


async def test_a_failure_of_our_own_gets_an_id_that_leads_to_the_log(stage: Stage, caplog, monkeypatch):
    async def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(stage.bot.store.quotas, "standing", broken)
    answered = await stage.discord.slash("credits")
    said = answered["response"]["content"]
    found = re.search(r"`([A-Z0-9-]+)`", said)
    assert found
    assert "nothing you did" in said
    assert any(found[1] in record.getMessage() and record.exc_info for record in caplog.records)
    row = (await stage.discord.slash("errors recent", as_="moderator"))["response"]["content"]
    assert found[1] in row
    assert "`internal`" in row


async def test_a_database_that_cannot_be_written_is_told_and_nothing_is_taken(stage: Stage, monkeypatch):
    async def full(*_args: object, **_more: object) -> None:
        raise DatabaseUnavailable("disk full")

    monkeypatch.setattr(stage.bot.engine, "accept", full)
    answered = await stage.discord.imagine("a fox")
    assert "cannot write anything down" in answered["response"]["content"]
    assert "disk" not in answered["response"]["content"]


@pytest.mark.parametrize("code", ["unauthorized", "model_not_available", "content_policy_violation"])
async def test_a_failure_is_told_in_its_own_words_with_its_id(stage: Stage, code):
    error_id = await _fail(stage, code)
    card = [each for each in await stage.discord.messages() if not each["ephemeral"]][-1]
    # Of what only the operator can end the operator is told first.
    words = failure(code, operator_knows=True)
    for part in (words.happened, words.charged, words.next, error_id):
        assert part in card["text"]
    assert KINDS[code].category is not None


async def test_commands_are_registered_once_and_again_only_when_they_changed(start: Start):
    first = await start()
    puts = len(await first.discord.log("/commands$", method="PUT"))
    await first.stop()
    second = await start()
    assert len(await second.discord.log("/commands$", method="PUT")) == puts
    tree = second.bot.tree
    assert isinstance(tree, Tree)
    assert await tree.publish() is False
    tree.remove_command("errors")
    assert await tree.publish() is True
    assert await tree.publish() is False


async def test_commands_that_cannot_be_registered_do_not_keep_the_bot_from_starting(start: Start, caplog):
    first = await start()
    await first.stop()
    await first.discord.fault("status", "/commands$", method="GET", status=400)
    second = await start()
    assert "commands could not be registered" in caplog.text
    assert (await second.discord.slash("credits"))["state"] == "message"
