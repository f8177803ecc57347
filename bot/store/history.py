"""What somebody asked for and got, to be found again."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from bot.domain.job import JobState
from bot.store.database import Database
from bot.store.schema import favourites, images, jobs

_HAS_PICTURES = (
    select(images.c.idx).where(images.c.job_id == jobs.c.id, images.c.removed_at.is_(None)).exists()
)
_PROMPT = jobs.c.request["prompt"].as_string()
_SHOWN = (
    jobs.c.state.in_((JobState.DONE.value, JobState.UNDELIVERABLE.value)),
    jobs.c.forgotten_at.is_(None),
    _HAS_PICTURES,
    _PROMPT.ilike(bindparam("pattern"), escape="/"),
)
_MINE = select(jobs.c.id).where(jobs.c.user_id == bindparam("of_user"), *_SHOWN)
_MARKED = (
    select(jobs.c.id)
    .join(favourites, favourites.c.job_id == jobs.c.id)
    # What is private is seen by who asked alone, whoever marked it before.
    .where(favourites.c.user_id == bindparam("of_user"), *_SHOWN)
    .where((~jobs.c.private) | (jobs.c.user_id == favourites.c.user_id))
)
_NEWEST = (jobs.c.created_at.desc(), jobs.c.id.desc())


def _page(found: Select[Any]) -> Select[Any]:
    return found.order_by(*_NEWEST).limit(bindparam("at_most")).offset(bindparam("but_the_first"))


def _count(found: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(found.subquery())


_STATEMENTS = {
    False: (_count(_MINE), _page(_MINE)),
    True: (_count(_MARKED), _page(_MARKED)),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Part of what was found."""

    #: Jobs, the newest first.
    job_ids: tuple[str, ...]
    #: How many there are in all.
    total: int


class History:
    """Reads only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, user_id: int, *, text: str, marked: bool, limit: int, offset: int) -> Page:
        """What a person asked for, or marked, that has pictures and `text` in its prompt."""
        count, page = _STATEMENTS[marked]
        values = {"of_user": user_id, "pattern": f"%{_escaped(text)}%"}
        async with self._database.read() as tx:
            total = int((await tx.execute(count, values)).scalar_one())
            window = {"at_most": limit, "but_the_first": offset}
            found = (await tx.execute(page, values | window)).scalars().all()
        return Page(tuple(found), total)


def _escaped(text: str) -> str:
    """As it is typed: nothing in it stands for anything else."""
    return "".join(f"/{character}" if character in "/%_" else character for character in text)
