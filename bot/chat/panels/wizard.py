"""The wizard's panel: five questions, each answered as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import FINE, WORKING, Layout, Piece, layout, text
from bot.chat.i18n import FALLBACK, languages
from bot.chat.panels.wizard_items import (
    ANOTHER,
    MOST,
    UNDECIDED,
    GuildMenu,
    ImageChannelsMenu,
    ModeratorsMenu,
    WizardButton,
)
from bot.chat.words import in_credits, tongues
from bot.chat.words import setup as words
from bot.domain.guild import GuildSettings
from bot.store.decided import Versioned

#: Offered beside whatever was written.
_CREDITS = (5, 10, 20, 50, 100, 200)
NO_RULE, NO_LIMIT = "none", "unlimited"
_ZONES = (
    "UTC", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
    "America/Sao_Paulo", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Athens",
    "Europe/Istanbul", "Europe/Moscow", "Africa/Cairo", "Africa/Lagos", "Africa/Johannesburg",
    "Asia/Dubai", "Asia/Kolkata", "Asia/Jakarta", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul",
    "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WizardView:
    """What the wizard shows."""

    guild: Versioned[GuildSettings]
    #: The image channels that are there.
    channels: Sequence[int]
    #: The moderators' channel, if it is there.
    desk: int | None
    #: The rule for everyone: a number, `NO_LIMIT` or `NO_RULE`.
    credits_a_day: str
    notes: Sequence[str] = ()


def wizard_panel(view: WizardView) -> Layout:
    """All questions, with their answers as they are now."""
    guild, version = view.guild.settings, view.guild.version
    pieces: list[Piece] = [text(words.TITLE(), words.HOW(), *view.notes)]
    if len(view.channels) <= MOST:
        pieces += [text(words.IMAGES()), _row(ImageChannelsMenu(view.channels))]
    else:
        pieces.append(text(words.TOO_MANY_CHANNELS()))
    pieces += [
        text(words.MODERATORS()),
        _row(ModeratorsMenu(version, view.desk)),
        text(words.CREDITS()),
        _row(GuildMenu("credits", view.credits_a_day, list(_credits(view.credits_a_day)))),
        text(words.LANGUAGE()),
        _row(GuildMenu("locale", str(version), list(_languages(guild.locale)))),
        text(words.ZONE()),
        _row(GuildMenu("time_zone", str(version), list(_zones(guild.time_zone)))),
        _row(WizardButton("done"), WizardButton("check"), WizardButton("more")),
    ]
    return layout(WORKING, pieces)


def finished_panel(channels: Sequence[int]) -> Layout:
    """What is left of the wizard."""
    where = words.in_channels(channels) if channels else words.ANYWHERE()
    return layout(
        FINE,
        [
            text(words.FINISHED(), where, words.NEXT_STEPS()),
            _row(WizardButton("check"), WizardButton("more")),
        ],
    )


def _row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    return ui.ActionRow(*items)


def _credits(now: str) -> Iterator[discord.SelectOption]:
    yield _option(words.ONLY_DEFAULT(), NO_RULE, now)
    yield _option(words.UNLIMITED(), NO_LIMIT, now)
    numbers = {*_CREDITS, *([int(now)] if now.isdecimal() else [])}
    for number in sorted(numbers):
        yield _option(words.a_day(in_credits(number)), str(number), now)
    yield _option(words.ANOTHER_NUMBER(), ANOTHER, now)


def _languages(now: str | None) -> Iterator[discord.SelectOption]:
    chosen = now or UNDECIDED
    yield _option(words.AS_DISCORD(), UNDECIDED, chosen)
    for locale in (FALLBACK, *sorted(languages())):
        yield _option(tongues.own_name(locale), locale, chosen)


def _zones(now: str) -> Iterator[discord.SelectOption]:
    for zone in dict.fromkeys((*([] if now in _ZONES else [now]), *_ZONES)):
        yield _option(zone, zone, now)
    yield _option(words.ANOTHER_ZONE(), ANOTHER, now)


def _option(label: str, value: str, now: str) -> discord.SelectOption:
    return discord.SelectOption(label=label, value=value, default=value == now)
