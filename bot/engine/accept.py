"""Taking a request: check it, price it, reserve, and store the job, in one transaction."""

from dataclasses import dataclass

from bot.domain.errors import TooManyJobs, UnknownModel
from bot.domain.job import Job, JobState, Origin
from bot.domain.model import Model
from bot.domain.quota import Standing, charge
from bot.domain.reference import check_number
from bot.domain.request import ImageRequest
from bot.engine.admission import admit
from bot.engine.asked import Ask
from bot.engine.course import plan_tasks
from bot.engine.kit import Kit


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The job as it was stored, and how the buckets stand that paid for it."""

    job: Job
    standing: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a request would be and cost."""

    #: With the model's defaults filled in.
    request: ImageRequest
    model: Model
    #: Credits for one picture.
    unit_price: int
    #: Seconds one task usually takes here.
    usual_seconds: float

    @property
    def price(self) -> int:
        """Credits for all of it."""
        return self.unit_price * self.request.count


async def quote(kit: Kit, request: ImageRequest) -> Quote:
    """Fit and price a request without taking it.

    Raises:
        Refusal: it cannot be taken as it is.
    """
    model = kit.models.get(request.model)
    if model.gateway not in kit.gateways:
        raise UnknownModel(model=request.model, available=kit.models.names(kit.gateways))
    fitted = model.fit(request)
    check_number(model, len(fitted.references), map(kit.models.get, kit.models.names(kit.gateways)))
    return Quote(
        request=fitted,
        model=model,
        unit_price=model.unit_price(fitted),
        usual_seconds=await kit.usual_seconds(model, fitted),
    )


async def precheck(
    kit: Kit, request: ImageRequest, origin: Origin, *, role_ids: tuple[int, ...] = ()
) -> None:
    """Whether it could be taken now, before anything is spent on finding out more.

    Raises:
        Refusal: it would not be accepted.
        StoreError: nobody can tell.
    """
    quoted = await quote(kit, request)
    await admit(kit, _asked(quoted, origin, role_ids))
    standing = await kit.store.quotas.standing(origin.guild_id, origin.user_id, now_ms=kit.clock.wall_ms())
    charge(standing, quoted.price)
    async with kit.store.database.read() as tx:
        _require_room(kit, await kit.store.jobs.count_open(tx, origin.user_id, origin.guild_id))


async def accept(
    kit: Kit,
    request: ImageRequest,
    origin: Origin,
    *,
    idempotency_key: str,
    role_ids: tuple[int, ...] = (),
    retry_of: str | None = None,
) -> Accepted:
    """Reserve and store. Nothing is sent yet. `role_ids` are the asker's in this guild.

    Raises:
        Refusal: nothing was reserved.
        DuplicateRequest: it was taken before.
        StoreError: nothing was written.
    """
    quoted = await quote(kit, request)
    await admit(kit, _asked(quoted, origin, role_ids))
    job = _job(kit, quoted, origin, idempotency_key=idempotency_key, retry_of=retry_of)
    kit.checkpoint("accepted: before commit")
    async with kit.store.database.write() as tx:
        await kit.store.jobs.insert(tx, job)
        open_jobs = await kit.store.jobs.count_open(tx, origin.user_id, origin.guild_id) - 1
        _require_room(kit, open_jobs)
        standing = await kit.store.quotas.reserve(tx, job, now_ms=job.created_at)
    kit.checkpoint("accepted: committed")
    kit.counters.accepted += 1
    return Accepted(job=job, standing=standing)


def _asked(quoted: Quote, origin: Origin, role_ids: tuple[int, ...]) -> Ask:
    return Ask(request=quoted.request, model=quoted.model, origin=origin, role_ids=role_ids)


def _require_room(kit: Kit, open_jobs: int) -> None:
    if open_jobs >= kit.settings.max_open_jobs:
        raise TooManyJobs(open_jobs=open_jobs, limit=kit.settings.max_open_jobs)


def _job(kit: Kit, quoted: Quote, origin: Origin, *, idempotency_key: str, retry_of: str | None) -> Job:
    now_ms = kit.clock.wall_ms()
    return Job(
        id=kit.ids.job_id(),
        idempotency_key=idempotency_key,
        origin=origin,
        request=quoted.request,
        gateway=quoted.model.gateway,
        unit_price=quoted.unit_price,
        unit_cost=quoted.model.unit_price(quoted.request),
        state=JobState.QUEUED,
        state_at=now_ms,
        epoch=0,
        created_at=now_ms,
        deadline_at=now_ms + round(kit.settings.wait_seconds * 1000),
        tasks=plan_tasks(quoted.model, quoted.request.count),
        next_run_at=now_ms,
        retry_of=retry_of,
    )
