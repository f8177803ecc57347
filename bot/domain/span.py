"""Lengths of time as people write them."""

import re
from collections.abc import Mapping

from bot.domain.errors import SettingFault, SettingInvalid

#: A month is 30 days.
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "mo": 30 * 86_400}
#: What people write.
UNITS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "d", "day": "d", "days": "d",
    "w": "w", "wk": "w", "wks": "w", "week": "w", "weeks": "w",
    "mo": "mo", "month": "mo", "months": "mo",
}  # fmt: skip
#: What a number without a unit is, by the unit before it: "1h30" is an hour and a half.
_UNTOLD: Mapping[str | None, str] = {None: "s", "m": "s", "h": "m", "d": "h", "w": "d", "mo": "d"}
#: Thousands may be set apart.
_PART = re.compile(r"(\d{1,3}(?:([,.'’\s])\d{3})(?:\2\d{3})*(?!\d)|\d+)\s*([a-z]*)\s*")
_OFF = frozenset({"", "off", "none", "no"})
#: The longest slow mode: a day.
LONGEST = 86_400


def read_slow_mode(text: str) -> int:
    """Seconds of a slow mode: "30", "90 s", "5m", "1h 30m", "off".

    Raises:
        SettingInvalid: it is no time, below zero, or longer than a day.
    """
    said = text.strip().casefold()
    if said in _OFF:
        return 0
    if said.startswith(("-", "−")):
        raise SettingInvalid("slow_mode", text, SettingFault.NEGATIVE, limit=LONGEST)
    seconds = seconds_in(said)
    if seconds is None:
        raise SettingInvalid("slow_mode", text, SettingFault.NOT_A_TIME, limit=LONGEST)
    if seconds > LONGEST:
        raise SettingInvalid("slow_mode", text, SettingFault.TOO_LONG, limit=LONGEST)
    return seconds


def seconds_in(text: str) -> int | None:
    """Seconds of a length of time: "30", "90 s", "1h 30m", "1h30", "2 weeks"; `None` if it is none."""
    seconds, rest = 0, text.strip().casefold()
    if not rest:
        return None
    unit: str | None = None
    while rest:
        part = _PART.match(rest)
        if part is None:
            return None
        unit = UNITS.get(part[3]) if part[3] else _UNTOLD.get(unit)
        if unit is None:
            return None
        # Digits beyond these make it too long for anything, whatever they are.
        seconds += int(re.sub(r"\D", "", part[1])[:9]) * _SECONDS[unit]
        rest = rest[part.end() :]
    return seconds
