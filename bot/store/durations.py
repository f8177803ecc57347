"""How long tasks take here, learnt per kind of task."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from bot.domain.polling import Learnt
from bot.domain.request import ImageRequest
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
    """The only place that reads and writes `durations`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learnt(self, gateway: str, request: ImageRequest) -> Learnt | None:
        """What is known of requests like this one; `None` before the first has finished."""
        async with self._database.read() as tx:
            return await self._get(tx, _kind(gateway, request))

    async def learn(
        self, tx: Tx, gateway: str, request: ImageRequest, *, seconds: float, prior: Learnt
    ) -> Learnt:
        """Take one finished task into account, starting from `prior` if it is the first."""
        kind = _kind(gateway, request)
        learnt = (await self._get(tx, kind) or prior).learn(seconds)
        await tx.execute(_STORE, kind | {"log_seconds": learnt.log_seconds, "samples": learnt.samples})
        return learnt

    async def _get(self, tx: Tx, kind: dict[str, str]) -> Learnt | None:
        row = (await tx.execute(_ONE, {f"of_{name}": value for name, value in kind.items()})).one_or_none()
        return Learnt(row.log_seconds, row.samples) if row else None


def _kind(gateway: str, request: ImageRequest) -> dict[str, str]:
    return {
        "gateway": gateway,
        "model": request.model,
        "resolution": request.resolution or "",
        "quality": request.quality or "",
    }
