"""An audit finds whatever does not add up."""

import pytest
from sqlalchemy import text

from bot.domain.quota_windows import slot_of
from tests.unit.store.kit import NOON, Kit


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("UPDATE quota SET used = used + 1", f"guild 1/0 from {slot_of(NOON)}: 11 used, 10 in the ledger"),
        ("DELETE FROM quota", "0 used, 10 in the ledger"),
        ("DELETE FROM ledger", "10 used, 0 in the ledger"),
        ("UPDATE ledger SET amount = 9", "in guild: 9 of 10 reserved"),
        ("UPDATE ledger SET amount = 9", "in ceiling: 9 of 6 reserved"),
        ("UPDATE jobs SET state = 'done'", "(done) in guild: closed by nothing"),
        ("UPDATE jobs SET state = 'failed'", "(failed) in member: closed by nothing"),
        ("UPDATE jobs SET guild_id = NULL", ": 4 reserves"),
        ("UPDATE jobs SET home_channel_id = NULL", ": 4 reserves"),
        ("DELETE FROM ledger WHERE scope = 'guild'", ": 3 reserves"),
        (
            "INSERT INTO grants VALUES (1, 1, 'member', 7, 9, 4, NULL, '', 99, 1, NULL)",
            "grant 1: 4 used, 0 in the ledger",
        ),
    ],
)
async def test_an_audit_finds_what_does_not_add_up(kit: Kit, tamper: str, told: str) -> None:
    await kit.accept(kit.job(unit_cost=3))
    assert await kit.quotas.audit() == []
    async with kit.database.write() as tx:
        await tx.execute(text(tamper))
    assert any(told in line for line in await kit.quotas.audit()), await kit.quotas.audit()


async def test_an_audit_finds_what_was_closed_too_early(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await kit.quotas.release(tx, job)
    assert any("closed by release" in line for line in await kit.quotas.audit())
