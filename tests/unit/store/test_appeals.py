"""Appeals are kept until all is told, decided once, and forgotten afterwards."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.appeal import LIFE_MS, MOST_OPEN, Appeal, AppealState, Plea
from bot.domain.errors import AppealFault, AppealRefused
from bot.domain.quota import Measure, Scope, Standing
from bot.store import schema
from tests.support.tables import decisions, rows
from tests.unit.store.kit import TOKEN, Kit
from tests.unit.store.rulings import MEMBER, MODERATOR, a_rule


def an_appeal(kit: Kit, appeal_id: str = "a1", *, prompt: str = "a fox", user: int = 7) -> Appeal:
    job = kit.job(user=user)
    standing = Standing(
        bucket=MEMBER,
        measure=Measure.CREDITS_WEEK,
        used=8,
        limit=9,
        granted=1,
        begins_at=1,
        resets_at=2,
        rule=a_rule(Scope.ROLE, 9, subject=5, measure=Measure.CREDITS_WEEK),
    )
    plea = Plea(
        request=replace(job.request, prompt=prompt, references=("f" * 64,)),
        origin=job.origin,
        role_ids=(5, 6),
        price=10,
        limits=(standing, replace(standing, rule=None, limit=None)),
        locale="de",
        retry_of="j1",
        why="for a party",
    )
    return Appeal(id=appeal_id, guild_id=1, user_id=user, at=kit.clock.now_ms, plea=plea)


async def test_what_was_asked_is_read_as_it_was_written(kit: Kit):
    appeal = an_appeal(kit)
    await kit.store.appeals.open(appeal)
    assert await kit.store.appeals.get("a1") == appeal
    assert await kit.store.appeals.references() == {"f" * 64}
    assert await kit.store.appeals.get("a2") is None


async def test_one_is_open_for_each_request_and_few_for_each_member(kit: Kit):
    appeals = kit.store.appeals
    await appeals.open(an_appeal(kit))
    for again in (an_appeal(kit), an_appeal(kit, "a2")):
        with pytest.raises(AppealRefused) as refused:
            await appeals.open(again)
        assert refused.value.fault is AppealFault.ASKED_ALREADY
    for number in range(MOST_OPEN - 1):
        await appeals.open(an_appeal(kit, f"b{number}", prompt=str(number)))
    with pytest.raises(AppealRefused) as refused:
        await appeals.open(an_appeal(kit, "c1", prompt="one more"))
    assert refused.value.fault is AppealFault.TOO_MANY
    await appeals.open(an_appeal(kit, "d1", user=8))
    kit.clock.now_ms += LIFE_MS
    await appeals.open(an_appeal(kit, "e1"))


async def test_of_two_decisions_at_once_one_holds(kit: Kit):
    appeal = an_appeal(kit)
    await kit.store.appeals.open(appeal)
    held = await asyncio.gather(
        kit.store.appeals.decide(appeal, AppealState.APPROVED, by=11),
        kit.store.appeals.decide(appeal, AppealState.DENIED, by=12, reason="no"),
    )
    assert sorted(held) == [False, True]
    assert not await kit.store.appeals.decide(appeal, AppealState.EXPIRED, by=0)
    found = await kit.store.appeals.get("a1")
    assert found is not None
    assert found.state is (AppealState.APPROVED if held[0] else AppealState.DENIED)
    assert found.decided_by == (11 if held[0] else 12)
    (change,) = await decisions(kit.database, 1)
    assert (change["area"], change["subject"], change["key"]) == ("quota", "member:7", "appeal:a1")
    assert (change["before"], change["after"]) == ("open", found.state.value)


async def test_what_was_told_keeps_no_words_and_is_dropped_later(kit: Kit):
    appeals = kit.store.appeals
    await appeals.open(appeal := an_appeal(kit))
    await appeals.told("a1")
    assert await appeals.get("a1") == appeal
    await appeals.decide(appeal, AppealState.DENIED, by=MODERATOR, reason="not today")
    await appeals.told("a1")
    found = await appeals.get("a1")
    assert found is not None
    assert (found.plea, found.reason) == (None, "not today")
    written = str(await rows(kit.database, select(schema.appeals)))
    assert TOKEN not in written
    assert "fox" not in written
    kit.clock.now_ms += 31 * LIFE_MS
    await appeals.open(other := an_appeal(kit, "a2"))
    await appeals.decide(other, AppealState.DENIED, by=MODERATOR)
    await appeals.told("a2")
    assert await appeals.get("a1") is None
    assert await appeals.get("a2") is not None


async def test_what_an_earlier_process_left_is_found(kit: Kit):
    appeals = kit.store.appeals
    for number in range(3):
        await appeals.open(an_appeal(kit, f"a{number}", prompt=str(number)))
    await appeals.posted("a1", channel_id=3, message_id=4)
    await appeals.posted("a2", channel_id=3, message_id=5)
    two = await appeals.get("a2")
    assert two is not None
    await appeals.decide(two, AppealState.APPROVED, by=MODERATOR)
    assert [each.id for each in await appeals.unfinished()] == ["a0", "a2"]
    await appeals.told("a2")
    await appeals.drop("a0")
    assert await appeals.unfinished() == []


async def test_after_a_day_it_is_too_late(kit: Kit):
    appeals = kit.store.appeals
    await appeals.open(an_appeal(kit))
    kit.clock.now_ms += LIFE_MS - 1
    assert await appeals.lapsed() == []
    kit.clock.now_ms += 1
    (found,) = await appeals.lapsed()
    assert found.is_lapsed(kit.clock.now_ms)
    await appeals.decide(found, AppealState.EXPIRED, by=0)
    assert await appeals.lapsed() == []
    assert await decisions(kit.database, 1) == []


async def test_who_is_forgotten_has_no_appeals(kit: Kit):
    await kit.store.appeals.open(an_appeal(kit))
    await kit.store.appeals.open(an_appeal(kit, "a2", user=8))
    await kit.store.appeals.forget_of(7)
    assert await kit.store.appeals.get("a1") is None
    assert await kit.store.appeals.get("a2") is not None
