"""Jobs whose process died between accepting them and saying so: nobody pays for what nobody expects."""

import logging

from bot.domain.job import Job, JobState
from bot.domain.retry import patient_delay
from bot.engine import finish, record
from bot.engine.kit import Kit
from bot.engine.live import Live
from bot.engine.submit import submit

log = logging.getLogger(__name__)


def may_be_unanswered(job: Job) -> bool:
    """Whether nothing in the row of a job left behind proves that its first answer arrived."""
    unsent = all(task.submit_attempt == 0 for task in job.tasks)
    return job.state is JobState.QUEUED and unsent and job.origin.card_message_id is None


async def begin(kit: Kit, live: Live) -> float:
    """Send it, unless whoever asked was told that it did not work: they have asked again, or will."""
    if live.unanswered and kit.clock.monotonic() < live.deadline:
        try:
            answer = await record.front_of(kit, live.job).first_answer(live.job)
        except OSError:
            live.out_of_reach += 1
            return patient_delay(live.out_of_reach, random=kit.random)
        live.unanswered = answer is None
        if answer is None:
            log.warning("A job whose first answer never left is dropped", extra={"job_id": live.job.id})
            await finish.cancel(kit, live)
            return 0.0
        live.out_of_reach = 0
        live.shown_by(answer.message_id)
    return await submit(kit, live)
