"""The permission algebra against a slow reading of the documentation, one permission at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.discord.permissions import (
    ALL,
    Permission,
    compute,
    send_right,
)

P = Permission
GUILD, OWNER, MEMBER = "1", "10", "11"
ROLES = ("2", "3", "4")
BITS = (
    *(P.ADMINISTRATOR, P.VIEW_CHANNEL, P.SEND_MESSAGES, P.SEND_MESSAGES_IN_THREADS),
    *(P.ATTACH_FILES, P.EMBED_LINKS, P.MENTION_EVERYONE, P.READ_MESSAGE_HISTORY, P.MANAGE_MESSAGES),
)
sets = st.lists(st.sampled_from(BITS), unique=True).map(lambda each: str(sum(int(bit) for bit in each)))
mostly_seen = sets.map(lambda each: str(int(each) | P.VIEW_CHANNEL))
roles = st.tuples(mostly_seen, sets, sets, sets).map(
    lambda each: [{"id": role, "permissions": bits} for role, bits in zip((GUILD, *ROLES), each, strict=True)]
)
overwrites = st.lists(
    st.builds(
        lambda target, allow, deny: {
            "id": target,
            "type": int(target == MEMBER),
            "allow": allow,
            "deny": deny,
        },
        st.sampled_from((GUILD, *ROLES, MEMBER, "99")),
        sets,
        sets,
    ),
    unique_by=lambda each: each["id"],
)
members = st.builds(
    lambda who, held: {"user": {"id": who}, "roles": held},
    st.sampled_from((MEMBER, MEMBER, MEMBER, OWNER)),
    st.lists(st.sampled_from(ROLES), unique=True),
)
channels = st.builds(
    lambda kind, each: {"type": kind, "permission_overwrites": each},
    st.sampled_from((0, 5, 10, 11, 12)),
    overwrites,
)


def slowly(guild: dict[str, Any], member: dict[str, Any], channel: dict[str, Any]) -> set[Permission]:
    """The documented algorithm as a list of questions about one permission, without bit arithmetic."""
    granted = {bit for bit in P if _has(guild, member, channel, bit)}
    if _is_all(guild, member):
        return set(P)
    if P.VIEW_CHANNEL not in granted:
        return set()
    speaks = P.SEND_MESSAGES_IN_THREADS if channel["type"] in (10, 11, 12) else P.SEND_MESSAGES
    if speaks not in granted:
        granted -= {P.MENTION_EVERYONE, P.SEND_TTS_MESSAGES, P.ATTACH_FILES, P.EMBED_LINKS}
    return granted


def _is_all(guild: dict[str, Any], member: dict[str, Any]) -> bool:
    return member["user"]["id"] == guild["owner_id"] or _in_roles(guild, member, P.ADMINISTRATOR)


def _in_roles(guild: dict[str, Any], member: dict[str, Any], bit: Permission) -> bool:
    held = [role for role in guild["roles"] if role["id"] == guild["id"] or role["id"] in member["roles"]]
    return any(_bit(role["permissions"], bit) for role in held)


def _bit(bits: str, bit: Permission) -> bool:
    return int(bits) // int(bit) % 2 == 1


def _has(guild: dict[str, Any], member: dict[str, Any], channel: dict[str, Any], bit: Permission) -> bool:
    by_id = {each["id"]: each for each in channel["permission_overwrites"]}
    mine = by_id.get(member["user"]["id"])
    by_role = [by_id[role] for role in member["roles"] if role in by_id]
    everyone = by_id.get(guild["id"])
    for layer in ([mine] if mine else [], by_role, [everyone] if everyone else []):
        if any(_bit(each["allow"], bit) for each in layer):
            return True
        if any(_bit(each["deny"], bit) for each in layer):
            return False
    return _in_roles(guild, member, bit)


@given(roles, members, channels)
def test_the_fast_and_the_slow_way_agree(
    held: list[dict[str, str]], member: dict[str, Any], channel: dict[str, Any]
) -> None:
    guild = {"id": GUILD, "owner_id": OWNER, "roles": held}
    assert set(compute(guild, member, channel)) == slowly(guild, member, channel)


@given(roles, members)
def test_without_a_channel_the_roles_decide(held: list[dict[str, str]], member: dict[str, Any]) -> None:
    guild = {"id": GUILD, "owner_id": OWNER, "roles": held}
    expected = set(P) if _is_all(guild, member) else {bit for bit in P if _in_roles(guild, member, bit)}
    assert set(compute(guild, member)) == expected


@given(roles, members, channels, st.integers(-60, 60))
@example([{"id": GUILD, "permissions": str(int(ALL & ~P.ADMINISTRATOR))}],
         {"user": {"id": MEMBER}, "roles": []}, {"type": 0, "permission_overwrites": []}, 5)  # fmt: skip
def test_a_time_out_leaves_looking_on(
    held: list[dict[str, str]], member: dict[str, Any], channel: dict[str, Any], minutes: int
) -> None:
    guild = {"id": GUILD, "owner_id": OWNER, "roles": held}
    now = datetime(2026, 11, 1, tzinfo=UTC)
    silenced = {**member, "communication_disabled_until": (now + timedelta(minutes=minutes)).isoformat()}
    usual = compute(guild, member, channel, at=now)
    expected = usual if minutes <= 0 or usual == ALL else usual & (P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY)
    assert compute(guild, silenced, channel, at=now) == expected
    assert compute(guild, silenced, channel) == compute(guild, member, channel)


TEXT, THREAD = {"type": 0}, {"type": 11}


def test_threads_have_a_right_to_write_of_their_own() -> None:
    assert send_right(TEXT) == P.SEND_MESSAGES
    assert send_right(THREAD) == P.SEND_MESSAGES_IN_THREADS


def test_the_bits_are_those_of_the_library() -> None:
    """discord.py keeps older names for a few; what both name must be the same bit."""
    library: dict[str, int] = vars(discord.Permissions)["VALID_FLAGS"]
    shared = {bit.name.lower() for bit in P if bit.name} & library.keys()
    assert {name: int(Permission[name.upper()]) for name in shared} == {
        name: library[name] for name in shared
    }
    assert len(shared) >= 40
    assert {int(bit) for bit in P} <= set(library.values())
