"""The error history: one row for every failure somebody was told of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from sqlalchemy import Select, bindparam, insert, select

from bot.domain.ids import normal_error_id
from bot.store.database import Database, Tx
from bot.store.schema import failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong for whom, and what they were told. No prompt, no token, no gateway text."""

    error_id: str
    #: `None` if it failed before a job was accepted.
    job_id: str | None
    #: Epoch ms.
    at: int
    #: A code and category of `bot.domain.failure`.
    code: str
    category: str
    http_status: int | None
    retryable: bool
    gateway: str | None
    model: str | None
    #: `None` outside a guild.
    guild_id: int | None
    channel_id: int | None
    user_id: int
    #: Submits begun.
    attempts: int
    #: Credits that stayed charged for what was made; 0 if all were given back.
    charged: int
    #: Pictures asked for, and those of them that did not come; 0 and 0 without a job.
    wanted: int = 0
    missing: int = 0
    #: Key of the words the person read.
    told: str


_COLUMNS = tuple(failures.c[field.name] for field in fields(Failure))
_INSERT = insert(failures)
_IN_GUILD = (
    select(*_COLUMNS)
    .where(failures.c.guild_id.is_not_distinct_from(bindparam("in_guild")))
    .order_by(failures.c.at.desc(), failures.c.id.desc())
    .limit(bindparam("at_most"))
)
_ONE = _IN_GUILD.where(failures.c.error_id == bindparam("of_error"))


class Failures:
    """The only place that reads and writes `failures`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def insert(self, tx: Tx, failure: Failure) -> None:
        """Add one to the history."""
        await tx.execute(_INSERT, asdict(failure))

    async def recent(
        self, guild_id: int | None, *, limit: int, user_id: int | None = None, code: str | None = None
    ) -> list[Failure]:
        """A guild's failures (`None`: outside any), the newest first, of one member or code if asked."""
        statement, values = _IN_GUILD, {"in_guild": guild_id, "at_most": limit}
        for column, wanted in ((failures.c.user_id, user_id), (failures.c.code, code)):
            if wanted is not None:
                statement = statement.where(column == wanted)
        return await self._load(statement, values)

    async def get(self, guild_id: int | None, error_id: str) -> Failure | None:
        """The failure with that id, as typed by a person, if it happened in that guild."""
        values = {"in_guild": guild_id, "of_error": normal_error_id(error_id), "at_most": 1}
        return next(iter(await self._load(_ONE, values)), None)

    async def _load(
        self, statement: Select[tuple[object, ...]], values: Mapping[str, object]
    ) -> list[Failure]:
        async with self._database.read() as tx:
            return [Failure(**row) for row in (await tx.execute(statement, values)).mappings()]
