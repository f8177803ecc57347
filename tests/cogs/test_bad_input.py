"""What people may put in and press: each gets one clear answer, nothing is charged twice, nothing breaks."""

import asyncio
import logging
import unicodedata
from collections.abc import Iterator
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st

from bot.domain.job import Job, JobState
from bot.domain.quota import Scope
from tests.cogs.conftest import STUDIO, Json, Stage
from tests.cogs.test_quota import decide
from tests.support.tables import job_under

YEAR = 366 * 86_400
#: What turns text around or cannot be seen.
TRICKS = "\u202e\u2066\u200e\u200b\u2060\ufeff"


@pytest.fixture(autouse=True)
def unbroken(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that nobody foresaw."""
    yield
    assert [each.getMessage() for each in caplog.get_records("call") if each.levelno >= logging.ERROR] == []


#: Each with what is said if nothing is painted.
PROMPTS = {
    "blanks": ("  \n\t ", "nothing in that prompt"),
    "zero width": ("\u200b\u2060\ufeff\u200d", "nothing in that prompt"),
    "control characters": ("\x00\x07\x1b", "nothing in that prompt"),
    "6,000 characters": ("x" * 6000, "6,000 characters, and this model takes 4,000"),
    "4,000 characters": ("x" * 4000, ""),
    "right to left": ("ثعلب أحمر تحت شجرة", ""),
    "turned around": ("a \u202efox\u202c under a \u2066tree\u2069", ""),
    "between nothing": ("a\u200bf\u200bo\u200bx", ""),
    "emoji alone": ("🦊👩\u200d🚒🏳️\u200d🌈", ""),
    "piled up": ("f" + "\u0335\u0489" * 300 + "ox", ""),
    "mentions": ("@everyone @here <@1100000000000000012> <@&1100000000004194305> <#1> </quota:1>", ""),
    "formatting": ("# **a** `fox` ||hidden|| [a](https://example.org) <t:1:R> -# \\ ```x```", ""),
}


async def test_whatever_a_prompt_holds_it_is_painted_or_refused_in_words(stage: Stage):
    for kind, (prompt, refused) in PROMPTS.items():
        asked = await stage.discord.imagine(prompt, outdated=True)
        if refused:
            assert refused in asked["response"]["content"], kind
            assert asked["response"]["flags"] & 64, kind
            continue
        job = await stage.ended(asked)
        assert (job.state, job.request.prompt) == (JobState.DONE, prompt.strip()), kind
        card = await stage.discord.wait_message(id=asked["original_id"], files=1)
        shown = "".join(version["text"] for version in card["versions"])
        assert not any(trick in shown for trick in TRICKS if unicodedata.category(trick) != "Cf"), kind
        assert "\u202e" not in shown, kind
        assert "@everyone" not in shown, kind
        assert card["pinged"] == [], kind
        assert await stage.discord.download(card["files"][0]["url"]), kind
    accepted = [prompt for prompt, refused in PROMPTS.values() if not refused]
    assert (await stage.used(STUDIO))[-1] == 2 * len(accepted)


#: What is written on no button of this version.
STRAYS = (
    "result:sing:01m7zmrmf1yhwrytf177mqbmp",
    "setup:more:long_gone:1",
    "quota:undo:guild:0:beauty:1:2",
    "gone",
)
#: The least of what a template takes is enough: nothing of it is known.
SEARCH = settings(database=None, phases=(Phase.generate,), derandomize=True)
#: What menus of words hold, where not just any word is one of theirs.
WORDS = {"quota:whom": "role", "statistics:0:": "days", "setup:locale:0": "de", "setup:more:locale:0": "*"}


async def test_a_button_of_nothing_that_is_known_is_answered(stage: Stage):
    """Whoever presses it, of every kind there is, and of those there are no more."""
    parts = {custom_id: _button(custom_id) for custom_id in STRAYS}
    for template, kind in stage.bot._connection._view_store._dynamic_items.items():
        least = find(st.from_regex(template, fullmatch=True), bool, settings=SEARCH, random=Random(1))
        parts[least] = _part(kind, least)
    for custom_id, part in parts.items():
        for person in ("second", "moderator"):
            message = await stage.discord.plant([{"type": 1, "components": [part]}])
            if part["type"] == 2:
                pressed = await stage.discord.press(message["id"], custom_id, as_=person)
            else:
                chosen = {8: "images", 6: "Moderators"}.get(part["type"]) or WORDS.get(custom_id, "1")
                pressed = await stage.discord.choose(message["id"], custom_id, [chosen], as_=person)
            if custom_id in STRAYS:
                assert pressed["response"]["flags"] & 64
                assert "older version" in pressed["response"]["content"] or person == "second"
    assert await stage.gateway.jobs() == []


def _part(kind: type[Any], custom_id: str) -> Json:
    """A component that this kind of button or menu answers for."""
    bases = [base for each in kind.__mro__ for base in each.__dict__.get("__orig_bases__", ())]
    holds = str([get_args(base) for base in bases])
    for name, number in (("RoleSelect", 6), ("ChannelSelect", 8)):
        if name in holds:
            return {"type": number, "custom_id": custom_id}
    if "Select" not in holds:
        return _button(custom_id)
    word = WORDS.get(custom_id, "1")
    return {"type": 3, "custom_id": custom_id, "options": [{"label": word, "value": word}]}


def _button(custom_id: str) -> Json:
    return {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}


ALL = (
    "Again",
    "Edit",
    "Larger",
    "Use as reference",
    "Favourite",
    "Original file",
    "Details",
    "Delete",
    "Report",
)
#: What is left of a picture that is gone: who marked it may unmark it, and its words can be looked at.
STILL = {"Again", "Edit", "Larger", "Favourite", "Details", "Delete", "Report"}


async def _result(stage: Stage, prompt: str = "a fox", **options: Any) -> tuple[Json, Job]:
    asked = await stage.discord.imagine(prompt, **options)
    job = await stage.ended(asked)
    return await stage.discord.wait_message(id=asked["original_id"], files=1), job


async def _words(stage: Stage, pressed: Json, as_: str) -> str:
    """What a press was answered with, in a word or in a window."""
    if pressed["state"] == "modal":
        return "window"
    if pressed["state"] == "message":
        return str(pressed["response"])
    seen = await stage.discord.wait_message(id=pressed["original_id"], loading=False, as_=as_)
    return str(seen["text"])


@pytest.mark.parametrize("gone", ["deleted", "after a year", "forgotten with its person"])
async def test_every_button_of_what_is_gone_says_so_or_still_works(stage: Stage, gone: str):
    card, job = await _result(stage)
    if gone == "deleted":
        # As a moderator's decision leaves it: the message may be there still.
        await stage.app.store.pictures.remove(job.id, at=1)
        (stage.bot.results.images_dir / f"{job.id}-0.png").unlink()
    elif gone == "after a year":
        stage.clock.skip(YEAR)
        await stage.app.night.work()
    else:
        await stage.app.erasure.erase(job.origin.user_id)
    for label in ALL:
        said = await _words(stage, await stage.discord.press(card["id"], label, as_="owner"), "owner")
        # Moderators may look at something that was seen, however long ago.
        works = label == "Report" or (gone == "deleted" and label in STILL)
        assert works or "no longer have" in said or "cannot" in said, (label, said)
    assert len(await stage.gateway.jobs()) == 1 + (gone == "deleted")


@pytest.mark.parametrize("label", ["Again", "Paint it", "Try again", "Ask a moderator"])
async def test_what_costs_is_paid_once_when_pressed_twice_at_once(stage: Stage, label: str):
    message, key = await _payable(stage, label)
    before = len(await stage.gateway.jobs())
    both = await asyncio.gather(*(stage.discord.press(message["id"], label, wait=0) for _ in range(2)))
    for press in both:
        await stage.discord.wait_answer(press["id"])
    if label == "Ask a moderator":
        # Each press opens a window; both are sent.
        sent = (stage.discord.submit_modal(press["id"], {"why": ""}, wait=0) for press in both)
        for each in await asyncio.gather(*sent):
            await stage.discord.wait_answer(each["id"])
    keys = [key] if key else [press["id"] for press in both]
    made = [job for each in keys if (job := await job_under(stage.app.store, each)) is not None]
    assert len(made) == (label != "Ask a moderator")
    for job in made:
        assert (await stage.app.engine.wait(job.id)).state is JobState.DONE
    assert len(await stage.gateway.jobs()) == before + len(made)
    if label == "Ask a moderator":
        cards = await stage.discord.messages("moderators", as_="moderator")
        assert sum("for an exception" in each["text"] for each in cards) == 1


async def _payable(stage: Stage, label: str) -> tuple[Json, str]:
    """A message with that button, and the key of the request it makes where that is known before."""
    if label == "Again":
        return (await _result(stage))[0], ""
    if label == "Try again":
        await stage.gateway.fault("provider_offline@submit x3", match="a fox")
        asked = await stage.discord.imagine("a fox")
        failed = await stage.ended(asked)
        return await stage.discord.wait_message("offline", id=asked["original_id"]), f"again:{failed.id}"
    if label == "Paint it":
        card, _ = await _result(stage)
        pressed = await stage.discord.press(card["id"], "Larger")
        question = await stage.discord.wait_message("painted anew", id=pressed["original_id"])
        return question, f"draft:{_draft_on(question, label)}"
    await stage.app.store.settings.change_guild(STUDIO, {"moderators_channel_id": 1100000000000000103}, by=1)
    await decide(stage, Scope.EVERYONE, 1)
    refused = await stage.discord.imagine("a dear fox")
    return await stage.discord.message(refused["original_id"]), ""


def _draft_on(message: Json, label: str) -> str:
    def walk(part: Any) -> Iterator[Json]:
        if isinstance(part, dict):
            yield part
            for inner in part.values():
                yield from walk(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from walk(inner)

    parts = walk(message["message"]["components"])
    (custom_id,) = [part["custom_id"] for part in parts if part.get("label") == label]
    return str(custom_id).split(":")[2]


async def test_two_people_who_press_at_once_are_both_answered(stage: Stage):
    card, job = await _result(stage)
    both = await asyncio.gather(
        *(stage.discord.press(card["id"], "Again", as_=person) for person in ("member", "owner"))
    )
    for press in both:
        again = await job_under(stage.app.store, press["id"])
        assert again is not None
        assert (await stage.app.engine.wait(again.id)).state is JobState.DONE
    asked = await stage.discord.imagine("a slow fox [[seconds: 300]]")
    await stage.gateway.wait(prompt="a slow fox", polls=1)
    both = await asyncio.gather(
        *(stage.discord.press(asked["original_id"], "Cancel", as_=one) for one in ("member", "moderator"))
    )
    assert {press["state"] for press in both} == {"deferred_update"}
    assert (await stage.ended(asked)).state is JobState.CANCELLED
    questions = [
        await stage.discord.press(card["id"], "Delete", as_=person) for person in ("member", "moderator")
    ]
    people = ("member", "moderator")
    await asyncio.gather(
        *(
            stage.discord.press(question["original_id"], "Delete", as_=person)
            for question, person in zip(questions, people, strict=True)
        )
    )
    for question, person in zip(questions, people, strict=True):
        await stage.discord.wait_message("Deleted.", id=question["original_id"], as_=person)
    assert await stage.app.store.pictures.of(job.id) == ()
    assert await stage.app.store.quotas.audit() == []
