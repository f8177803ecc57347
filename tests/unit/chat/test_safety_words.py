"""Every objection, action and decision has words of its own, and other people's words are safe in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import words
from bot.chat.words import filters, modlog, reports, safety
from bot.domain import errors
from bot.domain.errors import BlockFault, FilterFault, ReportFault
from bot.domain.safety import Action, Case, Decision, Filter, FilterKind, ModAction, Report

NOON = 1_773_139_200_000

_OBJECTIONS = [
    errors.PromptFiltered(word="f*o_x"),
    errors.PromptFiltered(word=None),
    errors.MemberBlocked(until=NOON, reason="spam", by_itself=False),
    errors.MemberBlocked(until=None, reason="", by_itself=False),
    errors.MemberBlocked(until=NOON, reason="", by_itself=True),
    *(errors.FilterRefused(fault, entry="x", limit=5, detail="missing ): x(") for fault in FilterFault),
    *(errors.BlockRefused(fault, "17") for fault in BlockFault),
    *(errors.ReportRefused(fault) for fault in ReportFault),
    errors.UndoRefused(),
    errors.NotAModerator(),
]


@pytest.mark.parametrize("error", _OBJECTIONS, ids=repr)
def test_every_objection_is_one_short_answer_that_says_what_to_do(error):
    said = words.refusal(error)
    assert 20 < len(said) <= 400
    assert said[-1] in ".`"


def test_no_two_objections_say_the_same():
    told = [words.refusal(error) for error in _OBJECTIONS]
    assert len(set(told)) == len(told)


def test_a_member_reads_the_word_they_typed_and_never_a_pattern():
    assert "“fox”" in words.refusal(errors.PromptFiltered(word="fox"))
    assert "“" not in words.refusal(errors.PromptFiltered(word=None))


def test_a_blocked_member_reads_until_when_and_why():
    said = words.refusal(errors.MemberBlocked(until=NOON, reason="spam", by_itself=False))
    for part in (f"<t:{NOON // 1000}:f>", f"<t:{NOON // 1000}:R>", "“spam”", "moderator"):
        assert part in said


_FACTS = {"until": NOON, "strikes": 5, "days": 7, "cleared": [1, 2], "credits": 4}


@pytest.mark.parametrize("action", Action)
def test_every_action_is_told_with_who_and_when(action):
    done = ModAction(
        id=1, guild_id=2, at=NOON, by_user_id=9, action=action, user_id=7, reason="4", undo=_FACTS
    )
    told = " ".join((modlog.headline(done), modlog.told(done), *modlog.facts(done)))
    assert "<@9>" in told
    assert f"<t:{NOON // 1000}:R>" in told
    assert "<@7>" in told or action in (Action.FILTER_ADD, Action.FILTER_REMOVE)


def test_the_bot_signs_what_it_does_by_itself():
    done = ModAction(
        id=1, guild_id=2, at=NOON, by_user_id=None, action=Action.AUTO_BLOCK, user_id=7, undo=_FACTS
    )
    assert "by Inkling" in modlog.facts(done)
    assert "refused 5 requests within 7 days" in modlog.told(done)


def test_strikes_alone_block_nobody_and_say_so():
    done = ModAction(id=1, guild_id=2, at=NOON, by_user_id=None, action=Action.STRIKES, user_id=7, reason="5")
    assert "refused 5 requests of <@7>. Nobody is blocked" in modlog.told(done)
    assert not done.can_be_undone
    told = safety.struck(3, 5, 7, None)
    assert "strike 3 of 5 within 7 days" in told
    assert "cannot ask" not in told


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_names_who_made_it(decision):
    case = Case(
        id="c",
        guild_id=1,
        job_id="j",
        reports=(Report(reporter_id=3, reason="rude", at=NOON),),
        decision=decision,
        decided_by=9,
        decided_at=NOON,
    )
    said = reports.decided_before(case)
    assert "<@9>" in said
    assert reports.decided(decision) in said


def test_a_case_with_many_voices_stays_readable():
    many = tuple(Report(reporter_id=n, reason="x" * 300, at=NOON) for n in range(50))
    said = reports.voices(many)
    assert len(said) < 2500
    assert "45 more" in said


@given(st.text(max_size=400).filter(str.strip), st.data(), st.sampled_from(FilterKind), st.booleans())
def test_a_match_is_marked_in_whatever_was_typed(text, data, kind, in_normal):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    entry = Filter(id=1, guild_id=1, kind=kind, pattern="`a`\nb", note="", by_user_id=9, at=0)
    said = filters.hit_line(entry=entry, text=text, start=start, end=end, in_normal=in_normal)
    shown, why = said.rsplit("\n", 1)
    assert why.startswith("-# ")
    assert why.count("`") == 2
    assert "@everyone" not in shown
    assert len(shown) <= 4 * 400 + 20


@given(st.text(max_size=400), st.text(max_size=400))
def test_an_entry_is_one_line_of_code_and_one_of_small_print(pattern, note):
    entry = Filter(
        id=1,
        guild_id=1,
        kind=FilterKind.PATTERN,
        pattern=pattern,
        note=note,
        by_user_id=9,
        at=0,
        refused=3,
        refused_at=NOON,
    )
    said = filters.entry_line(entry)
    assert len(said.split("\n")) == 2
    assert len(said) <= 1000
