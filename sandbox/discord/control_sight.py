"""Control calls that show what one person sees."""

from __future__ import annotations

from typing import Any

from sandbox.discord.clients import commands_for, visible
from sandbox.discord.control import Asked, Control
from sandbox.discord.control_events import shown
from sandbox.discord.people import Person
from sandbox.discord.places import Channel
from sandbox.discord.world import World


async def _messages(asked: Asked) -> list[dict[str, Any]]:
    person, channel = asked.person(), asked.channel()
    show = shown(asked.text("versions", "all"))
    asked.finish()
    return [show(message) for message in visible(asked.world, person, channel)]


async def _heads(asked: Asked) -> list[dict[str, Any]]:
    """What others wrote in each channel: ids alone, enough for marks of what is unread."""
    person, world = asked.person(), asked.world
    asked.finish()
    return [
        _head(world, person, channel) for channel in world.channels.values() if world.sees(person.id, channel)
    ]


def _head(world: World, person: Person, channel: Channel) -> dict[str, Any]:
    others = [one for one in visible(world, person, channel) if one.author_id != person.id]
    return {
        "channel_id": channel.id,
        "messages": [one.id for one in others],
        "mentions": [one.id for one in others if person.id in one.pinged],
    }


async def _commands(asked: Asked) -> list[dict[str, Any]]:
    """What the client lists for a person in a channel."""
    person, channel = asked.person(), asked.channel()
    asked.finish()
    return commands_for(asked.world, person, channel)


CONTROLS = (
    Control("GET", "/messages", _messages),
    Control("GET", "/heads", _heads),
    Control("GET", "/commands", _commands),
)
