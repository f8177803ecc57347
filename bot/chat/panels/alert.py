"""The cards that tell moderators that much fails, and that it is over."""

from __future__ import annotations

from discord import ui

from bot.chat.cards.parts import FAULT, FINE, Layout, Piece, layout, small, text
from bot.chat.panels.repeats import SeeFailuresButton
from bot.chat.wire import jump_link
from bot.chat.words import alerts, errors, failure
from bot.domain.alert import Tally
from bot.domain.failure import lookup
from bot.store.failure_alerts import FailureAlert

#: Kinds of failure that are told.
_MOST = 3


def mark_of(alert: FailureAlert) -> str:
    """What no other card has: when it began, and whether it is over."""
    return f"{alert.since}:over" if alert.over_at is not None else str(alert.since)


def alert_card(alert: FailureAlert, tally: Tally, *, above: int) -> Layout:
    """That much fails: how much, what, and what to do."""
    kinds = sorted(tally.failures.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    pieces: list[Piece] = [text(f"### {alerts.HEAD()}", alerts.rate(tally, above))]
    for code, times in kinds:
        advice = errors.advice(code, lookup(code).category)
        told = errors.told(failure(code).happened)
        pieces.append(text(alerts.kind(times, code), advice, small(told)))
    pieces += [text(small(alerts.ONCE())), ui.ActionRow(SeeFailuresButton(mark_of(alert)))]
    return layout(FAULT, pieces)


def over_card(alert: FailureAlert, tally: Tally) -> Layout:
    """That it is over."""
    pieces: list[Piece] = [text(f"### {alerts.OVER_HEAD()}", alerts.over(tally, alert.since))]
    if alert.card_channel_id is not None and alert.card_message_id is not None:
        link = jump_link(alert.guild_id, alert.card_channel_id, alert.card_message_id)
        pieces.append(text(small(alerts.first_card(link))))
    pieces.append(ui.ActionRow(SeeFailuresButton(mark_of(alert))))
    return layout(FINE, pieces)
