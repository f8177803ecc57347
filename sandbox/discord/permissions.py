"""Discord's permissions: flags by name, and the documented computation.

Source: Discord documentation, "Permissions" (overwrites, implicit permissions, threads, time-outs).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import IntFlag
from functools import reduce
from operator import or_
from typing import Any


class Permission(IntFlag):
    """One bit each."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    VIEW_CREATOR_MONETIZATION_ANALYTICS = 1 << 41
    USE_SOUNDBOARD = 1 << 42
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SET_VOICE_CHANNEL_STATUS = 1 << 48
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


NONE = Permission(0)
ALL = reduce(or_, Permission)

_P = Permission
_THREADS = (10, 11, 12)
_WHEN_MUTE = _P.MENTION_EVERYONE | _P.SEND_TTS_MESSAGES | _P.ATTACH_FILES | _P.EMBED_LINKS
_WHEN_TIMED_OUT = _P.VIEW_CHANNEL | _P.READ_MESSAGE_HISTORY


def compute(
    guild: Mapping[str, Any],
    member: Mapping[str, Any],
    channel: Mapping[str, Any] | None = None,
    *,
    at: datetime | None = None,
) -> Permission:
    """What a member may do in a guild, or in one of its channels.

    All three are wire dictionaries: `guild` with `id`, `owner_id` and `roles`; `member` with `user` and
    `roles`; `channel` with `type` and `permission_overwrites`. For a thread pass its parent channel with
    the thread's `type`. A time-out counts when the moment `at` is given and it is not over then.
    """
    base = _base(guild, member)
    if Permission.ADMINISTRATOR in base:
        return ALL
    total = base if channel is None else _overwritten(base, guild, member, channel)
    if _timed_out(member, at):
        total &= _WHEN_TIMED_OUT
    return total if channel is None else _implied(total, channel)


def _base(guild: Mapping[str, Any], member: Mapping[str, Any]) -> Permission:
    """Rights in the whole guild: the owner has all, others what @everyone and their roles have together."""
    if guild["owner_id"] == member["user"]["id"]:
        return ALL
    held = {guild["id"], *member["roles"]}
    return _union(role["permissions"] for role in guild["roles"] if role["id"] in held)


def _overwritten(
    base: Permission, guild: Mapping[str, Any], member: Mapping[str, Any], channel: Mapping[str, Any]
) -> Permission:
    """Everyone's overwrite, then all roles' together, then the member's; in each, allow beats deny."""
    total = base
    for ids in ({guild["id"]}, set(member["roles"]) - {guild["id"]}, {member["user"]["id"]}):
        mine = [each for each in channel.get("permission_overwrites") or () if each["id"] in ids]
        total &= ~_union(each["deny"] for each in mine)
        total |= _union(each["allow"] for each in mine)
    return total


def _union(sets: Iterable[str | int]) -> Permission:
    return reduce(or_, (Permission(int(each)) for each in sets), NONE)


def _timed_out(member: Mapping[str, Any], at: datetime | None) -> bool:
    until = member.get("communication_disabled_until")
    return at is not None and until is not None and datetime.fromisoformat(until) > at


def _implied(total: Permission, channel: Mapping[str, Any]) -> Permission:
    """Who cannot see a channel can do nothing there; who cannot speak cannot attach, embed or ping."""
    if Permission.VIEW_CHANNEL not in total:
        return NONE
    return total if send_right(channel) in total else total & ~_WHEN_MUTE


def send_right(channel: Mapping[str, Any]) -> Permission:
    """The right to write: threads have one of their own."""
    is_thread = channel.get("type") in _THREADS
    return Permission.SEND_MESSAGES_IN_THREADS if is_thread else Permission.SEND_MESSAGES
