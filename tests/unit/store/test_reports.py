"""One case is open for a job; who reports joins it; it is decided once."""

import pytest

from bot.domain.errors import ReportFault, ReportRefused
from bot.domain.job import Job
from bot.domain.safety import MOST_REPORTS, Decision
from bot.store.reports import Reports
from tests.unit.store.kit import Kit, picture

GUILD, MODERATOR = 1, 9


@pytest.fixture
def reports(kit: Kit) -> Reports:
    return kit.store.safety.reports


@pytest.fixture
async def job(kit: Kit) -> Job:
    job = await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await kit.pictures.insert(tx, job.id, [picture(0), picture(1)])
    return job


async def _decide(kit: Kit, case, decision: Decision, by: int = MODERATOR) -> bool:
    async with kit.database.write() as tx:
        return await kit.store.safety.reports.decide(tx, case, decision, by=by, at=kit.clock.now_ms)


async def test_others_join_the_case_that_is_open(kit: Kit, reports: Reports, job: Job) -> None:
    opened = await reports.add(job, reporter_id=20, reason="rude")
    await reports.posted(opened.id, channel_id=5, message_id=6)
    kit.clock.now_ms += 1
    joined = await reports.add(job, reporter_id=3, reason="me too")
    assert joined.id == opened.id
    assert [(each.reporter_id, each.reason) for each in joined.reports] == [(20, "rude"), (3, "me too")]
    assert (joined.card_channel_id, joined.card_message_id) == (5, 6)
    assert await reports.open_cases(GUILD, limit=9) == [joined]
    assert await reports.open_cases(GUILD, limit=9, offset=1) == []
    assert await reports.open_cases(GUILD + 1, limit=9) == []


@pytest.mark.parametrize("decided", [False, True])
async def test_one_person_reports_a_picture_once(kit: Kit, reports: Reports, job: Job, decided: bool) -> None:
    case = await reports.add(job, reporter_id=20, reason="rude")
    if decided:
        await _decide(kit, case, Decision.KEEP)
    with pytest.raises(ReportRefused) as caught:
        await reports.add(job, reporter_id=20, reason="again")
    assert caught.value.fault is (ReportFault.DECIDED if decided else ReportFault.REPEATED)
    assert await reports.get(case.id) is not None


async def test_the_first_of_two_moderators_decides(kit: Kit, reports: Reports, job: Job) -> None:
    case = await reports.add(job, reporter_id=20, reason="rude")
    await reports.add(job, reporter_id=21, reason="rude")
    assert await _decide(kit, case, Decision.KEEP, by=8)
    assert not await _decide(kit, case, Decision.DELETE)
    decided = await reports.get(case.id)
    assert decided is not None
    assert (decided.decision, decided.decided_by) == (Decision.KEEP, 8)
    assert await reports.open_cases(GUILD, limit=9) == []


async def test_nobody_reports_without_end(kit: Kit, reports: Reports) -> None:
    jobs = [await kit.accept(kit.job(unit_price=0)) for _ in range(MOST_REPORTS + 1)]
    for job in jobs[:-1]:
        await reports.add(job, reporter_id=20, reason="rude")
    with pytest.raises(ReportRefused) as caught:
        await reports.add(jobs[-1], reporter_id=20, reason="rude")
    assert caught.value.fault is ReportFault.TOO_MANY
    kit.clock.now_ms += 3600 * 1000
    await reports.add(jobs[-1], reporter_id=20, reason="rude")


@pytest.mark.parametrize("decision", Decision)
async def test_what_was_to_go_and_is_still_there_is_known(
    kit: Kit, reports: Reports, job: Job, decision: Decision
) -> None:
    case = await reports.add(job, reporter_id=20, reason="rude")
    assert await reports.unfinished() == []
    await _decide(kit, case, decision)
    assert [each.id for each in await reports.unfinished()] == ([case.id] if decision.removes else [])
    await kit.pictures.remove(job.id, at=kit.clock.now_ms)
    assert await reports.unfinished() == []
    assert await kit.pictures.of(job.id) == ()
