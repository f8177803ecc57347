"""Every flow goes on over a restart between any two of its presses: all that is known is in the database."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.domain.job import Job, JobState
from bot.domain.quota import Scope
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_channels import item
from tests.cogs.test_places import PEOPLE
from tests.cogs.test_quota import decide
from tests.cogs.test_windows import ONE, TWO, buttons, filled
from tests.support.discord import file
from tests.support.tables import job_under

DESK = 1100000000000000103

Until = Callable[[], Awaitable[object]]


@dataclass
class Play:
    """What people do, with another process of the bot after each answer."""

    start: Start
    stage: Stage

    async def slash(self, command: str, *, as_: str = "member", **options: Any) -> Json:
        return await self._answered(await self.stage.discord.slash(command, options, as_=as_), as_)

    async def press(
        self, message: Json | str, button: str, *, as_: str = "member", until: Until | None = None
    ) -> Json:
        pressed = await self.stage.discord.press(_id(message), button, as_=as_)
        return await self._answered(pressed, as_, until)

    async def choose(
        self, message: Json | str, menu: str, *values: str, as_: str = "member", until: Until | None = None
    ) -> Json:
        chosen = await self.stage.discord.choose(_id(message), menu, values, as_=as_)
        return await self._answered(chosen, as_, until)

    async def send(
        self, window: Json, *, as_: str = "member", until: Until | None = None, **values: Any
    ) -> Json:
        sent = await self.stage.discord.submit_modal(window["id"], filled(window, **values))
        return await self._answered(sent, as_, until)

    async def shown(self, text: str = "", **more: Any) -> Json:
        return await self.stage.discord.wait_message(text, **more)

    async def job(self, key: str | Json) -> Job:
        """The job under a key, or that an interaction led to, once it has ended."""
        key = key if isinstance(key, str) else key["id"]
        job = await job_under(self.stage.app.store, key)
        assert job is not None, await self.stage.discord.transcript()
        return await self.stage.app.engine.wait(job.id)

    async def painted(self, prompt: str, **options: Any) -> Json:
        asked = await self.slash("imagine", prompt=prompt, **options)
        await self.job(asked)
        return await self.shown(id=asked["original_id"], files=1)

    async def _answered(self, interaction: Json, as_: str, until: Until | None = None) -> Json:
        """The process that answered has gone; so has anything that it knew alone.

        `until`: what is to be seen before, where the first answer is not all of it.
        """
        if until is not None:
            await until()
        elif interaction["state"].startswith("deferred"):
            await self.shown(id=interaction["original_id"], loading=False, as_=as_)
        then = self.stage.clock.wall_ms()
        await self.stage.stop()
        self.stage = await self.start(MEMBER_DAILY_CREDITS="12")
        # Its time goes on where that of the other one ended, however fast that was.
        self.stage.clock.skip(max(0, then - self.stage.clock.wall_ms()) / 1000)
        return interaction

    def seen(self, text: str = "", **more: Any) -> Until:
        """Waits for it when it is called."""
        return lambda: self.shown(text, **more)


def _id(message: Json | str) -> str:
    return message if isinstance(message, str) else str(message["id"])


def _labelled(message: Json, start: str) -> Json:
    (found,) = [each for each in buttons(message) if each["label"].startswith(start)]
    return found


async def confirm(play: Play) -> None:
    asked = await play.slash("imagine", prompt="a dear fox", quality="high", resolution="2k")
    question = await play.shown("Shall I paint this?", id=asked["original_id"])
    await play.press(question, "Paint it")
    await play.shown("dear fox", channel="images", files=1, as_="second")


async def long_prompt(play: Play) -> None:
    window = await play.slash("imagine", aspect_ratio="3:2", reference=file("one.png", ONE))
    sent = await play.send(window, prompt="a long thought", pictures=[file("two.png", TWO)])
    job = await play.job(sent)
    assert (job.request.aspect_ratio, len(job.request.references)) == ("3:2", 2)


async def create_button(play: Play) -> None:
    panel = await play.stage.discord.plant(
        [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "image:create"}]}]
    )
    window = await play.press(panel, "x")
    assert (await play.job(await play.send(window, prompt="a fox"))).state is JobState.DONE


async def refused_and_changed(play: Play) -> None:
    window = await play.slash("imagine")
    pictures = [file("one.png", ONE), file("bad.png", b"no")]
    seen = play.seen("is not a picture I can read", ephemeral=True)
    refused = await play.send(window, until=seen, prompt="a fox", pictures=pictures)
    told = await play.shown("is not a picture I can read", interaction=refused["id"], ephemeral=True)
    again = await play.press(told, "Edit")
    job = await play.job(await play.send(again, quality="low"))
    assert (len(job.request.references), job.request.quality) == (1, "low")


async def paint_that_instead(play: Play) -> None:
    await decide(play.stage, Scope.EVERYONE, 2)
    refused = await play.slash("imagine", prompt="two foxes", count=2, quality="medium")
    told = await play.shown(id=refused["original_id"])
    button = _labelled(told, "Paint")
    await play.press(told, button["label"])
    job = await play.job(f"draft:{button['custom_id'].split(':')[2]}")
    assert (job.state, job.price) == (JobState.DONE, 2)


async def ask_a_moderator(play: Play) -> None:
    await play.stage.app.store.settings.change_guild(STUDIO, {"moderators_channel_id": DESK}, by=1)
    await decide(play.stage, Scope.EVERYONE, 1)
    for prompt, answer, end in (("a fox", "Approve", "approved"), ("a wolf", "Deny", "denied")):
        refused = await play.slash("imagine", prompt=prompt)
        desk = {"channel": "moderators", "as_": "moderator"}
        asked = play.seen(f"for an exception[^$]*{prompt}", **desk)
        window = await play.press(refused["original_id"], "Ask a moderator")
        await play.send(window, why="please", until=asked)
        card = await play.shown(f"for an exception[^$]*{prompt}", **desk)
        over = play.seen(f"exception: {end}", id=card["id"], as_="moderator")
        if answer == "Deny":
            window = await play.press(card, answer, as_="moderator")
            await play.send(window, reason="not now", as_="moderator", until=over)
        else:
            await play.press(card, answer, as_="moderator", until=over)
    await play.shown("a fox", channel="images", files=1, as_="second")


async def edit(play: Play) -> None:
    result = await play.painted("a fox")
    window = await play.press(result, "Edit")
    assert (await play.job(await play.send(window, prompt="a wolf"))).request.prompt == "a wolf"


async def larger(play: Play) -> None:
    result = await play.painted("a fox", quality="low")
    pressed = await play.press(result, "Larger")
    question = await play.shown("painted anew", id=pressed["original_id"])
    await play.press(question, "Paint it")
    await play.shown("2k", channel="images", files=1, as_="second")


async def use_as_reference(play: Play) -> None:
    result = await play.painted("a fox")
    opened = await play.stage.discord.context("Use as reference", result["id"])
    for window in (await play.press(result, "Use as reference"), opened):
        job = await play.job(await play.send(window, prompt="in winter"))
        assert len(job.request.references) == 1


async def history(play: Play) -> None:
    for number in range(6):
        await play.stage.ended(await play.stage.discord.imagine(f"fox {number}", quality="low"))
    asked = await play.slash("history")
    for button, text in (("Next", "Page 2 of 2"), ("Previous", "Page 1 of 2")):
        await play.press(asked["original_id"], button, until=play.seen(text, id=asked["original_id"]))
    page = await play.shown("Page 1 of 2", id=asked["original_id"])
    (newest, *_) = [
        option["value"]
        for part in _parts(page)
        if part["custom_id"] == "mine:use"
        for option in part["options"]
    ]
    opened = await play.choose(page, "mine:open", newest)
    whole = await play.shown("fox 5", id=opened["original_id"], files=1)
    assert (await play.job(await play.press(whole, "Again"))).request.prompt == "fox 5"
    window = await play.choose(page, "mine:use", newest)
    assert (await play.job(await play.send(window, prompt="in winter"))).state is JobState.DONE


def _parts(message: Json) -> list[Json]:
    rows = message["message"]["components"][0]["components"]
    return [part for row in rows for part in row.get("components", ()) if "custom_id" in part]


async def presets(play: Play) -> None:
    await play.slash("presets save", name="ink", text="black ink", quality="low")
    gone = await play.slash("presets delete", name="ink")
    await play.press(gone["original_id"], "Undo")
    window = await play.slash("imagine", preset="ink")
    job = await play.job(await play.send(window, prompt="a fox, black ink"))
    assert (job.request.prompt, job.request.quality) == ("a fox, black ink", "low")


async def try_again(play: Play) -> None:
    await play.stage.gateway.fault("provider_offline@submit x3", match="a fox")
    asked = await play.stage.discord.imagine("a fox")
    failed = await play.stage.ended(asked)
    await play.shown("offline", id=asked["original_id"])
    await play.press(asked["original_id"], "Try again")
    assert (await play.job(f"again:{failed.id}")).state is JobState.DONE


async def cancel(play: Play) -> None:
    asked = await play.slash("imagine", prompt="a slow fox [[seconds: 300]]")
    stopped = play.seen("This one was stopped", id=asked["original_id"])
    await play.press(asked["original_id"], "Cancel", until=stopped)
    assert (await play.job(asked)).state is JobState.CANCELLED


async def describe_and_delete(play: Play) -> None:
    result = await play.painted("a fox")
    details = await play.press(result, "Details")
    window = await play.press(details["original_id"], "Change the description")
    await play.send(window, text="An orange animal")
    assert "An orange animal" in str(await play.stage.discord.message(result["id"]))
    question = await play.press(result, "Delete")
    deleted = play.seen("Deleted.", id=question["original_id"])
    await play.press(question["original_id"], "Delete", until=deleted)
    assert (await play.stage.discord.message(result["id"]))["deleted"]


async def report(play: Play) -> None:
    await play.stage.app.store.settings.change_guild(STUDIO, {"moderators_channel_id": DESK}, by=1)
    result = await play.painted("a fox")
    window = await play.press(result, "Report", as_="owner")
    await play.send(window, reason="It shows my dog", as_="owner")
    card = await play.shown("Reported picture", channel="moderators", as_="moderator", files=1)
    decided = play.seen("Reported picture: ", id=card["id"], as_="moderator")
    await play.press(card, "Delete", as_="moderator", until=decided)
    assert (await play.stage.discord.message(result["id"]))["deleted"]


async def privacy(play: Play) -> None:
    await play.painted("a fox")
    asked = await play.slash("privacy delete")
    gone = play.seen("Everything about you is deleted", id=asked["original_id"], timeout=30)
    await play.press(asked["original_id"], "Delete everything", until=gone)
    assert not (await play.stage.app.store.people.about(PEOPLE["member"])).places


async def channel_panel(play: Play) -> None:
    asked = await play.slash("channels open", as_="moderator")
    for field, value in (("highest_quality", "medium"), ("default_aspect_ratio", "16:9")):
        panel = await play.stage.discord.message(asked["original_id"])
        await play.choose(panel, item(panel, f"channel:pick:{field}"), value, as_="moderator")
    job = await play.job(await play.slash("imagine", prompt="a fox"))
    assert job.request.aspect_ratio == "16:9"


FLOWS: tuple[Callable[[Play], Awaitable[None]], ...] = (
    confirm, long_prompt, create_button, refused_and_changed, paint_that_instead, ask_a_moderator, edit,
    larger, use_as_reference, history, presets, try_again, cancel, describe_and_delete, report, privacy,
    channel_panel,
)  # fmt: skip


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
async def test_a_flow_goes_on_whenever_the_bot_is_another_process(start: Start, flow):
    play = Play(start, await start(MEMBER_DAILY_CREDITS="12"))
    await flow(play)
    assert await play.stage.app.store.quotas.audit() == await play.stage.app.store.spending.audit() == []
