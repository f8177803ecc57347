"""Decisions about limits: none is lost, and what stands on a button is what was decided."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.quota.keys import AMOUNT, PLACE, amount_of, key_of, place_in, rule_in
from bot.chat.quota.ruling import decide, effect_of, last_decided_by
from bot.domain.errors import RuleChanged
from bot.domain.quota import MEASURES, MOST, Measure, Rule, Scope
from tests.unit.store.kit import Kit

GUILD = 1
_RULES = st.builds(
    Rule,
    guild_id=st.just(GUILD),
    scope=st.sampled_from([scope for scope in MEASURES if scope is not Scope.CEILING]),
    subject_id=st.integers(0, 2**63 - 1),
    measure=st.sampled_from(Measure),
    amount=st.none() | st.integers(0, MOST),
)


@pytest.fixture
async def kit(tmp_path: Path) -> AsyncIterator[Kit]:
    kit = await Kit.open(tmp_path / "inkling.db")
    yield kit
    await kit.database.close()


def everyone(amount: int | None, measure: Measure = Measure.CREDITS_DAY) -> Rule:
    return Rule(guild_id=GUILD, scope=Scope.EVERYONE, measure=measure, amount=amount)


@given(_RULES)
def test_what_stands_on_a_button_is_the_rule_and_fits(rule):
    custom_id = f"quota:still:{key_of(rule)}:{amount_of(rule)}:{amount_of(None)}"
    assert len(custom_id) <= 100
    match = re.fullmatch(rf"quota:still:{PLACE}:(?P<one>{AMOUNT}):(?P<none>{AMOUNT})", custom_id)
    assert match
    place = place_in(match, GUILD)
    assert place.place == rule.place
    assert rule_in(place, match["one"]) == rule
    assert rule_in(place, match["none"]) is None


async def test_of_many_who_decide_at_once_each_replaces_what_another_decided(kit: Kit):
    amounts = range(1, 21)
    rulings = await asyncio.gather(
        *(decide(kit.store.rules, everyone(0), everyone(each), by=each) for each in amounts)
    )
    before = [ruling.before.amount if ruling.before else None for ruling in rulings]
    last = (await kit.store.rules.own(GUILD))[Scope.EVERYONE, 0, Measure.CREDITS_DAY].amount
    assert {*before, last} == {None, *amounts}
    assert before.count(None) == 1
    assert await last_decided_by(kit.store, everyone(0)) == last


async def test_who_saw_something_else_decides_nothing(kit: Kit):
    await decide(kit.store.rules, everyone(0), everyone(5), by=1)
    for seen in (None, everyone(4), everyone(None)):
        with pytest.raises(RuleChanged) as changed:
            await decide(kit.store.rules, everyone(0), everyone(9), by=2, seen=seen)
        assert changed.value.rule == everyone(5)
    ruling = await decide(kit.store.rules, everyone(0), None, by=2, seen=everyone(5))
    assert (ruling.before, ruling.after) == (everyone(5), None)
    assert await kit.store.rules.own(GUILD) == {}


async def test_what_applies_is_told_with_what_decides(kit: Kit):
    member = Rule(guild_id=GUILD, scope=Scope.MEMBER, subject_id=7, measure=Measure.CREDITS_DAY, amount=None)
    role = Rule(guild_id=GUILD, scope=Scope.ROLE, subject_id=5, measure=Measure.CREDITS_DAY, amount=9)
    now_ms = kit.clock.now_ms
    usual = await effect_of(kit.store, member, now_ms=now_ms)
    assert (usual.amount, usual.rule) == (kit.defaults.member, None)
    await decide(kit.store.rules, role, role, by=1)
    by_role = await effect_of(kit.store, member, now_ms=now_ms, role_ids=(5,))
    assert (by_role.amount, by_role.rule) == (9, role)
    assert by_role.standing is not None
    nobody = await effect_of(kit.store, everyone(None), now_ms=now_ms)
    assert (nobody.amount, nobody.standing) == (kit.defaults.member, None)
    pause = await effect_of(kit.store, everyone(None, Measure.COOLDOWN), now_ms=now_ms)
    assert (pause.amount, pause.rule, pause.standing) == (None, None, None)
