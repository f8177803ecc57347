"""Telling whoever runs the bot, in person, what only they can mend."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from discord import ui

from bot.chat.cards.parts import FAULT, layout, text
from bot.chat.i18n import FALLBACK, speaking
from bot.chat.wire import Wire, nonce_of
from bot.chat.words import operator_alerts, relative
from bot.chat.words.times import moment
from bot.domain.errors import DeliveryRefused
from bot.domain.operator import Mark
from bot.engine.alarm import is_of_budget
from bot.store.alerts import Alert
from bot.store.settings import Settings

_log = logging.getLogger(__name__)


class Herald:
    """Writes direct messages to the operators."""

    def __init__(self, *, wire: Wire, operators: Iterable[int], settings: Settings) -> None:
        self._wire = wire
        self._operators = sorted(operators)
        self._settings = settings

    async def tell(self, alert: Alert, mark: Mark | None) -> bool:
        """Write to all of them; whether anybody could be reached.

        Raises:
            OSError: it may work later.
        """
        told = 0
        trouble: OSError | None = None
        for operator in self._operators:
            try:
                await self._write_to(operator, alert, mark)
            except DeliveryRefused as refusal:
                _log.warning("operator %d cannot be written to: %s", operator, refusal.reason)
            except OSError as error:
                trouble = error
            else:
                told += 1
        if not told and trouble is not None:
            raise trouble
        return told > 0

    async def _write_to(self, operator: int, alert: Alert, mark: Mark | None) -> None:
        channel = await self._wire.dm_channel(operator)
        about = f"{alert.trouble.gateway}/{alert.trouble.code}/{alert.trouble.model}/{alert.since}"
        # Discord tells nobody's language outside interactions.
        decided = (await self._settings.user(operator)).settings.locale
        with speaking(decided or FALLBACK):
            card = alert_card(alert, mark)
        await self._wire.post(channel, card, nonce=nonce_of(about, str(operator)))


def alert_card(alert: Alert, mark: Mark | None) -> ui.LayoutView:
    """What is the matter and what to do."""
    trouble = alert.trouble
    if is_of_budget(trouble):
        ends = moment(mark.period.end(alert.since)) if mark else ""
        said = operator_alerts.budget(mark, gateway=trouble.gateway, ends=ends)
    else:
        said = operator_alerts.trouble(
            trouble.code, gateway=trouble.gateway, model=trouble.model, since=relative(alert.since)
        )
    return layout(FAULT, [text(said)])
