"""What people marked to find again."""

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.store.database import Database
from bot.store.deciding import Beside, nothing_beside
from bot.store.schema import favourites

# Both dialects compile this clause alike.
_ADD = postgresql.insert(favourites).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_DROP = delete(favourites).where(
    favourites.c.user_id == bindparam("of_user"), favourites.c.job_id == bindparam("of_job")
)
_COUNT = select(func.count()).select_from(favourites).where(favourites.c.job_id == bindparam("of_job"))


class Favourites:
    """The only place that reads and writes `favourites`."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def toggle(self, user_id: int, job_id: str, *, beside: Beside = nothing_beside) -> bool:
        """Mark it, or take the mark away. Whether it is marked now.

        `beside` writes what a mark leads to.
        """
        async with self._database.write() as tx:
            dropped = await tx.execute(_DROP, {"of_user": user_id, "of_job": job_id})
            if dropped.rowcount:
                return False
            await tx.execute(_ADD, {"user_id": user_id, "job_id": job_id, "at": self._clock.wall_ms()})
            await beside(tx)
        return True

    async def count(self, job_id: str) -> int:
        """How many people marked it."""
        async with self._database.read() as tx:
            return int((await tx.execute(_COUNT, {"of_job": job_id})).scalar_one())
