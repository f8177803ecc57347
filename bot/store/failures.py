"""The error history: one row for every failure somebody was told of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which failures of a guild are looked for; `None` is any. Times are epoch ms."""

    since: int | None = None
    #: Not this moment itself.
    until: int | None = None
    code: str | None = None
    category: str | None = None
    user_id: int | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Failures with the same code and model."""

    code: str
    model: str | None
    times: int
    #: Epoch ms.
    first: int
    last: int
    members: int


_COLUMNS = tuple(failures.c[field.name] for field in fields(Failure))
#: What a search may name, and the condition it makes.
_WANTED = {
    "since": failures.c.at >= bindparam("of_since"),
    "until": failures.c.at < bindparam("of_until"),
    **{
        name: failures.c[name] == bindparam(f"of_{name}") for name in ("code", "category", "user_id", "model")
    },
}
_INSERT = insert(failures)
_HERE = failures.c.guild_id.is_not_distinct_from(bindparam("in_guild"))
_IN_GUILD = (
    select(*_COLUMNS)
    .where(_HERE)
    .order_by(failures.c.at.desc(), failures.c.id.desc())
    .limit(bindparam("at_most"))
)
_FOUND = _IN_GUILD.offset(bindparam("but_the_latest"))
# The guild is looked at afterwards: SQLite would else read all of its failures.
_ONE = select(*_COLUMNS).where(failures.c.error_id == bindparam("of_error"))
_NUMBER = select(func.count()).select_from(failures).where(_HERE)
_TIMES = func.count().label("times")
_REPEATS = (
    select(
        failures.c.code,
        failures.c.model,
        _TIMES,
        func.min(failures.c.at).label("first"),
        func.max(failures.c.at).label("last"),
        func.count(failures.c.user_id.distinct()).label("members"),
    )
    .where(_HERE, failures.c.at >= bindparam("since"))
    .group_by(failures.c.code, failures.c.model)
    .order_by(_TIMES.desc(), func.max(failures.c.at).desc())
    .limit(bindparam("at_most"))
)
# Asked for each guild once, SQLite would read all of another index.
_GUILDS = select(failures.c.guild_id).where(failures.c.at >= bindparam("since"))


class Failures:
    """The only place that writes `failures`, and that reads them one by one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def insert(self, tx: Tx, failure: Failure) -> None:
        """Add one to the history."""
        await tx.execute(_INSERT, asdict(failure))

    async def recent(self, guild_id: int | None, *, limit: int) -> list[Failure]:
        """A guild's failures (`None`: outside any), the newest first."""
        return await self._load(_IN_GUILD, {"in_guild": guild_id, "at_most": limit})

    async def get(self, guild_id: int | None, error_id: str) -> Failure | None:
        """The failure with that id, as typed by a person, if it happened in that guild."""
        found = await self._load(_ONE, {"of_error": normal_error_id(error_id)})
        return next((failure for failure in found if failure.guild_id == guild_id), None)

    async def find(self, guild_id: int, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Failure]:
        """Those wanted but for the latest `offset`, the newest first."""
        statement, values = _asked(_FOUND, guild_id, wanted)
        return await self._load(statement, values | {"at_most": limit, "but_the_latest": offset})

    async def count(self, guild_id: int, wanted: Wanted) -> int:
        """How many are wanted."""
        statement, values = _asked(_NUMBER, guild_id, wanted)
        async with self._database.read() as tx:
            return int((await tx.execute(statement, values)).scalar_one())

    async def repeats(self, guild_id: int, *, since: int, limit: int) -> list[Repeats]:
        """What failed alike since then, the most frequent first."""
        values = {"in_guild": guild_id, "since": since, "at_most": limit}
        async with self._database.read() as tx:
            return [Repeats(**row) for row in (await tx.execute(_REPEATS, values)).mappings()]

    async def guilds(self, *, since: int) -> set[int]:
        """The guilds in which anything failed since then."""
        async with self._database.read() as tx:
            found = (await tx.execute(_GUILDS, {"since": since})).scalars()
            return {guild_id for guild_id in found if guild_id is not None}

    async def _load(
        self, statement: Select[tuple[object, ...]], values: Mapping[str, object]
    ) -> list[Failure]:
        async with self._database.read() as tx:
            return [Failure(**row) for row in (await tx.execute(statement, values)).mappings()]


def _asked(statement: Select[Any], guild_id: int, wanted: Wanted) -> tuple[Select[Any], dict[str, object]]:
    """The question narrowed to what is wanted, and what it is asked with."""
    named = {name: value for name in _WANTED if (value := getattr(wanted, name)) is not None}
    values = {f"of_{name}": value for name, value in named.items()}
    return _narrowed(statement, tuple(named)), {"in_guild": guild_id, **values}


# A statement that is made anew each time costs more than most of these cost SQLite.
@cache
def _narrowed(statement: Select[Any], names: tuple[str, ...]) -> Select[Any]:
    return statement.where(*(_WANTED[name] for name in names))
