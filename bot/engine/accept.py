"""Taking a request: check it, price it, reserve, and store the job, in one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.domain.errors import ConfirmFirst, QuotaExceeded, UnknownModel
from bot.domain.guild import ChannelSettings
from bot.domain.job import Job, JobState, Origin
from bot.domain.model import Model
from bot.domain.price import would_fit
from bot.domain.quota import Asker, Rules, Standing, remaining_credits
from bot.domain.quota_charge import Price
from bot.domain.quota_rules import asker_of
from bot.domain.reference import check_number
from bot.domain.request import ImageRequest
from bot.engine.admission import admit
from bot.engine.asked import Ask
from bot.engine.course import plan_tasks
from bot.engine.kit import Kit
from bot.engine.room import require_room
from bot.engine.rules.channels import require_pace, settings_at
from bot.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The job as it was stored, and how the limits stand that bound it."""

    job: Job
    standing: tuple[Standing, ...]
    #: Seconds one task of this kind usually takes here.
    usual_seconds: float


#: Told what is about to be accepted, while the disk is waited for.
Foretell = Callable[[Accepted], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A moderator's yes to a request that the limits of their guild refuse."""

    by: int
    #: For the record of what was given.
    reason: str
    #: Epoch ms until which what is given can be drawn on, should the job give it back.
    expires_at: int
    #: Writes what belongs to it once the job is stored; it may refuse.
    beside: Callable[[Tx, Job], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What moderators decided, as it is looked at while a request is stored."""

    rules: Rules
    #: Of the channel that is asked in.
    channel: ChannelSettings
    #: Percent of what is left that is not spent without asking; `None` asks about nothing.
    confirm_above: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a request would be and cost."""

    #: With the model's defaults filled in.
    request: ImageRequest
    model: Model
    #: Credits for one picture, as the guild charges them.
    unit_price: int
    #: What the catalogue says one picture costs the operator.
    unit_cost: int
    #: Seconds one task usually takes here.
    usual_seconds: float

    @property
    def price(self) -> int:
        """Credits for all of it."""
        return self.unit_price * self.request.count


async def quote(kit: Kit, request: ImageRequest, *, guild_id: int | None) -> Quote:
    """Fit and price a request without taking it. `None`: asked for outside guilds.

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
        unit_price=(await kit.store.prices.of(guild_id)).priced(model).unit_price(fitted),
        unit_cost=model.unit_price(fitted),
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
    quoted = await quote(kit, request, guild_id=origin.guild_id)
    await admit(kit, _asked(quoted, origin, role_ids))
    asker, rules = asker_of(origin, role_ids), await kit.store.rules.of(origin.guild_id)
    here, now_ms = await settings_at(kit.store, origin), kit.clock.wall_ms()
    async with kit.store.database.read() as tx:
        await require_pace(kit.store, tx, origin, here, now_ms=now_ms)
        await require_room(kit, tx, asker, rules, now_ms=now_ms)
    price = Price(credits=quoted.unit_price, cost=quoted.unit_cost).times(quoted.request.count)
    try:
        await kit.store.quotas.check(asker, price, now_ms=now_ms)
    except QuotaExceeded as refused:
        await _suggest(kit, quoted, asker, refused)
        raise


async def accept(
    kit: Kit,
    request: ImageRequest,
    origin: Origin,
    *,
    idempotency_key: str,
    role_ids: tuple[int, ...] = (),
    retry_of: str | None = None,
    confirmed: bool = False,
    approval: Approval | None = None,
    foretell: Foretell | None = None,
) -> Accepted:
    """Reserve and store. Nothing is sent yet. `role_ids` are the asker's in this guild.

    `confirmed`: the asker has said yes to the price. `approval` lifts limits of the guild, for this once.
    `foretell` must not raise, and may be in vain.

    Raises:
        Refusal: nothing was reserved.
        DuplicateRequest: it was taken before.
        StoreError: nothing was written.
    """
    quoted = await quote(kit, request, guild_id=origin.guild_id)
    await admit(kit, _asked(quoted, origin, role_ids))
    asker, rules = asker_of(origin, role_ids), await kit.store.rules.of(origin.guild_id)
    job = _job(kit, quoted, origin, idempotency_key=idempotency_key, role_ids=role_ids, retry_of=retry_of)
    kit.checkpoint("accepted: before commit")
    try:
        decided = Decided(
            rules=rules,
            channel=await settings_at(kit.store, origin),
            confirm_above=await _confirm_above(kit, job, confirmed),
        )
        accepted = await _store(
            kit, job, asker, decided, approval=approval, usual_seconds=quoted.usual_seconds, foretell=foretell
        )
    except QuotaExceeded as refused:
        await _suggest(kit, quoted, asker, refused)
        raise
    kit.checkpoint("accepted: committed")
    kit.counters.accepted += 1
    return accepted


async def _store(
    kit: Kit,
    job: Job,
    asker: Asker,
    decided: Decided,
    *,
    approval: Approval | None,
    usual_seconds: float,
    foretell: Foretell | None,
) -> Accepted:
    now_ms = job.created_at
    async with kit.store.database.write() as tx:
        await kit.store.jobs.insert(tx, job)
        await require_pace(kit.store, tx, job.origin, decided.channel, now_ms=now_ms, but=job.id)
        await require_room(kit, tx, asker, decided.rules, now_ms=now_ms, but=job.id)
        if approval is not None:
            await _approve(kit, tx, job, asker, approval)
        standing = await kit.store.quotas.reserve(tx, job, role_ids=asker.role_ids, now_ms=now_ms)
        if decided.confirm_above is not None:
            _require_consent(job, remaining_credits(standing), decided.confirm_above)
        accepted = Accepted(job=job, standing=standing, usual_seconds=usual_seconds)
        if foretell is not None:
            tx.meanwhile(partial(foretell, accepted))
    return accepted


async def _approve(kit: Kit, tx: Tx, job: Job, asker: Asker, approval: Approval) -> None:
    """Give what is missing, which goes with the transaction if the job is refused all the same."""
    await approval.beside(tx, job)
    await kit.store.quotas.make_room(
        tx,
        job,
        by=approval.by,
        reason=approval.reason,
        expires_at=approval.expires_at,
        now_ms=job.created_at,
        role_ids=asker.role_ids,
    )


async def _confirm_above(kit: Kit, job: Job, confirmed: bool) -> int | None:
    """Percent of what is left that is not spent without asking; `None` asks about nothing."""
    guild_id = job.origin.guild_id
    if confirmed or guild_id is None:
        return None
    return (await kit.store.settings.guild(guild_id)).settings.confirm_above


def _require_consent(job: Job, left_after: int | None, most_percent: int) -> None:
    if left_after is None:
        return
    left = left_after + job.price
    if job.price * 100 > most_percent * left:
        raise ConfirmFirst(request=job.request, price=job.price, left=left)


async def _suggest(kit: Kit, quoted: Quote, asker: Asker, refused: QuotaExceeded) -> None:
    """Add to the refusal what there is enough for."""
    prices = await kit.store.prices.of(asker.guild_id)
    refused.would_fit = would_fit(quoted.request, quoted.model, refused.standings, prices)


def _asked(quoted: Quote, origin: Origin, role_ids: tuple[int, ...]) -> Ask:
    return Ask(request=quoted.request, model=quoted.model, origin=origin, role_ids=role_ids)


def _job(
    kit: Kit,
    quoted: Quote,
    origin: Origin,
    *,
    idempotency_key: str,
    role_ids: tuple[int, ...],
    retry_of: str | None,
) -> Job:
    now_ms = kit.clock.wall_ms()
    return Job(
        id=kit.ids.job_id(),
        idempotency_key=idempotency_key,
        origin=origin,
        request=quoted.request,
        gateway=quoted.model.gateway,
        unit_price=quoted.unit_price,
        unit_cost=quoted.unit_cost,
        state=JobState.QUEUED,
        state_at=now_ms,
        epoch=0,
        created_at=now_ms,
        deadline_at=now_ms + round(kit.settings.wait_seconds * 1000),
        tasks=plan_tasks(quoted.model, quoted.request.count),
        next_run_at=now_ms,
        retry_of=retry_of,
        role_ids=role_ids,
    )
