"""Requests that an image service refuses for its rules: counted as they end, and what they lead to."""

from bot.domain.safety import ITSELF, Action, Block
from tests.unit.engine.house import GUILD, USER, House

REFUSED = "a fox [[fault: content_policy_violation@submit]]"
HOUR = 3600 * 1000


async def _count(house: House) -> int:
    return await house.store.safety.strikes.count(GUILD, USER, since=0)


async def test_the_last_of_too_many_blocks_and_all_of_them_are_spent(house: House):
    await house.store.settings.change_guild(GUILD, {"strikes": 2, "strike_block_hours": 3}, by=9)
    assert await house.store.safety.blocks.of(GUILD, USER) is None
    await house.imagine(REFUSED)
    assert await _count(house) == 1
    job = await house.imagine(REFUSED)
    block = await house.store.safety.blocks.of(GUILD, USER)
    assert block is not None
    assert block.until == block.at + 3 * HOUR
    assert block.by_user_id == ITSELF
    assert await _count(house) == 0
    (action,) = await house.store.safety.modlog.page(GUILD, limit=9)
    assert (action.action, action.by_user_id, action.job_id) == (Action.AUTO_BLOCK, None, job.id)


async def test_where_nobody_chose_a_block_moderators_are_told_once_and_nobody_is_blocked(house: House):
    await house.store.settings.change_guild(GUILD, {"strikes": 2}, by=9)
    await house.imagine(REFUSED)
    job = await house.imagine(REFUSED)
    await house.imagine(REFUSED)
    assert await house.store.safety.blocks.of(GUILD, USER) is None
    assert await _count(house) == 1
    (action,) = await house.store.safety.modlog.page(GUILD, limit=9)
    noted = (action.action, action.by_user_id, action.user_id, action.job_id, action.reason)
    assert noted == (Action.STRIKES, None, USER, job.id, "2")


async def test_a_block_that_lasts_longer_stays(house: House):
    await house.store.settings.change_guild(GUILD, {"strikes": 1, "strike_block_hours": 24}, by=9)
    job = await house.begin(REFUSED + "[[seconds: 1]]")
    for_good = Block(guild_id=GUILD, user_id=USER, until=None, reason="spam", by_user_id=9, at=1)
    await house.store.safety.blocks.block(for_good)
    await house.engine.wait(job.id)
    assert await house.store.safety.blocks.of(GUILD, USER) == for_good
    assert await _count(house) == 1


async def test_where_strikes_lead_to_nothing_they_are_only_counted(house: House):
    await house.store.settings.change_guild(GUILD, {"strikes": None}, by=9)
    await house.imagine(REFUSED)
    assert await _count(house) == 1
    assert await house.store.safety.blocks.of(GUILD, USER) is None


async def test_other_ends_are_no_strikes(house: House):
    await house.store.settings.change_guild(GUILD, {"strikes": 1}, by=9)
    await house.imagine("a fox [[fault: invalid_request@submit]]")
    await house.imagine("a fox")
    assert await _count(house) == 0
