"""Lengths of time as people write them."""

import re

from bot.domain.errors import SettingFault, SettingInvalid

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
#: What people write, in the languages told.
_UNITS = {
    "": "s", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "sek": "s", "sekunden": "s",
    "m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m", "minuten": "m",
    "h": "h", "hour": "h", "hours": "h", "std": "h", "stunde": "h", "stunden": "h",
    "d": "d", "day": "d", "days": "d", "tag": "d", "tage": "d",
    "w": "w", "wk": "w", "week": "w", "weeks": "w", "woche": "w", "wochen": "w",
}  # fmt: skip
_PART = re.compile(r"(\d+)\s*([a-z]*)\s*")
_OFF = frozenset({"", "off", "none", "no", "aus", "kein", "keine"})
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
    """Seconds of a length of time: "30", "90 s", "1h 30m", "2 weeks"; `None` if it is none."""
    seconds, rest = 0, text.strip().casefold()
    if not rest:
        return None
    while rest:
        part = _PART.match(rest)
        if part is None or part[2] not in _UNITS:
            return None
        # Digits beyond these make it too long for anything, whatever they are.
        seconds += int(part[1][:9]) * _SECONDS[_UNITS[part[2]]]
        rest = rest[part.end() :]
    return seconds
