"""A job that is not where it was thought to be, or cannot be handed over."""

from dataclasses import dataclass

from bot.domain.roots import InklingError


@dataclass(eq=False)
class DuplicateRequest(InklingError):
    """The same idempotency key was accepted before, as `job_id`."""

    job_id: str


@dataclass(eq=False)
class StaleJob(InklingError):
    """The job was no longer in the expected state and epoch; nothing was changed."""

    job_id: str


@dataclass(eq=False)
class RepeatedTask(InklingError):
    """The gateway's id of a task is that of another task already; nothing was changed."""

    job_id: str


@dataclass(eq=False)
class DeliveryRefused(InklingError):
    """This path cannot work any more; try the next one."""

    #: Short machine word for the log, as in "token_expired" or "missing_access".
    reason: str
