"""Names of what moderators decide, and their decisions in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import quoted
from bot.chat.words.lists import joined
from bot.chat.words.people import who
from bot.domain.guild import ChannelSettings, Nsfw, QuietHours
from bot.domain.hours import written
from bot.store.changes import Change
from bot.store.documents import plain

#: Characters of a text somebody wrote, and of a list of changes on a panel.
_ROOM, _PANEL_ROOM = 120, 1200

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
_AREAS: Mapping[str, Phrase] = MappingProxyType(
    {
        "quota": Phrase("quota"),
        "grant": Phrase("extra credits"),
        "price": Phrase("price"),
        "filter": Phrase("filter"),
        "access": Phrase("access to the bot"),
        "operator": Phrase("operator"),
        "guild": Phrase("this server"),
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
_DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {each.name: plain(getattr(ChannelSettings(), each.name)) for each in fields(ChannelSettings)}
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


def change(one: Change) -> str:
    """One decision that was changed, from what to what."""
    # Nothing decided for a channel is what applies to every channel.
    usual = _DEFAULTS.get(one.key) if one.area == "channel" else None
    before, after = (usual if value is None else value for value in (one.before, one.after))
    return say(
        "**{name}**{whose}: {before} → {after}",
        name=name_of(one.key),
        whose=_whose(one),
        before=told(one.key, before),
        after=told(one.key, after),
    )


def changes(made: Sequence[Change]) -> str:
    """Several, one a line, as far as there is room for them on a panel."""
    return joined([f"- {change(one)}" for one in made], _PANEL_ROOM)


def _whose(one: Change) -> str:
    kind, _, number_of = one.subject.partition(":")
    teller = _MENTIONS.get(kind)
    mention = teller(number_of) if teller and number_of else ""
    area = _AREAS.get(one.area)
    parts = [area()] if area and one.area != "guild" else []
    if mention:
        parts.append(mention)
    elif one.subject:
        parts.append(f"`{one.subject}`")
    return f" ({', '.join(parts)})" if parts else ""


_MENTIONS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"channel": "<#{}>".format, "role": "<@&{}>".format, "member": lambda number_of: who(int(number_of))}
)


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
    return ", ".join(f"`{name}`" for name in names) if names else ALL()


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
        "confirm_above": lambda value: f"{value} %",
        "alert_above": lambda value: f"{value} %",
        "rules": lambda value: quoted(value, _ROOM) if value else NONE(),
        "locale": lambda value: f"`{value}`",
        "time_zone": lambda value: f"`{value}`",
        "highest_quality": lambda value: f"`{value}`",
        "highest_resolution": lambda value: f"`{value}`",
        "default_aspect_ratio": lambda value: f"`{value}`",
    }
)
