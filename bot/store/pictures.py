"""Verified pictures of jobs."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert, select, update

from bot.domain.job import Picture
from bot.store.database import Database, Tx
from bot.store.deciding import Beside, nothing_beside
from bot.store.rows import picture_from_row, picture_to_row
from bot.store.schema import images

_INSERT = insert(images)
_OF_JOB = (
    select(images)
    .where(images.c.job_id == bindparam("of_job"), images.c.removed_at.is_(None))
    .order_by(images.c.idx)
)
_REMOVE = (
    update(images)
    .where(images.c.job_id == bindparam("of_job"), images.c.removed_at.is_(None))
    .values(removed_at=bindparam("when"))
)

_DESCRIBE = (
    update(images)
    .where(images.c.job_id == bindparam("of_job"), images.c.idx == bindparam("of_index"))
    .values(alt_text=bindparam("said"))
)


class Pictures:
    """The only place that reads and writes `images`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def insert(self, tx: Tx, job_id: str, pictures: Sequence[Picture]) -> None:
        """Store what was downloaded and verified for a job."""
        if pictures:
            await tx.execute(_INSERT, [picture_to_row(job_id, picture) for picture in pictures])

    async def of(self, job_id: str) -> tuple[Picture, ...]:
        """A job's pictures in their order, without those that moderators took away."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_OF_JOB, {"of_job": job_id})).mappings()
            return tuple(picture_from_row(row) for row in rows)

    async def describe(
        self, job_id: str, said: Mapping[int, str | None], *, beside: Beside = nothing_beside
    ) -> None:
        """Describe a job's pictures, by index, for who does not see them; `None` leaves it to the prompt."""
        rows = [{"of_job": job_id, "of_index": index, "said": text} for index, text in said.items()]
        if rows:
            async with self._database.write() as tx:
                await tx.execute(_DESCRIBE, rows)
                await beside(tx)

    async def remove(self, job_id: str, *, at: int, beside: Beside = nothing_beside) -> None:
        """Take a job's pictures away for good: they are shown to nobody any more."""
        async with self._database.write() as tx:
            await tx.execute(_REMOVE, {"of_job": job_id, "when": at})
            await beside(tx)
