"""Requests between two presses. They outlive a restart, and are forgotten after a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.domain.clock import Clock
from bot.domain.reference import FileLink, Painted
from bot.domain.request import ImageRequest
from bot.store.database import Database
from bot.store.schema import drafts
from bot.store.wishes import from_wish, to_wish

#: Milliseconds a draft is kept.
_LIFE = 86_400_000

_KEEP = insert(drafts)
_ONE = select(drafts.c.document).where(
    drafts.c.id == bindparam("of_draft"),
    drafts.c.user_id == bindparam("of_user"),
    drafts.c.at > bindparam("since"),
)
_DOCUMENTS = select(drafts.c.document)
_DROP_OLD = delete(drafts).where(drafts.c.at <= bindparam("until"))
_DROP_OF = delete(drafts).where(drafts.c.user_id == bindparam("of_user"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody asked for and has not decided on."""

    user_id: int
    #: Without a model: what paints is to be found for it.
    request: ImageRequest
    private: bool = False
    #: The job it would repeat.
    retry_of: str | None = None
    #: Pictures to go by that are not taken in yet, after those of the request.
    files: tuple[FileLink | Painted, ...] = ()
    #: The name of the preset that fills what the request leaves open.
    preset: str | None = None


class Drafts:
    """The only place that reads and writes `drafts`."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, draft_id: str, draft: Draft) -> None:
        """Store one, and forget those that are too old."""
        now_ms = self._clock.wall_ms()
        document = {
            "request": to_wish(draft.request),
            "private": draft.private,
            "retry_of": draft.retry_of,
            "files": [_to_json(file) for file in draft.files],
            "preset": draft.preset,
        }
        async with self._database.write() as tx:
            await tx.execute(_DROP_OLD, {"until": now_ms - _LIFE})
            row = {"id": draft_id, "user_id": draft.user_id, "at": now_ms, "document": document}
            await tx.execute(_KEEP, row)

    async def get(self, draft_id: str, *, user_id: int) -> Draft | None:
        """The draft of that id, if it is theirs and not too old."""
        values = {"of_draft": draft_id, "of_user": user_id, "since": self._clock.wall_ms() - _LIFE}
        async with self._database.read() as tx:
            row = (await tx.execute(_ONE, values)).one_or_none()
        return _draft(user_id, row.document) if row else None

    async def references(self) -> set[str]:
        """The reference pictures of all of them."""
        async with self._database.read() as tx:
            documents = (await tx.execute(_DOCUMENTS)).scalars().all()
        return {name for each in documents for name in from_wish(each["request"]).references}

    async def forget_of(self, user_id: int) -> None:
        """Drop all of a person's."""
        async with self._database.write() as tx:
            await tx.execute(_DROP_OF, {"of_user": user_id})


def _draft(user_id: int, document: Mapping[str, Any]) -> Draft:
    return Draft(
        user_id=user_id,
        request=from_wish(document["request"]),
        private=document["private"],
        retry_of=document["retry_of"],
        files=tuple(map(_from_json, document["files"])),
        preset=document.get("preset"),
    )


def _to_json(file: FileLink | Painted) -> dict[str, Any]:
    if isinstance(file, Painted):
        return {"painted": file.name}
    return {"filename": file.filename, "size": file.size, "url": file.url}


def _from_json(document: Mapping[str, Any]) -> FileLink | Painted:
    return Painted(document["painted"]) if "painted" in document else FileLink(**document)
