"""How long tasks take here, learnt per kind of task."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from bot.domain.polling import Learnt
from bot.store.database import Database, Tx
from bot.store.schema import durations

_KIND = ("gateway", "model", "resolution", "quality")
_ONE = select(durations.c.log_seconds, durations.c.samples).where(
    *(durations.c[name] == bindparam(f"of_{name}") for name in _KIND)
)
_NEW = postgresql.insert(durations)
# Both dialects compile this clause alike.
_STORE = _NEW.on_conflict_do_update(
    index_elements=list(_KIND),
    set_={"log_seconds": _NEW.excluded.log_seconds, "samples": _NEW.excluded.samples},
)


class Durations:
    """The only place that reads and writes `durations`.

    A kind is (gateway, model, resolution, quality), "" where the model lacks the option.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learnt(self, *kind: str) -> Learnt:
        """What is known of a kind; without samples before the first has finished."""
        async with self._database.read() as tx:
            return await self._get(tx, kind) or Learnt()

    async def learn(self, tx: Tx, *kind: str, seconds: float, prior: Learnt) -> Learnt:
        """Take one finished task into account, starting from `prior` if it is the first."""
        learnt = (await self._get(tx, kind) or prior).learn(seconds)
        row = dict(zip(_KIND, kind, strict=True))
        await tx.execute(_STORE, row | {"log_seconds": learnt.log_seconds, "samples": learnt.samples})
        return learnt

    async def _get(self, tx: Tx, kind: tuple[str, ...]) -> Learnt | None:
        values = {f"of_{name}": value for name, value in zip(_KIND, kind, strict=True)}
        row = (await tx.execute(_ONE, values)).one_or_none()
        return Learnt(row.log_seconds, row.samples) if row else None
