"""A guild is greeted once in a stay, whoever restarts in between."""

from bot.domain.operator import Access, GuildAccess
from tests.unit.store.kit import Kit


async def test_a_stay_begins_ends_and_begins_anew(kit: Kit) -> None:
    guilds = kit.store.guilds
    first = await guilds.joined(1, "House")
    kit.clock.now_ms += 1000
    assert await guilds.joined(1, "Picture House") == await guilds.get(1)
    again = await guilds.get(1)
    assert again is not None
    assert (again.name, again.joined_at) == ("Picture House", first.joined_at)
    await guilds.left(1)
    gone = await guilds.get(1)
    assert gone is not None
    assert gone.left_at == kit.clock.now_ms
    kit.clock.now_ms += 1000
    back = await guilds.joined(1, "Picture House")
    assert (back.joined_at, back.left_at) == (kit.clock.now_ms, None)


async def test_a_greeting_is_taken_on_once_in_a_stay(kit: Kit) -> None:
    guilds = kit.store.guilds
    assert not await guilds.begin_greeting(1)
    await guilds.joined(1, "House")
    assert await guilds.begin_greeting(1)
    assert not await guilds.begin_greeting(1)
    await guilds.greeting_failed(1)
    assert await guilds.begin_greeting(1)
    await guilds.joined(1, "House")
    assert not await guilds.begin_greeting(1)
    await guilds.left(1)
    assert not await guilds.begin_greeting(1)
    await guilds.joined(1, "House")
    assert await guilds.begin_greeting(1)


async def test_what_happened_while_nobody_looked_is_noted(kit: Kit) -> None:
    guilds = kit.store.guilds
    for number in (1, 2, 3):
        await guilds.joined(number, "House")
    await guilds.reconcile({2: "House", 4: "Club"}, of_others=[3])
    assert sorted(stay.guild_id for stay in await guilds.present()) == [2, 3, 4]


async def test_a_guild_decided_about_beforehand_is_not_present_and_not_greeted_if_blocked(kit: Kit) -> None:
    await kit.store.accesses.decide(1, GuildAccess(Access.BLOCKED, "spam"), by=0)
    assert await kit.store.guilds.present() == []
    await kit.store.guilds.reconcile({})
    stay = await kit.store.guilds.joined(1, "House")
    assert (stay.joined_at, stay.left_at, stay.access) == (kit.clock.now_ms, None, "blocked")
    assert not await kit.store.guilds.begin_greeting(1)
