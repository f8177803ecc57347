"""Cards: within Discord's rules for anything a person can type, and saying what a person needs."""

import asyncio
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import cards
from bot.chat.cards.status import bar, status_key
from bot.chat.words import FAILURES, failure
from bot.domain.job import Job, JobState, Task
from bot.engine.front import Progress
from sandbox.discord.rules import Endpoint, check_message
from tests.unit.chat.samples import NOW_MS, a_job, a_picture, a_request, an_origin

V2 = 1 << 15
_NASTY = st.one_of(
    st.text(max_size=5000),
    st.text(alphabet=st.sampled_from(list("*_`<>@#[]()\\ \n\u202eé🎨")), max_size=5000),
).filter(lambda text: text.strip())


def body(view: Any, filenames: list[str] | None = None) -> dict[str, Any]:
    wire: dict[str, Any] = {"components": view.to_components(), "flags": V2}
    if filenames:
        wire["attachments"] = [{"id": str(i), "filename": name} for i, name in enumerate(filenames)]
    return wire


def check(view: Any, filenames: list[str] | None = None) -> str:
    """The text of a card, after Discord's rules were applied to it."""
    wire = body(view, filenames)
    refusal = check_message(wire, endpoint=Endpoint.CREATE, files=dict(enumerate(filenames or [])))
    assert refusal is None, str(refusal)
    return "\n".join(re.findall(r'"content": "((?:[^"\\]|\\.)*)"', json.dumps(wire, ensure_ascii=False)))


def drawn(make) -> Any:
    """A card; discord.py wants a running loop to make one."""

    async def build() -> Any:
        return make()

    return asyncio.run(build())


@given(
    prompt=_NASTY,
    state=st.sampled_from([state for state in JobState if not state.is_terminal]),
    elapsed=st.floats(0, 10**6),
    usual=st.floats(0.1, 10**5),
    position=st.none() | st.integers(-1, 10**6),
    remaining=st.none() | st.integers(0, 10**9),
)
@settings(max_examples=60, deadline=None)
def test_a_status_card_is_lawful_whatever_was_typed(prompt, state, elapsed, usual, position, remaining):
    job = a_job(request=a_request(prompt=prompt), state=state)
    progress = Progress(position=position, usual_seconds=usual, remaining=remaining)
    check(drawn(lambda: cards.status_card(job, progress, NOW_MS + round(elapsed * 1000))))


@given(
    prompt=_NASTY,
    code=st.sampled_from([*FAILURES, "a_new_word"]),
    state=st.sampled_from([JobState.FAILED, JobState.CANCELLED, JobState.UNDELIVERABLE]),
)
@settings(max_examples=60, deadline=None)
def test_an_end_card_is_lawful_whatever_was_typed(prompt, code, state):
    job = a_job(request=a_request(prompt=prompt), state=state, failure_code=code, error_id="K7C-M3XT")
    check(drawn(lambda: cards.ended_card(job)))


@given(prompt=_NASTY, count=st.integers(1, 10), spoiler=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_result_card_is_lawful_and_described(prompt, count, spoiler):
    job = a_job(request=a_request(prompt=prompt, count=count))
    shown = [cards.Shown(a_picture(i), f"{job.id}-{i}.png", spoiler) for i in range(count)]
    view = drawn(lambda: cards.result_card(job, shown, count))
    check(view, [each.filename for each in shown])
    items = view.to_components()[0]["components"][0]["items"]
    assert len(items) == count
    for item in items:
        assert 0 < len(item.get("description") or "x") <= 1024
        assert item["spoiler"] is spoiler


@given(
    prompt=_NASTY,
    addresses=st.lists(
        st.from_regex(r"https?://[a-z.]{1,60}/[!-~]{0,900}", fullmatch=True), min_size=1, max_size=10
    ),
    spoiler=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_card_of_links_is_lawful_or_not_made(prompt, addresses, spoiler):
    job = a_job(request=a_request(prompt=prompt, count=len(addresses)))
    written = cards.linkable(addresses)
    assert (
        written or sum(map(len, addresses)) > 2000 or any(set(each) & set("<>()|`\\[]") for each in addresses)
    )
    if written:
        linked = [cards.Linked(a_picture(i), each, spoiler) for i, each in enumerate(written)]
        said = check(drawn(lambda: cards.linked_card(job, linked, len(linked))))
        assert said.count("](http") == len(addresses)
        assert said.count("||[") == (len(addresses) if spoiler else 0)


@pytest.mark.parametrize("address", ["ftp://a/b", "javascript:x", "https://a/b c", "https://a/b|c", "a.png"])
def test_what_is_no_address_for_people_is_not_linked_to(address):
    assert cards.linkable(["https://a/1.png", address]) == ()


@pytest.mark.parametrize(("shown", "said"), [(0, "2 pictures are not shown"), (1, "1 picture is not shown")])
def test_what_is_withheld_is_said_and_can_be_asked_for(shown, said):
    job = a_job(request=a_request(count=2))
    pictures = [cards.Shown(a_picture(i), f"{i}.png", False) for i in range(shown)]
    view = drawn(lambda: cards.result_card(job, pictures, 2, withheld=2 - shown))
    assert said in check(view, [each.filename for each in pictures])
    assert f"job:withheld:{job.id}" in str(view.to_components())


def test_alt_text_is_the_prompt_itself():
    job = a_job(request=a_request(prompt="a *red*  fox\nby night"))
    assert cards.alt_text(job, a_picture(0)) == "a *red* fox by night"
    described = replace(a_picture(0), alt_text="a *fox*\nasleep")
    assert cards.alt_text(job, described) == "a *fox* asleep"


def test_the_status_card_tells_all_a_waiting_person_wants_to_know():
    job = a_job(request=a_request(count=3))
    said = check(
        drawn(
            lambda: cards.status_card(
                job, Progress(position=4, usual_seconds=30, remaining=88), NOW_MS + 15_000
            )
        )
    )
    for part in ("number 4", "usually 30 s", f"<t:{NOW_MS // 1000}:R>", "16:9", "high", "3 pictures"):
        assert part in said
    for part in ("12 credits", "88 left", "<@11>", "a red fox", "gpt-image"):
        assert part in said


@pytest.mark.parametrize("position", [None, 0])
def test_no_number_is_shown_without_a_place_in_the_queue(position):
    said = status_key(a_job(), Progress(position=position), NOW_MS)[0]
    assert said == "In the queue"


@pytest.mark.parametrize("state", [state for state in JobState if not state.is_terminal])
def test_cancel_is_offered_until_the_picture_is_paid(state):
    job = a_job(state=state)
    wire = json.dumps(body(drawn(lambda: cards.status_card(job, Progress(), NOW_MS))))
    assert (f"job:cancel:{job.id}" in wire) == (state not in (JobState.READY, JobState.DELIVERING))


@given(st.floats(0, 10**7), st.floats(0, 10**7), st.floats(0.001, 10**5))
def test_the_bar_only_grows_and_never_fills(one, other, usual):
    less, more = sorted((one, other))
    assert bar(less, usual).count("▰") <= bar(more, usual).count("▰") < len(bar(more, usual)) == 12


def test_a_bar_is_half_full_at_half_the_usual_time():
    assert bar(15, 30) == "▰" * 6 + "▱" * 6


@pytest.mark.parametrize("code", FAILURES)
def test_a_failure_card_says_all_four_things_and_offers_what_makes_sense(code):
    job = a_job(state=JobState.FAILED, failure_code=code, error_id="K7C-M3XT")
    view = drawn(lambda: cards.ended_card(job))
    said = check(view)
    words = failure(code)
    assert words.happened in said
    assert words.charged in said
    assert words.next in said
    assert "K7C-M3XT" in said
    assert code not in said or "_" not in code
    assert (f"job:again:{job.id}" in json.dumps(body(view))) == words.again


def test_what_could_not_be_handed_over_is_not_said_to_be_free():
    job = a_job(state=JobState.UNDELIVERABLE, failure_code="internal", error_id="K7C-M3XT")
    assert "Nothing was charged" not in check(drawn(lambda: cards.ended_card(job)))


def test_a_cancelled_job_that_was_sent_is_told_it_may_still_be_finished():
    sent = a_job(state=JobState.CANCELLED)
    unsent = replace(sent, tasks=tuple(replace(task, submit_attempt=0) for task in sent.tasks))
    assert "may still finish" in check(drawn(lambda: cards.ended_card(sent)))
    assert "may still finish" not in check(drawn(lambda: cards.ended_card(unsent)))


def test_part_of_the_pictures_is_said_to_be_part_and_priced_so():
    job = a_job(request=a_request(count=3))
    shown = [cards.Shown(a_picture(i), f"{i}.png", False) for i in range(2)]
    said = check(drawn(lambda: cards.result_card(job, shown, 2)), ["0.png", "1.png"])
    assert "2 of 3" in said
    assert "8 credits" in said
    assert "1536×864" in said


def test_the_part_that_failed_has_its_reason_on_the_card():
    tasks = (Task(index=0, images=2), Task(index=1, images=1, failure_code="image_bomb"))
    job = a_job(request=a_request(count=3), tasks=tasks, error_id="K7C-M3XT")
    shown = [cards.Shown(a_picture(i), f"{i}.png", False) for i in range(2)]
    said = check(drawn(lambda: cards.result_card(job, shown, 2)), ["0.png", "1.png"])
    assert f"-# {failure('image_bomb').happened} · Error id `K7C-M3XT`" in said


def test_a_prompt_full_of_mentions_mentions_only_who_asked():
    job = a_job(request=a_request(prompt="@everyone <@999> <@&5> <#7> [x](https://x.y)"), origin=an_origin())
    said = check(drawn(lambda: cards.status_card(job, Progress(), NOW_MS)))
    assert re.findall(r"(?<!\\\\)<@[!&]?\d+>", said) == ["<@11>"]
    assert "@everyone" not in said
    assert "https://" not in said


def test_equal_keys_make_equal_cards():
    job: Job = a_job()
    one, other = Progress(position=3), Progress(position=3)
    assert status_key(job, one, NOW_MS) == status_key(job, other, NOW_MS + 1)
    first = body(drawn(lambda: cards.status_card(job, one, NOW_MS)))
    assert first == body(drawn(lambda: cards.status_card(job, other, NOW_MS + 1)))
