"""Whoever had everything about them deleted is told in words: a mention of nobody is a number."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import bot
from bot.chat.cards.parts import asked_by
from bot.chat.words import appeals, changes, channel_panel, limits, modlog, quota_answers, reports, safety
from bot.chat.words.people import LEFT, SOMEONE, who
from bot.domain.appeal import Appeal, AppealState
from bot.domain.quota import Bucket, Measure, Scope
from bot.domain.quota_charge import Grant
from bot.domain.safety import Action, Block, Case, Decision, ModAction, Report
from bot.store.changes import Change
from tests.unit.chat.samples import NOW_MS, a_job

#: Stands for somebody who left.
GONE = -77
_FACTS = {"until": NOW_MS, "strikes": 5, "days": 7, "cleared": [1], "credits": 4}


def _action(action: Action) -> str:
    done = ModAction(
        id=1,
        guild_id=2,
        at=NOW_MS,
        by_user_id=GONE,
        action=action,
        user_id=GONE,
        reason="4",
        undo=_FACTS,
        undone_by=GONE,
        undone_at=NOW_MS,
    )
    return " ".join((modlog.told(done), *modlog.facts(done), modlog.undone_before(done)))


def _appeal(state: AppealState) -> str:
    appeal = Appeal(id="a", guild_id=1, user_id=GONE, at=NOW_MS, plea=None, state=state, decided_by=GONE)
    return " ".join(
        (appeals.who_asks(GONE, 5, NOW_MS), appeals.decided(appeal), appeals.not_taken(GONE, "no"))
    )


def _report() -> str:
    report = Report(reporter_id=GONE, reason="rude", at=NOW_MS)
    case = Case(id="c", guild_id=1, job_id="j", reports=(report,), decision=Decision.KEEP, decided_by=GONE)
    parts = reports.voices(case.reports), reports.by_whom(case), reports.asked(GONE, 5, NOW_MS)
    return " ".join(parts)


def _people() -> str:
    block = Block(guild_id=1, user_id=GONE, until=None, reason="", by_user_id=GONE, at=NOW_MS)
    return " ".join((safety.block_line(block), safety.strikes_title(GONE, 2, 5, 7)))


def _credits() -> str:
    grant = Grant(
        id=1,
        bucket=Bucket(Scope.MEMBER, 1, GONE),
        amount=5,
        used=0,
        expires_at=None,
        by_user_id=GONE,
        reason="",
        at=NOW_MS,
    )
    parts = quota_answers.grant_line(grant), quota_answers.grant_by(grant), limits.whom(Scope.USER, GONE)
    return " ".join(parts)


def _changes() -> str:
    change = Change(
        guild_id=1,
        at=NOW_MS,
        by_user_id=GONE,
        area="quota",
        subject=f"member:{GONE}",
        key=Measure.CREDITS_DAY.value,
        before=None,
        after=5,
    )
    return " ".join((changes.change(change), channel_panel.meanwhile([GONE, GONE], "")))


def _card() -> str:
    job = a_job()
    return asked_by(replace(job, origin=replace(job.origin, user_id=GONE)))


_TOLD = {
    **{f"mod-log: {action}": _action(action) for action in Action},
    **{f"appeal: {state}": _appeal(state) for state in AppealState},
    "report": _report(),
    "people": _people(),
    "credits": _credits(),
    "history": _changes(),
    "card": _card(),
}


@pytest.mark.parametrize("said", _TOLD.values(), ids=_TOLD)
def test_who_left_is_told_in_words(said: str):
    assert LEFT() in said
    assert str(GONE) not in said


def test_a_list_that_others_see_tells_nothing_of_who_left():
    assert who(GONE, {GONE}) == SOMEONE()


def test_people_are_mentioned_in_one_place_alone():
    """Which knows that there may be nobody to mention."""
    folder = Path(bot.__file__).parent
    files = [*folder.rglob("*.py"), *(folder.parent / "cogs").glob("*.py")]
    found = {file.name for file in files if re.search(r"<@!?\{(?!&)", file.read_text())}
    assert found == {"people.py"}
