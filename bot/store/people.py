"""What is kept about one person, for that person. Looks at many rooms' tables and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select

from bot.domain.quota import Scope
from bot.store.database import Database
from bot.store.schema import (
    appeals,
    blocks,
    drafts,
    failures,
    favourites,
    guilds,
    images,
    jobs,
    presets,
    quota,
    reports,
    showcase,
    strikes,
    user_settings,
)

#: Rows read at a time.
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is kept of one guild, or of everything outside guilds."""

    #: `None` is outside guilds.
    guild_id: int | None
    #: Empty where the bot is not, or is no more.
    name: str
    requests: int
    #: Of which the words are kept.
    with_words: int
    #: Pictures on disk.
    pictures: int
    #: Epoch ms of the oldest request.
    oldest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All of it, as numbers."""

    places: Sequence[Place]
    failures: int
    favourites: int
    presets: int
    drafts: int
    #: Requests whose pictures are shown once more in a server's showcase.
    showcase: int


@dataclass(frozen=True, slots=True)
class Own:
    """A picture of somebody's that is on disk."""

    #: File name below the image folder.
    path: str
    bytes: int


def _columns(table: Any, *left_out: str) -> list[Any]:
    return [column for column in table.columns if column.name not in left_out]


_MINE = jobs.c.user_id == bindparam("of_user")
_PLACES = (
    select(
        jobs.c.guild_id,
        func.coalesce(guilds.c.name, "").label("name"),
        func.count().label("requests"),
        func.sum(case((jobs.c.forgotten_at.is_(None), 1), else_=0)).label("with_words"),
        func.min(jobs.c.created_at).label("oldest"),
    )
    .select_from(jobs.outerjoin(guilds, guilds.c.guild_id == jobs.c.guild_id))
    .where(_MINE)
    .group_by(jobs.c.guild_id, guilds.c.name)
    .order_by(func.count().desc())
)
_ON_DISK = and_(_MINE, images.c.removed_at.is_(None))
_PICTURES = (
    select(jobs.c.guild_id, func.count().label("pictures"))
    .select_from(images.join(jobs, images.c.job_id == jobs.c.id))
    .where(_ON_DISK)
    .group_by(jobs.c.guild_id)
)
_FILES = (
    select(images.c.path, images.c.bytes)
    .select_from(images.join(jobs, images.c.job_id == jobs.c.id))
    .where(_ON_DISK)
    .order_by(jobs.c.created_at.desc(), images.c.idx)
)
#: How Discord answers an interaction says nothing about anybody, and is secret while it lives.
_JOBS = (
    select(
        *_columns(jobs, "interaction_token", "token_expires_at", "idempotency_key", "epoch", "next_run_at")
    )
    .where(_MINE, jobs.c.id > bindparam("after"))
    .order_by(jobs.c.id)
    .limit(_PAGE)
)
_SHOWCASE = showcase.join(jobs, showcase.c.job_id == jobs.c.id)
_IS_SHOWN = (showcase.c.message_id.is_not(None), showcase.c.withdrawn_at.is_(None))
_PERSONAL = (Scope.MEMBER.value, Scope.USER.value)
#: What else there is, by the name it is exported under.
_REST: Mapping[str, Select[Any]] = {
    "pictures": select(*(images.c[name] for name in ("job_id", "idx", "format", "width", "height")))
    .add_columns(images.c.bytes, images.c.nsfw, images.c.revised_prompt, images.c.alt_text)
    .select_from(images.join(jobs, images.c.job_id == jobs.c.id))
    .where(_ON_DISK),
    "failures": select(*_columns(failures, "id", "told")).where(failures.c.user_id == bindparam("of_user")),
    "favourites": select(favourites.c.job_id, favourites.c.at).where(
        favourites.c.user_id == bindparam("of_user")
    ),
    "showcase": select(*_columns(showcase, "due_at", "withdrawn_at", "told_at"))
    .select_from(_SHOWCASE)
    .where(_MINE, *_IS_SHOWN),
    "presets": select(*_columns(presets, "user_id", "key")).where(presets.c.user_id == bindparam("of_user")),
    "drafts": select(drafts.c.document, drafts.c.at).where(drafts.c.user_id == bindparam("of_user")),
    "settings": select(user_settings.c.document).where(user_settings.c.user_id == bindparam("of_user")),
    "credits": select(quota.c.guild_id, quota.c.scope, quota.c.slot_start, quota.c.used).where(
        quota.c.scope.in_(_PERSONAL), quota.c.subject_id == bindparam("of_user")
    ),
    "appeals": select(appeals.c.guild_id, appeals.c.at, appeals.c.state, appeals.c.reason).where(
        appeals.c.user_id == bindparam("of_user")
    ),
    "reports": select(reports.c.guild_id, reports.c.job_id, reports.c.reason, reports.c.at).where(
        reports.c.reporter_id == bindparam("of_user")
    ),
    "blocks": select(blocks.c.guild_id, blocks.c.until, blocks.c.reason, blocks.c.at).where(
        blocks.c.user_id == bindparam("of_user")
    ),
    "strikes": select(strikes.c.guild_id, strikes.c.job_id, strikes.c.at, strikes.c.cleared_at).where(
        strikes.c.user_id == bindparam("of_user")
    ),
}


def _number(table: Any) -> Select[Any]:
    return select(func.count()).select_from(table).where(table.c.user_id == bindparam("of_user"))


_NUMBERS = {
    "failures": _number(failures),
    "favourites": _number(favourites),
    "presets": _number(presets),
    "drafts": _number(drafts),
    "showcase": select(func.count()).select_from(_SHOWCASE).where(_MINE, *_IS_SHOWN),
}


class People:
    """Only reads, beside the writer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def about(self, user_id: int) -> About:
        """How much of what is kept."""
        values = {"of_user": user_id}
        async with self._database.read() as tx:
            pictures = {row.guild_id: row.pictures for row in await tx.execute(_PICTURES, values)}
            places = [
                Place(**row, pictures=pictures.get(row["guild_id"], 0))
                for row in (await tx.execute(_PLACES, values)).mappings()
            ]
            numbers = {
                name: int((await tx.execute(statement, values)).scalar_one())
                for name, statement in _NUMBERS.items()
            }
        return About(places=places, **numbers)

    async def jobs(self, user_id: int, *, after: str = "") -> list[dict[str, Any]]:
        """Some requests after that one, the oldest first; none after the last."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_JOBS, {"of_user": user_id, "after": after})).mappings()
            return [dict(row) for row in rows]

    async def rest(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything beside the requests, by what it is."""
        async with self._database.read() as tx:
            return {
                name: [dict(row) for row in (await tx.execute(statement, {"of_user": user_id})).mappings()]
                for name, statement in _REST.items()
            }

    async def files(self, user_id: int) -> list[Own]:
        """The pictures on disk, the newest first."""
        async with self._database.read() as tx:
            return [Own(row.path, row.bytes) for row in await tx.execute(_FILES, {"of_user": user_id})]
