"""`inkling imagine`: the bot's own engine, with a bar instead of a card and files instead of posts."""

import asyncio
import signal
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from uuid import uuid4

from rich.console import Console

from bot.app import App, images_of, open_app
from bot.config import Config
from bot.domain.clock import Clock
from bot.domain.errors import Refusal
from bot.domain.job import Job, JobState, Origin
from bot.domain.reference import check_number, model_for
from bot.domain.request import ImageRequest
from bot.engine.cancel import CancelOutcome
from bot.gateways.offer import Offer, read_offer
from bot.terminal.exits import Exit
from bot.terminal.files import Target
from bot.terminal.front import FRONT, TerminalFront
from bot.terminal.screen import screen_for
from bot.terminal.words import plain, why_failed, why_refused

#: Calls that were killed leave open jobs, which must not keep the next call away.
_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was typed. An empty `request.model` is the default model."""

    request: ImageRequest
    target: Target
    #: Pictures to go by.
    references: tuple[Path, ...] = ()


async def imagine(config: Config, wish: Wish, *, clock: Clock, out: Console, err: Console) -> Exit:
    """Make the pictures; their paths go to `out`, everything else to `err`.

    Raises:
        ConfigError, StoreError, OSError: nothing was asked of a gateway.
    """
    own, offer = _beside_the_bot(config), read_offer(config)
    request = replace(wish.request, model=wish.request.model or _usual_model(offer, wish))
    with closing(screen_for(err)) as screen:
        front = TerminalFront(screen=screen, images=images_of(own))
        async with open_app(own, offer=offer, clock=clock, random=Random(), fronts={FRONT: front}) as app:
            try:
                fitted = offer.models.get(request.model).fit(request)
                wish.target.check(fitted.count, fitted.output_format)
                request = replace(request, references=await _take_in(app, offer, wish, request.model))
                accepted = await app.engine.accept(request, _origin(), idempotency_key=f"{FRONT}:{uuid4()}")
            except Refusal as refusal:
                err.print(why_refused(refusal), style="red", markup=False, soft_wrap=True)
                return Exit.REFUSED
            front.expect(accepted.job.id, wish.target)
            app.engine.start(accepted.job.id)
            job = await _until_ended(app, accepted.job.id, err)
    return _report(job, front, out, err)


def _usual_model(offer: Offer, wish: Wish) -> str:
    usual = offer.models.get(offer.default_model)
    return model_for(usual, len(wish.references), offer.models.models.values()).name


async def _take_in(app: App, offer: Offer, wish: Wish, model: str) -> tuple[str, ...]:
    check_number(offer.models.get(model), len(wish.references), offer.models.models.values())
    return tuple([await app.intake.from_file(path) for path in wish.references])


def _beside_the_bot(config: Config) -> Config:
    """A database of its own, so that it works while the bot runs. An operator is not limited."""
    unlimited = {"user_daily_credits": None, "max_open_jobs": _NO_LIMIT, "max_running_jobs": _NO_LIMIT}
    return config.model_copy(update={"data_dir": config.data_dir / FRONT, "database_url": None, **unlimited})


def _origin() -> Origin:
    return Origin(front=FRONT, user_id=0)


async def _until_ended(app: App, job_id: str, err: Console) -> Job:
    """The ended job. Ctrl-C asks the engine to stop it; a second one leaves at once, the row resumable."""
    interrupted = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, interrupted.set)
    working = asyncio.create_task(app.engine.run(), name="engine")
    ending = asyncio.create_task(app.engine.wait(job_id), name="job")
    stopping = asyncio.create_task(interrupted.wait(), name="interrupt")
    try:
        await asyncio.wait({working, ending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        loop.remove_signal_handler(signal.SIGINT)
        if stopping.done() and await app.engine.cancel(job_id, by=0) is CancelOutcome.TOO_LATE:
            err.print("Too late to stop it: the picture is made and is being saved.")
        await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
        return await ending
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        await app.engine.stop(grace=0.0)
        for task in (working, ending, stopping):
            task.cancel()
        await asyncio.gather(working, ending, stopping, return_exceptions=True)


def _report(job: Job, front: TerminalFront, out: Console, err: Console) -> Exit:
    for path in (path for paths in front.saved.values() for path in paths):
        out.print(str(path), markup=False, highlight=False, soft_wrap=True)
    match job.state:
        case JobState.DONE:
            return Exit.OK
        case JobState.CANCELLED:
            err.print("Stopped. What the gateway had begun it may still finish, and bill.")
            return Exit.INTERRUPTED
        case JobState.UNDELIVERABLE:
            err.print(
                f"Made, but not saved. {front.refused.get(job.id, '')}",
                style="red",
                markup=False,
                soft_wrap=True,
            )
            return Exit.FAILED
        case _:
            err.print(plain(why_failed(job)), style="red", markup=False, soft_wrap=True)
            return Exit.FAILED
