"""When to look at a task again."""

from bot.domain.job import Task
from bot.domain.model import Model
from bot.domain.polling import next_poll
from bot.engine.kit import Kit
from bot.engine.live import Live


async def pause(kit: Kit, live: Live, model: Model | None, task: Task) -> float:
    """Seconds until the next look is worth its price; the last one falls on the deadline."""
    return next_poll(
        live.follow(task, kit.clock).watch,
        now=kit.clock.monotonic(),
        usual_seconds=await kit.usual_seconds(model, live.job.request),
        random=kit.random,
        deadline=live.deadline,
    )
