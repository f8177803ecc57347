"""A job that moderators let through: where its card appears."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.chat.cards import status_card
from bot.chat.i18n import speaking
from bot.chat.origin import token_lives
from bot.chat.wire import Wire, nonce_of
from bot.domain.appeal import Plea
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Origin
from bot.domain.quota import remaining_credits
from bot.engine.accept import Accepted
from bot.engine.engine import Engine
from bot.engine.front import Progress

_log = logging.getLogger(__name__)


def place_of(plea: Plea) -> Origin:
    """Where the pictures go: what is private to who asked, all else to the channel.

    The interaction was answered to the asker alone, so its answer is no place for what all may see.
    """
    if plea.origin.private:
        return plea.origin
    return replace(plea.origin, interaction_token=None, token_expires_at=None)


class Painting:
    """Begins jobs that moderators let through."""

    def __init__(self, *, engine: Engine, wire: Wire, clock: Clock) -> None:
        self._engine = engine
        self._wire = wire
        self._clock = clock

    async def begin(self, accepted: Accepted, plea: Plea) -> int | None:
        """Show the job and start it; the message with its card, `None` if only the pictures will be seen."""
        job = accepted.job
        try:
            card_id = await self._show(accepted, plea)
        except (DeliveryRefused, OSError) as error:
            # The pictures find their own way.
            _log.info("job %s has no card: %s", job.id, error)
            card_id = None
        self._engine.start(job.id, card_message_id=card_id)
        return card_id

    async def _show(self, accepted: Accepted, plea: Plea) -> int | None:
        job, now_ms = accepted.job, self._clock.wall_ms()
        remaining = remaining_credits(accepted.standing)
        progress = Progress(usual_seconds=accepted.usual_seconds, remaining=remaining)
        with speaking(job.origin.locale):
            card = status_card(job, progress, now_ms)
        lives = token_lives(plea.origin, now_ms)
        if job.private:
            return await self._wire.edit_original(plea.origin, card) if lives else None
        if job.origin.channel_id is None:
            return None
        # Who can still be told alone is not called as well.
        pinged = None if lives else job.origin.user_id
        return await self._wire.post(
            job.origin.channel_id, card, nonce=nonce_of(job.id, "card"), pinged=pinged
        )
