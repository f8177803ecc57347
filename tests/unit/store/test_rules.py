"""Rules of quotas: kept in memory, audited, and never lost to somebody else's change."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.errors import RuleChanged
from bot.domain.quota import Measure, Rule, Rules, Scope
from bot.store.rules import EVERY_GUILD
from tests.unit.store.kit import Kit
from tests.unit.store.rulings import MODERATOR, a_rule, decide, undecide

M = Measure


def amounts(rules: Rules) -> dict[str, int | None]:
    return {f"{rule.scope}:{rule.subject_id}:{rule.measure}": rule.amount for rule in rules.values()}


async def from_disk(kit: Kit, guild: int = 1) -> Rules:
    """As another process would read them."""
    other = Kit(kit.database, kit.path)
    return await other.store.rules.own(guild)


async def test_what_is_decided_is_in_memory_and_on_disk(kit: Kit) -> None:
    rules = kit.store.rules
    assert await rules.of(1) == {}
    await decide(kit, Scope.EVERYONE, 20)
    await decide(kit, Scope.ROLE, 3, subject=50, measure=M.RUNNING)
    await decide(kit, Scope.EVERYONE, None, measure=M.WAITING)
    await decide(kit, Scope.EVERYONE, 30)
    await decide(kit, Scope.MEMBER, 1, subject=7)
    await undecide(kit, Scope.MEMBER, subject=7)
    await undecide(kit, Scope.MEMBER, subject=8)
    expected = {
        "everyone:0:credits_day": 30,
        "role:50:running": 3,
        "everyone:0:waiting": None,
    }
    assert amounts(await rules.of(1)) == amounts(await from_disk(kit)) == expected
    assert rules.known(1) == await rules.of(1)
    assert await rules.of(2) == {}
    assert await rules.of(None) == rules.known(None) == {}


async def test_every_decision_is_audited_with_what_was_there_before(kit: Kit) -> None:
    await decide(kit, Scope.GUILD, 500)
    await decide(kit, Scope.GUILD, 500)
    kit.clock.now_ms += 1
    await decide(kit, Scope.GUILD, None)
    kit.clock.now_ms += 1
    await undecide(kit, Scope.GUILD)
    kit.clock.now_ms += 1
    await decide(kit, Scope.CHANNEL, 2, subject=3, measure=M.RUNNING)
    await undecide(kit, Scope.ROLE, subject=3)
    changes = await kit.store.changes.recent(1, limit=9)
    assert [(each.subject, each.key, each.before, each.after) for each in changes] == [
        ("channel:3", "running", None, 2),
        ("guild", "credits_day", "unlimited", None),
        ("guild", "credits_day", 500, "unlimited"),
        ("guild", "credits_day", None, 500),
    ]
    assert {(each.area, each.by_user_id) for each in changes} == {("quota", MODERATOR)}


async def test_of_two_who_looked_at_the_same_rule_one_is_told_of_the_other(kit: Kit) -> None:
    rules = kit.store.rules
    seen = await decide(kit, Scope.GUILD, 10)
    first, second = replace(seen, amount=20), replace(seen, amount=30)
    await rules.set(first, by=1, seen=seen)
    with pytest.raises(RuleChanged) as caught:
        await rules.set(second, by=2, seen=seen)
    assert caught.value.rule == first
    with pytest.raises(RuleChanged):
        await rules.remove(second, by=2, seen=None)
    assert (await rules.of(1))[seen.place] == first
    await rules.remove(first, by=2, seen=first)
    with pytest.raises(RuleChanged) as caught:
        await rules.set(second, by=2, seen=first)
    assert caught.value.rule is None
    await rules.set(second, by=2, seen=None)
    assert (await from_disk(kit))[seen.place] == second


async def test_of_many_at_once_who_looked_one_changes_it(kit: Kit) -> None:
    seen = await decide(kit, Scope.GUILD, 0)
    results = await asyncio.gather(
        *(kit.store.rules.set(replace(seen, amount=n), by=n, seen=seen) for n in range(1, 51)),
        return_exceptions=True,
    )
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, RuleChanged) for result in results) == 49
    assert len(await kit.store.changes.recent(1, limit=99)) == 2


async def _replace(kit: Kit, *rules: Rule) -> None:
    async with kit.database.write() as tx:
        await kit.store.rules.replace_in(tx, 1, rules, by=9)
    await kit.store.rules.renew()


async def test_replacing_all_leaves_the_operators_alone(kit: Kit) -> None:
    await decide(kit, Scope.CEILING, 1000)
    await decide(kit, Scope.EVERYONE, 20)
    await decide(kit, Scope.GUILD, 50)
    await _replace(kit, a_rule(Scope.GUILD, 60), a_rule(Scope.ROLE, 5, subject=50))
    expected = {"ceiling:0:credits_day": 1000, "guild:0:credits_day": 60, "role:50:credits_day": 5}
    assert amounts(await kit.store.rules.of(1)) == amounts(await from_disk(kit)) == expected
    for wrong in (a_rule(Scope.CEILING, 1), a_rule(Scope.GUILD, 1, guild=2), a_rule(Scope.GUILD, -1)):
        with pytest.raises(ValueError, match="no"):
            await _replace(kit, a_rule(Scope.GUILD, 70), wrong)
    assert amounts(await from_disk(kit)) == expected


async def test_a_ceiling_for_all_holds_in_every_guild_and_belongs_to_none(kit: Kit) -> None:
    await decide(kit, Scope.CEILING, 5, guild=EVERY_GUILD)
    assert amounts(await kit.store.rules.of(1)) == {"ceiling:0:credits_day": 5}
    assert await kit.store.rules.own(1) == {}
    await decide(kit, Scope.CEILING, 9)
    assert amounts(await kit.store.rules.of(1)) == {"ceiling:0:credits_day": 9}
    assert amounts(await kit.store.rules.of(2)) == {"ceiling:0:credits_day": 5}


async def test_no_impossible_rule_is_written(kit: Kit) -> None:
    with pytest.raises(ValueError, match="no"):
        await decide(kit, Scope.GUILD, 5, measure=M.COOLDOWN)
    assert await from_disk(kit) == {}


async def test_what_fails_beside_is_not_decided(kit: Kit) -> None:
    async def fail(_tx: object) -> None:
        raise RuntimeError("beside")

    with pytest.raises(RuntimeError):
        await kit.store.rules.set(a_rule(Scope.GUILD, 5), by=9, beside=fail)
    assert await kit.store.rules.of(1) == await from_disk(kit) == {}
    assert await kit.store.changes.recent(1, limit=9) == []


async def test_what_another_process_decided_is_known_without_being_asked_for(kit: Kit) -> None:
    rules, told = kit.store.rules, list[str]()
    rules.watch(lambda: told.append("changed"))
    await rules.of(1)
    other = Kit(kit.database, kit.path)
    await decide(other, Scope.GUILD, 5)
    assert rules.known(1) == {}
    await kit.store.load()
    assert amounts(rules.known(1)) == {"guild:0:credits_day": 5}
    assert told == ["changed"]
