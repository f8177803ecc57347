"""Cards and lists of moderators: within Discord's rules for anything a person can type."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.cards.parts import text
from bot.chat.safety import cards, lists
from bot.chat.safety.evidence import exhibits
from bot.chat.safety.filters import Tried, _preview, _tested
from bot.chat.words import filters, safety
from bot.domain.safety import (
    LONGEST_PATTERN,
    LONGEST_REASON,
    MOST_FILTERS,
    Action,
    Block,
    Case,
    Decision,
    Filter,
    FilterKind,
    ModAction,
    Report,
)
from bot.engine.screen import Hit
from tests.unit.chat.samples import NOW_MS, a_job, a_picture, a_request
from tests.unit.chat.test_cards import check, drawn

_NASTY = st.one_of(
    st.text(max_size=5000),
    st.text(alphabet=st.sampled_from(list("*_`<>@#[]()\\ \n\u202eé🎨")), max_size=5000),
).filter(lambda each: each.strip())
_SOME = settings(max_examples=40, deadline=None)


def a_filter(pattern: str, note: str = "", kind: FilterKind = FilterKind.WORD) -> Filter:
    return Filter(
        id=1,
        guild_id=1,
        kind=kind,
        pattern=pattern,
        note=note,
        by_user_id=2**62,
        at=NOW_MS,
        refused=10**6,
        refused_at=NOW_MS,
    )


def a_case(reason: str, number: int = 1) -> Case:
    voices = tuple(Report(reporter_id=2**62 + n, reason=reason, at=NOW_MS) for n in range(number))
    return Case(id=f"{'0' * 25}-{2**62}", guild_id=1, job_id="0" * 25, reports=voices)


@given(prompt=_NASTY, reason=_NASTY, number=st.integers(1, 40), pictures=st.integers(0, 10))
@_SOME
def test_a_report_is_a_lawful_card_whoever_wrote_what(prompt, reason, number, pictures):
    job = a_job(request=a_request(prompt=prompt))
    names = [f"SPOILER_report-{n}.png" for n in range(pictures)]
    evidence = cards.Evidence(job=job, filenames=names, show_prompts=True)
    case = a_case(reason[:LONGEST_REASON], number)
    check(drawn(lambda: cards.case_card(case, evidence)), names)


@given(reason=_NASTY, decision=st.sampled_from(Decision), number=st.integers(1, 40))
@_SOME
def test_a_decided_report_is_a_lawful_card_with_nothing_to_press(reason, decision, number):
    case = replace(
        a_case(reason[:LONGEST_REASON], number), decision=decision, decided_by=9, decided_at=NOW_MS
    )
    view = drawn(lambda: cards.decided_card(case, a_job(), "Done."))
    assert "<@9>" in check(view)
    assert "custom_id" not in str(view.to_components())


_FACTS = {"until": None, "strikes": 5, "days": 7, "cleared": [1]}


@given(reason=_NASTY, action=st.sampled_from(Action), undone=st.booleans())
@_SOME
def test_an_action_is_a_lawful_card(reason, action, undone):
    done = ModAction(
        id=2**62,
        guild_id=1,
        at=NOW_MS,
        by_user_id=None,
        action=action,
        user_id=2**62,
        reason="7" if action in (Action.REFUND, Action.STRIKES) else reason[:LONGEST_REASON],
        undo=_FACTS,
        undone_by=3 if undone else None,
        undone_at=NOW_MS if undone else None,
    )
    view = drawn(lambda: cards.action_card(done))
    check(view)
    assert ("modlog:undo" in str(view.to_components())) == done.can_be_undone


@given(_NASTY)
@_SOME
def test_a_full_page_of_any_list_is_lawful(typed):
    reason, pattern = typed[:LONGEST_REASON], typed[:LONGEST_PATTERN]
    block = Block(guild_id=1, user_id=2**62, until=NOW_MS, reason=reason, by_user_id=2**62, at=NOW_MS)
    done = ModAction(
        id=2**62, guild_id=1, at=NOW_MS, by_user_id=2**62, action=Action.BLOCK, user_id=2**62,
        reason=reason, undo=_FACTS,
    )  # fmt: skip
    pages: list[list[Any]] = [
        [
            text(
                filters.filter_title(1, MOST_FILTERS),
                *[filters.entry_line(a_filter(pattern, reason))] * lists.PAGE,
            )
        ],
        [text(safety.blocks_title(1), *[safety.block_line(block)] * lists.PAGE)],
    ]
    for pieces in pages:
        check(drawn(lambda pieces=pieces: lists._paged("filters", pieces, 5, more=True)))
    check(
        drawn(
            lambda: lists._paged(
                "log", [lists._action(replace(done, id=2**62 + n)) for n in range(lists.PAGE)], 5, more=True
            )
        )
    )


@given(prompt=_NASTY, pattern=_NASTY, data=st.data())
@_SOME
def test_what_an_entry_would_refuse_and_what_a_text_would_meet_are_lawful(prompt, pattern, data):
    start = data.draw(st.integers(0, len(prompt) - 1))
    hit = Hit(
        a_filter(pattern[:LONGEST_PATTERN]), start, data.draw(st.integers(start + 1, len(prompt))), True
    )
    tried = Tried(100, [(prompt, hit)] * 50, 3)
    check(drawn(lambda: _preview(hit.filter, tried, show_prompts=True)))
    check(drawn(lambda: _tested(prompt, [hit] * 50)))


async def test_what_is_no_longer_on_disk_is_left_out(tmp_path):
    assert await exhibits([a_picture(0)], folder=tmp_path) == []


@pytest.mark.parametrize(
    ("private", "forgotten", "show", "said"),
    [
        (False, None, True, "a red fox"),
        (False, None, False, "not shown"),
        (True, None, False, "a red fox"),
        (True, None, True, "was private"),
        (False, NOW_MS, True, "was deleted"),
    ],
)
def test_a_report_shows_the_prompt_as_far_as_moderators_may_see_it(private, forgotten, show, said):
    job = a_job(forgotten_at=forgotten)
    job = replace(job, origin=replace(job.origin, private=private))
    evidence = cards.Evidence(job=job, filenames=(), show_prompts=show)
    assert said in check(drawn(lambda: cards.case_card(a_case("rude"), evidence)))
