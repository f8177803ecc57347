"""Drawing the first card while the disk is still writing what it tells."""

from __future__ import annotations

from contextlib import suppress

from bot.chat.cards import status_card
from bot.chat.cards.parts import Layout
from bot.chat.i18n import speaking
from bot.domain.clock import Clock
from bot.domain.quota import remaining_credits
from bot.engine.accept import Accepted
from bot.engine.front import Progress


class Sketch:
    """The card of one request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._card: Layout | None = None

    def foretell(self, accepted: Accepted) -> None:
        """Draw it ahead."""
        # What goes wrong here goes wrong again where it can be told.
        with suppress(Exception):
            self._card = self._draw(accepted)

    def card(self, accepted: Accepted) -> Layout:
        """The card, drawn now if it was not."""
        return self._card or self._draw(accepted)

    def _draw(self, accepted: Accepted) -> Layout:
        progress = Progress(
            usual_seconds=accepted.usual_seconds, remaining=remaining_credits(accepted.standing)
        )
        with speaking(accepted.job.origin.locale):
            return status_card(accepted.job, progress, self._clock.wall_ms())
