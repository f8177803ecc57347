"""What people do becomes interactions: the payload Discord would send, and its dispatch."""

from __future__ import annotations

from typing import Any

from sandbox.discord.interactions import Interaction, InteractionType, new_token
from sandbox.discord.messages import Message
from sandbox.discord.people import Person
from sandbox.discord.places import Channel
from sandbox.discord.world import World

_GUILD, _BOT_DM = 0, 1


def make(
    world: World,
    kind: InteractionType,
    person: Person,
    channel: Channel,
    data: dict[str, Any],
    **more: Any,
) -> Interaction:
    """Make an interaction, keep it, and send INTERACTION_CREATE.

    `more` may hold `message` (a component's message), `trigger` (what opened a modal), `owners`, `name`.
    """
    message: Message | None = more.get("message")
    trigger: Interaction | None = more.get("trigger")
    interaction = Interaction(
        id=world.ids.take(),
        token=new_token(),
        type=kind,
        person_id=person.id,
        guild_id=channel.guild_id,
        channel_id=channel.id,
        created=world.clock.now(),
        created_real=world.clock.real(),
        payload={},
        owners=more.get("owners") or owners_of(world, person, channel),
        name=more.get("name", ""),
        source_message_id=message.id if message else None,
        trigger=trigger,
    )
    interaction.payload = _payload(world, interaction, person, channel, data)
    if message is not None:
        interaction.payload["message"] = dict(message.wire)
    world.interactions.add(interaction)
    dispatch(world, interaction)
    return interaction


def dispatch(world: World, interaction: Interaction) -> None:
    """Send INTERACTION_CREATE; done twice it is the duplicate that Discord now and then sends."""
    reached = world.sessions.dispatch(
        "INTERACTION_CREATE", interaction.payload, guild_id=interaction.guild_id
    )
    interaction.delivered = interaction.delivered or reached


def owners_of(world: World, person: Person, channel: Channel) -> dict[str, str]:
    """Who installed the app that is used here: "0" a guild (or "0" in the bot's DM), "1" the person."""
    guild = world.guild_of(channel)
    owners: dict[str, str] = {}
    if guild is None:
        owners["0"] = "0"
    elif guild.with_bot:
        owners["0"] = guild.id
    if person.installed:
        owners["1"] = person.id
    return owners


def _payload(
    world: World, interaction: Interaction, person: Person, channel: Channel, data: dict[str, Any]
) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "id": interaction.id,
        "application_id": world.bot_id,
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": data,
        "channel_id": channel.id,
        "channel": _partial(world, person, channel),
        "locale": person.locale,
        "app_permissions": str(int(world.app_rights(channel))),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.owners,
        "context": _BOT_DM if channel.is_dm else _GUILD,
        "attachment_size_limit": world.settings.advertised_upload_limit,
    }
    guild = world.guild_of(channel)
    if guild is None:
        return payload | {"user": person.wire()}
    return payload | {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": world.member_in(person.id, channel),
    }


def _partial(world: World, person: Person, channel: Channel) -> dict[str, Any]:
    return channel.wire | {"permissions": str(int(world.rights(person.id, channel)))}
