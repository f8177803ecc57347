"""What guilds charge: kept in memory, audited, and never lost to somebody else's change."""

import pytest

from bot.domain.errors import PriceChanged
from bot.domain.price import PricedKind
from bot.domain.quota import MOST
from bot.store.prices import kind_of
from tests.unit.store.kit import Kit

MODEL, HIGH = PricedKind("m"), PricedKind("m", "", "high")


async def test_what_is_decided_is_in_memory_and_on_disk(kit: Kit) -> None:
    prices = kit.store.prices
    assert (await prices.of(1)).decided == {}
    await prices.set(1, MODEL, 5, by=9)
    await prices.set(1, HIGH, 0, by=9)
    await prices.set(1, MODEL, 6, by=9)
    await prices.set(2, MODEL, 7, by=9)
    other = Kit(kit.database, kit.path)
    expected = {MODEL: 6, HIGH: 0}
    assert (await prices.of(1)).decided == (await other.store.prices.of(1)).decided == expected
    await prices.set(1, MODEL, None, by=9)
    await prices.set(1, PricedKind("x"), None, by=9)
    other.store.prices.forget()
    assert (await prices.of(1)).decided == (await other.store.prices.of(1)).decided == {HIGH: 0}
    assert (await prices.of(None)).decided == {}


async def test_every_decision_is_audited(kit: Kit) -> None:
    for amount in (5, 5, 6, None, None):
        kit.clock.now_ms += 1
        await kit.store.prices.set(1, HIGH, amount, by=9)
    changes = await kit.store.changes.recent(1, limit=9)
    assert [(each.before, each.after) for each in changes] == [(6, None), (5, 6), (None, 5)]
    assert {(each.area, each.subject, each.key) for each in changes} == {("price", "m::high", "credits")}


async def test_who_looked_at_an_older_price_is_told_the_newer(kit: Kit) -> None:
    prices = kit.store.prices
    await prices.set(1, MODEL, 5, by=9, seen=None)
    await prices.set(1, MODEL, 6, by=9, seen=5)
    with pytest.raises(PriceChanged) as caught:
        await prices.set(1, MODEL, 7, by=9, seen=5)
    assert caught.value.credits == 6
    assert (await prices.of(1)).decided == {MODEL: 6}


async def test_a_change_is_found_again_by_its_number(kit: Kit) -> None:
    colon = PricedKind("flux:dev", "2k")
    for kind in (MODEL, HIGH, colon):
        number = await kit.store.prices.set(1, kind, 5, by=9)
        assert number is not None
        change = await kit.store.changes.get(1, number)
        assert change is not None
        assert (kind_of(change.subject), change.before, change.after) == (kind, None, 5)
        assert await kit.store.changes.get(2, number) is None
    assert await kit.store.prices.set(1, MODEL, 5, by=9) is None


@pytest.mark.parametrize("amount", [-1, MOST + 1])
async def test_a_price_is_what_one_can_count_to(kit: Kit, amount: int) -> None:
    with pytest.raises(ValueError, match="no price"):
        await kit.store.prices.set(1, MODEL, amount, by=9)
    assert (await kit.store.prices.of(1)).decided == {}
