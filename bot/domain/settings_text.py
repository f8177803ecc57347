"""Decisions about a channel as people write them: read, or refused with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.guild import QuietHours
from bot.domain.hours import read_hours

#: Characters of a channel's rules.
MOST_RULES = 1500
#: Written for "every model", "no limit", "no hours".
_NOTHING = frozenset({"", "all", "any", "off", "none", "no"})
#: Commas of all scripts.
_COMMA = re.compile("[,，、]")


def is_nothing(text: str) -> bool:
    """Whether somebody wrote that nothing is decided."""
    return text.strip().casefold() in _NOTHING


def names_in(text: str) -> list[str]:
    """What stands between commas, the last of which may be empty."""
    return [part.strip() for part in _COMMA.split(text)]


def read_models(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names with commas between them, each once and in the order of `names`; empty is all.

    Raises:
        SettingInvalid: there is no such model.
    """
    if is_nothing(text):
        return ()
    wanted = [name for name in names_in(text) if name]
    for name in wanted:
        if name not in names:
            raise SettingInvalid("models", name, SettingFault.NOT_OFFERED, allowed=tuple(names))
    return tuple(name for name in names if name in wanted)


def read_value(text: str, setting: str, offered: Sequence[str]) -> str | None:
    """One of the values that are offered; `None` if nothing is decided.

    Raises:
        SettingInvalid: there is no such value.
    """
    if is_nothing(text):
        return None
    if text.strip() not in offered:
        raise SettingInvalid(setting, text, SettingFault.NOT_OFFERED, allowed=tuple(offered))
    return text.strip()


def read_quiet_hours(text: str) -> QuietHours | None:
    """Quiet hours, or none.

    Raises:
        SettingInvalid: these are no hours.
    """
    return None if is_nothing(text) else read_hours(text)


def read_rules(text: str) -> str:
    """Rules, without space around them.

    Raises:
        SettingInvalid: they are too long.
    """
    rules = text.strip()
    if len(rules) > MOST_RULES:
        raise SettingInvalid("rules", text, SettingFault.TOO_WORDY, limit=MOST_RULES)
    return rules


def read_zone(text: str) -> str:
    """The IANA name of a time zone, however it is capitalised and whether or not it has spaces.

    Raises:
        SettingInvalid: there is none of that name.
    """
    wanted = text.strip().replace(" ", "_").casefold()
    name = next((each for each in time_zones() if each.casefold() == wanted), None)
    if name is None:
        raise SettingInvalid("time_zone", text, SettingFault.UNKNOWN_ZONE)
    return name


@cache
def time_zones() -> tuple[str, ...]:
    """The IANA names of all there are, in alphabetical order. Reading them takes some 10 ms, once."""
    return tuple(sorted(name for name in available_timezones() if name != "localtime"))
