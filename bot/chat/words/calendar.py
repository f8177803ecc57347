"""Days and hours on a place's own clocks, as the language in force writes them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.i18n import FALLBACK, is_translated, locale_in_force


def day(at_ms: int, zone: ZoneInfo) -> str:
    """A day in short: "10 Mar"."""
    return _written("MMMd", at_ms, zone)


def hour(at_ms: int, zone: ZoneInfo) -> str:
    """A time of day: "15:00"."""
    return _written("Hm", at_ms, zone)


def is_midnight(at_ms: int, zone: ZoneInfo) -> bool:
    """Whether a day begins within the hour."""
    return datetime.fromtimestamp(at_ms / 1000, zone).hour == 0


def _written(skeleton: str, at_ms: int, zone: ZoneInfo) -> str:
    # Needed for charts alone.
    from babel.dates import format_skeleton

    locale = locale_in_force()
    spoken = locale if is_translated(locale) or locale.startswith("en") else FALLBACK
    when = datetime.fromtimestamp(at_ms / 1000, zone)
    return format_skeleton(skeleton, when, tzinfo=zone, locale=spoken.replace("-", "_"))
