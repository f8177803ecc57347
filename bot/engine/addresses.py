"""Where the gateway shows pictures that it made. Asked for anew: what it said before may have ended."""

from bot.domain.errors import GatewayError
from bot.domain.job import Job, TaskState
from bot.domain.outcome import Succeeded
from bot.engine.course import in_state, places
from bot.engine.kit import Kit


async def addresses_of(kit: Kit, job: Job) -> dict[int, str]:
    """The addresses of a job's pictures, by their places; without those that have none."""
    gateway = kit.gateways.get(job.gateway)
    found: dict[int, str] = {}
    for task in in_state(job, TaskState.SUCCEEDED):
        if gateway is None or task.remote_id is None:
            continue
        kit.counters.begun["poll"] += 1
        try:
            outcome = await gateway.poll(task.remote_id)
        except GatewayError:
            continue
        if isinstance(outcome, Succeeded):
            shown = zip(places(job, task), outcome.images, strict=False)
            found |= {place: image.url for place, image in shown if image.url}
    return found
