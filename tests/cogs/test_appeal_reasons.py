"""Why somebody asks moderators for an exception: written in a window, read on the card, and forgotten."""

import asyncio

from bot.domain.quota import Scope
from tests.cogs.conftest import Stage
from tests.cogs.test_appeals import appeal_id, ask, card, decided, deny, desk, refused
from tests.cogs.test_quota import decide

__all__ = ("desk",)


async def test_moderators_read_why_somebody_asks(desk: Stage):
    refusal = await refused(desk, "a secret fox", private=True)
    await ask(desk, refusal, "It is for *our* anniversary")
    shown = await card(desk)
    assert "Their reason: “It is for \\*our\\* anniversary”" in shown["text"]
    assert "secret" not in shown["text"]
    await deny(desk, shown, "")
    closed = await decided(desk, shown, "exception: denied")
    assert "anniversary" in closed["text"]
    await desk.discord.wait_message("A moderator said no", channel="images")
    await asyncio.wait_for(_forgotten(desk, appeal_id(shown)), 10)
    assert "anniversary" not in str(await desk.app.store.appeals.get(appeal_id(shown)))


async def _forgotten(stage: Stage, number: str) -> None:
    """Until the words of what was asked are gone."""
    while (appeal := await stage.app.store.appeals.get(number)) and appeal.plea is not None:
        await stage.clock.sleep(0.1)


async def test_what_is_possible_by_the_time_the_window_is_sent_is_painted(desk: Stage):
    refusal = await refused(desk)
    window = await desk.discord.press(refusal["original_id"], "Ask a moderator")
    await decide(desk, Scope.EVERYONE, 100)
    sent = await desk.discord.submit_modal(window["id"], {"why": "please"})
    await desk.discord.wait_message("for <@", id=sent["original_id"], files=1)
    assert await desk.discord.messages("moderators", as_="moderator") == []
