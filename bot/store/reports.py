"""Reported pictures: who reported them, and what moderators decided. One case is open for a job at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, func, insert, select, update

from bot.domain.clock import Clock
from bot.domain.errors import ReportFault, ReportRefused
from bot.domain.job import Job
from bot.domain.safety import MOST_REPORTS, Case, Decision, Report
from bot.store.database import Database, Tx
from bot.store.schema import images, reports

_HOUR = 3600 * 1000
_REMOVING = tuple(each.value for each in Decision if each.removes)

_INSERT = insert(reports)
_OF_JOB = select(reports).where(reports.c.job_id == bindparam("of_job")).order_by(reports.c.at, reports.c.id)
_OF_CASE = select(reports).where(reports.c.case_id == bindparam("of_case"))
_RECENT = (
    select(func.count())
    .select_from(reports)
    .where(
        reports.c.guild_id == bindparam("of_guild"),
        reports.c.reporter_id == bindparam("of_reporter"),
        reports.c.at > bindparam("since"),
    )
)
_OPEN_CASES = (
    select(reports.c.case_id)
    .where(
        reports.c.guild_id == bindparam("of_guild"),
        reports.c.decision.is_(None),
        reports.c.id == reports.c.case_id,
    )
    .order_by(reports.c.at, reports.c.id)
    .limit(bindparam("at_most"))
    .offset(bindparam("but_the_first"))
)
#: Decided to go, and still there: the process ended in between.
_UNFINISHED = (
    select(reports.c.case_id)
    .where(
        reports.c.decision.in_(_REMOVING),
        reports.c.id == reports.c.case_id,
        reports.c.job_id.in_(select(images.c.job_id).where(images.c.removed_at.is_(None))),
    )
    .order_by(reports.c.at)
)
_POSTED = (
    update(reports)
    .where(reports.c.id == bindparam("of_case"))
    .values(card_channel_id=bindparam("channel"), card_message_id=bindparam("message"))
)
_DECIDE = (
    update(reports)
    .where(reports.c.case_id == bindparam("of_case"), reports.c.decision.is_(None))
    .values(decision=bindparam("decided"), decided_by=bindparam("by"), decided_at=bindparam("when"))
)


class Reports:
    """The only place that reads and writes `reports`."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, job: Job, *, reporter_id: int, reason: str) -> Case:
        """Open a case, or join the open one; the case with this report in it, which is its last.

        Raises:
            ReportRefused: this person has reported it, moderators have decided, or it is too many an hour.
        """
        now_ms = self._clock.wall_ms()
        async with self._database.write() as tx:
            before = next(iter(_cases((await tx.execute(_OF_JOB, {"of_job": job.id})).mappings())), None)
            await self._check(tx, before, job, reporter_id, now_ms)
            # Of one person and job there is one report, ever.
            number = f"{job.id}-{reporter_id}"
            row = {
                "id": number,
                "case_id": before.id if before else number,
                "guild_id": job.origin.guild_id,
                "job_id": job.id,
                "reporter_id": reporter_id,
                "reason": reason,
                "at": now_ms,
            }
            await tx.execute(_INSERT, row)
            found = await tx.execute(_OF_JOB, {"of_job": job.id})
            return _cases(found.mappings())[0]

    async def get(self, case_id: str) -> Case | None:
        """One case."""
        async with self._database.read() as tx:
            return await self.one(tx, case_id)

    async def one(self, tx: Tx, case_id: str) -> Case | None:
        """One case, as a transaction sees it."""
        found = await tx.execute(_OF_CASE, {"of_case": case_id})
        return next(iter(_cases(found.mappings())), None)

    async def open_cases(self, guild_id: int, *, limit: int, offset: int = 0) -> list[Case]:
        """What moderators have not decided yet, the oldest first."""
        values = {"of_guild": guild_id, "at_most": limit, "but_the_first": offset}
        return await self._load(_OPEN_CASES, values)

    async def unfinished(self) -> list[Case]:
        """Cases whose pictures were to go and have not gone, in every guild."""
        return await self._load(_UNFINISHED, {})

    async def posted(self, case_id: str, *, channel_id: int, message_id: int) -> None:
        """Remember where its card is."""
        async with self._database.write() as tx:
            await tx.execute(_POSTED, {"of_case": case_id, "channel": channel_id, "message": message_id})

    async def decide(self, tx: Tx, case: Case, decision: Decision, *, by: int, at: int) -> bool:
        """Close a case. Whether it was open."""
        values = {"of_case": case.id, "decided": decision.value, "by": by, "when": at}
        return bool((await tx.execute(_DECIDE, values)).rowcount)

    async def _check(self, tx: Tx, before: Case | None, job: Job, reporter_id: int, now_ms: int) -> None:
        if before is not None and before.decision is not None:
            raise ReportRefused(ReportFault.DECIDED)
        if before is not None and any(each.reporter_id == reporter_id for each in before.reports):
            raise ReportRefused(ReportFault.REPEATED)
        values = {"of_guild": job.origin.guild_id, "of_reporter": reporter_id, "since": now_ms - _HOUR}
        if (await tx.execute(_RECENT, values)).scalar_one() >= MOST_REPORTS:
            raise ReportRefused(ReportFault.TOO_MANY)

    async def _load(self, statement: Select[Any], values: Mapping[str, Any]) -> list[Case]:
        async with self._database.read() as tx:
            found = _cases((await tx.execute(_whole(statement), values)).mappings())
        return sorted(found, key=lambda case: (case.at, case.id))


@cache
def _whole(statement: Select[Any]) -> Select[Any]:
    """All reports of the cases whose ids a statement finds."""
    return select(reports).where(reports.c.case_id.in_(statement))


def _cases(rows: Iterable[RowMapping]) -> list[Case]:
    """The cases of rows, which are all of each of them."""
    of_case: dict[str, list[RowMapping]] = {}
    for row in rows:
        of_case.setdefault(row["case_id"], []).append(row)
    return [_case(together) for together in of_case.values()]


def _case(rows: list[RowMapping]) -> Case:
    first = next(row for row in rows if row["id"] == row["case_id"])
    others = sorted((row for row in rows if row is not first), key=lambda row: (row["at"], row["id"]))
    decision = first["decision"]
    return Case(
        id=first["id"],
        guild_id=first["guild_id"],
        job_id=first["job_id"],
        reports=tuple(
            Report(reporter_id=row["reporter_id"], reason=row["reason"], at=row["at"])
            for row in (first, *others)
        ),
        card_channel_id=first["card_channel_id"],
        card_message_id=first["card_message_id"],
        decision=Decision(decision) if decision else None,
        decided_by=first["decided_by"],
        decided_at=first["decided_at"],
    )
