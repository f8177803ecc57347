"""Names of what moderators decide, and their decisions in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.chat.i18n import Phrase, number, percent, plural
from bot.chat.text import quoted
from bot.chat.words.lists import listed
from bot.domain.guild import Nsfw, QuietHours
from bot.domain.hours import written

#: Characters of a text somebody wrote.
_ROOM = 120

NAMES: Mapping[str, Phrase] = MappingProxyType(
    {
        "locale": Phrase("language of public messages"),
        "time_zone": Phrase("time zone"),
        "week_start": Phrase("first day of the week"),
        "moderators_channel_id": Phrase("moderators' channel"),
        "log_channel_id": Phrase("log channel"),
        "confirm_above": Phrase("ask before spending more than"),
        "show_prompts": Phrase("moderators see prompts"),
        "nsfw": Phrase("unsafe pictures"),
        "alert_above": Phrase("alert when more fail than"),
        "strikes": Phrase("strikes before moderators are told"),
        "strike_days": Phrase("days in which strikes count"),
        "strike_block_hours": Phrase("hours of a block after strikes"),
        "keep_prompts_days": Phrase("days that prompts are kept"),
        "keep_pictures_days": Phrase("days that pictures are kept"),
        "keep_failures_days": Phrase("days that failures are kept"),
        "showcase_channel_id": Phrase("showcase channel"),
        "showcase_from": Phrase("favourites for the showcase"),
        "open": Phrase("image channel"),
        "models": Phrase("models"),
        "highest_quality": Phrase("highest quality"),
        "highest_resolution": Phrase("highest resolution"),
        "default_aspect_ratio": Phrase("default ratio"),
        "thread_per_result": Phrase("thread per result"),
        "auto_spoiler": Phrase("spoiler on every picture"),
        "allow_nsfw": Phrase("unsafe pictures shown if age-restricted"),
        "slow_mode": Phrase("slow mode"),
        "quiet_hours": Phrase("quiet hours"),
        "rules": Phrase("rules"),
        "panel_message_id": Phrase("panel in the channel"),
    }
)
ON, OFF = Phrase("on"), Phrase("off")
NONE, ALL = Phrase("none"), Phrase("all")
_AS_DISCORD, _MODELS_OWN, _NEVER = (
    Phrase("as on Discord"), Phrase("the model's own"), Phrase("never"),
)  # fmt: skip
_SAME = Phrase("the moderators' channel")
_FOREVER = Phrase("for ever")
_POSTED, _NOT_POSTED = Phrase("posted"), Phrase("not posted")
NSFW: Mapping[str, Phrase] = MappingProxyType(
    {
        Nsfw.SPOILER.value: Phrase("posted behind a spoiler"),
        Nsfw.WITHHOLD.value: Phrase("shown to the requester alone"),
    }
)
_DAYS = (
    Phrase("Monday"), Phrase("Tuesday"), Phrase("Wednesday"), Phrase("Thursday"), Phrase("Friday"),
    Phrase("Saturday"), Phrase("Sunday"),
)  # fmt: skip
#: What no decision means.
_UNDECIDED: Mapping[str, Phrase] = MappingProxyType(
    {
        "open": OFF,
        "locale": _AS_DISCORD,
        "log_channel_id": _SAME,
        "confirm_above": _NEVER,
        "alert_above": _NEVER,
        "strikes": _NEVER,
        "keep_prompts_days": _FOREVER,
        "keep_pictures_days": _FOREVER,
        "keep_failures_days": _FOREVER,
        "default_aspect_ratio": _MODELS_OWN,
        "highest_quality": ALL,
        "highest_resolution": ALL,
        "panel_message_id": _NOT_POSTED,
    }
)


def name_of(key: str) -> str:
    """What is decided."""
    known = NAMES.get(key)
    return known() if known else f"`{key}`"


def told(key: str, value: Any) -> str:
    """A decision, as its document has it."""
    if value is None:
        return _UNDECIDED.get(key, NONE)()
    teller = _TELLERS.get(key)
    if teller is not None:
        return teller(value)
    if isinstance(value, bool):
        return (ON if value else OFF)()
    if key.endswith("_channel_id"):
        return f"<#{value}>"
    return number(value) if isinstance(value, int) else quoted(str(value), _ROOM)


def slow_mode(seconds: int) -> str:
    """How long a member waits."""
    if seconds == 0:
        return OFF()
    return next(said(seconds // unit) for unit, said in _UNITS if seconds % unit == 0)


_UNITS: tuple[tuple[int, Callable[[int], str]], ...] = (
    (3600, lambda count: plural("{count} hour", "{count} hours", count)),
    (60, lambda count: plural("{count} minute", "{count} minutes", count)),
    (1, lambda count: plural("{count} second", "{count} seconds", count)),
)


def _models(names: Sequence[str]) -> str:
    return listed(f"`{name}`" for name in names) or ALL()


def _hours(hours: Mapping[str, int]) -> str:
    return written(QuietHours(begin=hours["begin"], end=hours["end"]))


_TELLERS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "models": _models,
        "quiet_hours": _hours,
        "slow_mode": slow_mode,
        "nsfw": lambda value: NSFW[value](),
        "week_start": lambda value: _DAYS[value](),
        "panel_message_id": lambda _: _POSTED(),
        "confirm_above": percent,
        "alert_above": percent,
        "rules": lambda value: quoted(value, _ROOM) if value else NONE(),
        "locale": lambda value: f"`{value}`",
        "time_zone": lambda value: f"`{value}`",
        "highest_quality": lambda value: f"`{value}`",
        "highest_resolution": lambda value: f"`{value}`",
        "default_aspect_ratio": lambda value: f"`{value}`",
    }
)
