"""Blocks hold until they expire or are lifted; strikes count until they are cleared."""

import pytest

from bot.domain.errors import BlockRefused, UndoRefused
from bot.domain.quota import Bucket, Scope
from bot.domain.quota_charge import Grant
from bot.domain.safety import Action, Block, ModAction
from bot.store.blocks import Blocks
from tests.unit.store.kit import Kit

GUILD, MEMBER, MODERATOR, OTHER = 1, 7, 9, 8
HOUR = 3600 * 1000


@pytest.fixture
def blocks(kit: Kit) -> Blocks:
    return kit.store.safety.blocks


def _block(kit: Kit, hours: int | None = None, reason: str = "spam") -> Block:
    now = kit.clock.now_ms
    until = None if hours is None else now + hours * HOUR
    return Block(guild_id=GUILD, user_id=MEMBER, until=until, reason=reason, by_user_id=MODERATOR, at=now)


async def test_a_block_expires_by_itself(kit: Kit, blocks: Blocks) -> None:
    block = _block(kit, hours=2)
    await blocks.block(block)
    assert await blocks.of(GUILD, MEMBER) == block
    assert await blocks.of(GUILD + 1, MEMBER) is None
    assert await blocks.lasting(GUILD) == [block]
    kit.clock.now_ms += 2 * HOUR
    assert await blocks.of(GUILD, MEMBER) is None
    assert await blocks.lasting(GUILD) == []


async def test_a_block_for_good_is_lifted_by_moderators_alone(kit: Kit, blocks: Blocks) -> None:
    await blocks.block(_block(kit))
    kit.clock.now_ms += 10**12
    assert await blocks.of(GUILD, MEMBER) is not None
    action = await blocks.unblock(GUILD, MEMBER, by=OTHER, reason="talked")
    assert (action.action, action.user_id, action.reason) == (Action.UNBLOCK, MEMBER, "talked")
    assert await blocks.of(GUILD, MEMBER) is None
    with pytest.raises(BlockRefused):
        await blocks.unblock(GUILD, MEMBER, by=OTHER, reason="")


async def test_taking_back_a_block_restores_what_was_before(kit: Kit, blocks: Blocks) -> None:
    first = _block(kit, hours=5, reason="first")
    await blocks.block(first)
    kit.clock.now_ms += HOUR
    second = await blocks.block(_block(kit, reason="second"))
    await kit.store.safety.undo.undo(second, by=OTHER)
    assert await blocks.of(GUILD, MEMBER) == first


async def test_taking_back_the_end_of_a_block_blocks_again(kit: Kit, blocks: Blocks) -> None:
    block = _block(kit, hours=5)
    await blocks.block(block)
    lifted = await blocks.unblock(GUILD, MEMBER, by=OTHER, reason="")
    await kit.store.safety.undo.undo(lifted, by=MODERATOR)
    assert await blocks.of(GUILD, MEMBER) == block


async def test_what_was_decided_since_is_not_lost_by_taking_back(kit: Kit, blocks: Blocks) -> None:
    first = await blocks.block(_block(kit, hours=1))
    kit.clock.now_ms += 1
    newer = _block(kit)
    await blocks.block(newer)
    with pytest.raises(UndoRefused):
        await kit.store.safety.undo.undo(first, by=OTHER)
    assert await blocks.of(GUILD, MEMBER) == newer


async def test_strikes_count_within_their_days_until_cleared(kit: Kit) -> None:
    strikes = kit.store.safety.strikes
    for _ in range(3):
        job = await kit.accept(kit.job(user=MEMBER))
        async with kit.database.write() as tx:
            await strikes.add(tx, guild_id=GUILD, user_id=MEMBER, job_id=job.id, at=kit.clock.now_ms)
        kit.clock.now_ms += HOUR
    now = kit.clock.now_ms
    assert await strikes.count(GUILD, MEMBER, since=now - 3 * HOUR - 1) == 3
    assert await strikes.count(GUILD, MEMBER, since=now - 2 * HOUR) == 1
    assert await strikes.count(GUILD, OTHER, since=0) == 0
    cleared = await strikes.clear(GUILD, MEMBER, by=MODERATOR)
    assert cleared is not None
    assert await strikes.count(GUILD, MEMBER, since=0) == 0
    assert await strikes.clear(GUILD, MEMBER, by=MODERATOR) is None
    assert [each.cleared_at for each in await strikes.of(GUILD, MEMBER, limit=9)] == [now] * 3
    await kit.store.safety.undo.undo(cleared, by=OTHER)
    assert await strikes.count(GUILD, MEMBER, since=0) == 3


async def _refund(kit: Kit) -> tuple[Grant, ModAction]:
    """A refund as moderators give it."""
    whose = Bucket(Scope.MEMBER, GUILD, MEMBER)
    grant = await kit.store.grants.give(whose, 3, by=MODERATOR, reason="refund")
    async with kit.database.write() as tx:
        action = await kit.store.safety.modlog.add(
            tx, Action.REFUND, guild_id=GUILD, at=kit.clock.now_ms, by=MODERATOR, user_id=MEMBER,
            reason="3", undo={"grant": grant.id},
        )  # fmt: skip
    return grant, action


async def test_a_refund_is_taken_back_with_what_is_left_of_it(kit: Kit) -> None:
    grant, action = await _refund(kit)
    async with kit.database.write() as tx:
        await kit.store.grants.draw(tx, {grant.id: 2})
    assert await kit.store.safety.undo.undo(action, by=OTHER) is not None
    assert await kit.store.grants.usable(GUILD) == []
    (last, *_) = await kit.store.changes.recent(GUILD, limit=1)
    assert (last.before, last.after, last.by_user_id) == (3, 2, OTHER)


@pytest.mark.parametrize("used", [True, False])
async def test_a_refund_that_is_gone_cannot_be_taken_back(kit: Kit, used: bool) -> None:
    grant, action = await _refund(kit)
    if used:
        async with kit.database.write() as tx:
            await kit.store.grants.draw(tx, {grant.id: 3})
    else:
        await kit.store.grants.revoke(GUILD, grant.id, by=MODERATOR)
    with pytest.raises(UndoRefused):
        await kit.store.safety.undo.undo(action, by=OTHER)
    now = await kit.store.safety.modlog.get(GUILD, action.id)
    assert now is not None
    assert now.undone_at is None
    after = await kit.store.grants.get(GUILD, grant.id)
    assert after is not None
    assert (after.revoked_at is None) == used
