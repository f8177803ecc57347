"""What `/setup check` finds: what works, and what needs attention with its fix."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.i18n import Phrase, plural, say
from bot.chat.words.lists import listed

TITLE_WELL = Phrase("### Everything works")
AGAIN = Phrase("Check again")
WELL, LOOK = Phrase("**OK:**"), Phrase("**Attention:**")

ANYWHERE = Phrase("There are no image channels, so pictures are made in every channel I can write in.")
NO_DESK = Phrase(
    "There is no moderators' channel, so nobody is told of reports, requests or alerts. Choose one with"
    " `/setup start`."
)
GONE_DESK = Phrase(
    "The channel for reports, requests and alerts was deleted on Discord. Choose another with `/setup start`."
)
GONE_LOG = Phrase(
    "The channel for the log of what moderators do was deleted on Discord. Choose another with"
    " `/setup settings`."
)
NO_MODEL = Phrase("Whoever runs this bot has switched off every model, so nothing can be asked for.")
FOR_CARDS = Phrase("reports, requests and alerts")
FOR_LOG = Phrase("the log of what moderators do")
NO_GATEWAY = Phrase("No image service is set up. Whoever runs this bot has to add a key for one.")

_NAMED = 10


def title(attentions: int) -> str:
    """How much there is to do."""
    if attentions == 0:
        return TITLE_WELL()
    return plural("### {count} thing needs attention", "### {count} things need attention", attentions)


def gone_channel(channel_id: int) -> str:
    """An image channel was deleted."""
    return say(
        "An image channel (id `{channel}`) was deleted on Discord. Press **Close deleted channels** below"
        " `/channels list`.",
        channel=channel_id,
    )


def channels_well(channels: Sequence[int], *, more: int) -> str:
    """These, and so many others."""
    named = listed(f"<#{each}>" for each in channels)
    if more:
        return plural(
            "I may do everything in {channels} and {count} more.",
            "I may do everything in {channels} and {count} more.",
            more,
            channels=named,
        )
    return say("I may do everything in {channels}.", channels=named)


def lacks_pictures(channels: Sequence[int], permissions: str) -> str:
    """Pictures cannot be posted there."""
    return say(
        "In {channel} I cannot post pictures: allow me {permissions} in the channel's settings.",
        channel=_mentions(channels),
        permissions=permissions,
    )


def no_commands(channel_id: int) -> str:
    """An image channel in which nobody can ask."""
    return say(
        "In {channel} members cannot use commands, so nobody can ask me there: allow them **Use Application"
        " Commands** in the channel's settings.",
        channel=f"<#{channel_id}>",
    )


def lacks_threads(channel_id: int, permissions: str) -> str:
    """Threads are wanted and cannot be opened."""
    return say(
        "In {channel} results get no threads: allow me {permissions} there, or turn threads off with"
        " `/channels edit`.",
        channel=f"<#{channel_id}>",
        permissions=permissions,
    )


def no_threads_there(channel_id: int) -> str:
    """Threads are wanted in a kind of channel that has none on messages."""
    return say(
        "In {channel} results get no threads, because this kind of channel has none on messages. Turn them"
        " off with `/channels edit`.",
        channel=f"<#{channel_id}>",
    )


def lacks_in_threads(channels: Sequence[int], permissions: str) -> str:
    """Their threads are closed to the bot."""
    return say(
        "In threads of {channel} I cannot post pictures: allow me {permissions} there.",
        channel=_mentions(channels),
        permissions=permissions,
    )


def lacks_to_tell(channel_id: int, permissions: str, purpose: str) -> str:
    """A channel for moderators cannot be written in."""
    return say(
        "In {channel} I cannot write about {purpose}: allow me {permissions} there.",
        channel=f"<#{channel_id}>",
        purpose=purpose,
        permissions=permissions,
    )


def desk_well(channel_id: int) -> str:
    """Moderators can be told things."""
    return say("Moderators are told things in {channel}.", channel=f"<#{channel_id}>")


def log_well(channel_id: int) -> str:
    """What moderators do is noted."""
    return say("What moderators do is noted in {channel}.", channel=f"<#{channel_id}>")


def showcase_well(channel_id: int) -> str:
    """Favourites can be shown."""
    return say("Favourites are shown in {channel}.", channel=f"<#{channel_id}>")


def rules_of_gone_roles(roles: Sequence[int]) -> str:
    """Quotas are set for roles that were deleted."""
    return plural(
        "A quota is set for {count} role that was deleted: {ids}. Remove it with `/quota remove`.",
        "Quotas are set for {count} roles that were deleted: {ids}. Remove them with `/quota remove`.",
        len(roles),
        ids=_ids(roles),
    )


def rules_of_gone_channels(channels: Sequence[int]) -> str:
    """Quotas are set for channels that were deleted."""
    return plural(
        "A quota is set for {count} channel that was deleted: {ids}. Remove it with `/quota remove`.",
        "Quotas are set for {count} channels that were deleted: {ids}. Remove them with `/quota remove`.",
        len(channels),
        ids=_ids(channels),
    )


def rules_well(count: int) -> str:
    """All of them name what is there."""
    return plural("{count} quota is set.", "{count} quotas are set.", count)


def no_model_left(channel_id: int) -> str:
    """A channel offers only what is gone, so nothing can be asked for."""
    return say(
        "In {channel} nobody can ask for anything: the models it offers are not on offer any more. Choose"
        " others with `/channels edit`.",
        channel=f"<#{channel_id}>",
    )


def gone_models(channel_id: int, models: Sequence[str]) -> str:
    """A channel offers some that are gone."""
    return say(
        "{channel} offers models that are not on offer any more ({models}). `/channels edit` sets that"
        " right.",
        channel=f"<#{channel_id}>",
        models=listed(f"`{model}`" for model in models[:_NAMED]),
    )


def gone_values(channel_id: int, values: Sequence[str]) -> str:
    """A channel names values that no model has."""
    return say(
        "{channel} names {values}, which none of its models has, so it counts for nothing. `/channels edit`"
        " sets that right.",
        channel=f"<#{channel_id}>",
        values=listed(f"`{value}`" for value in values),
    )


def language_well(language: str) -> str:
    """What all read is written in it."""
    return say("In public I write {language}.", language=language)


def not_translated(language: str) -> str:
    """Nobody has translated the words yet."""
    return say(
        "I do not know {language} yet, so in public I write English. `/setup start` chooses another"
        " language.",
        language=language,
    )


def zone_well(zone: str) -> str:
    """Whose midnight begins a day."""
    return say("Days begin at midnight in `{zone}`.", zone=zone)


def upload_well(megabytes: int) -> str:
    """How large a file may be here."""
    return plural(
        "Discord takes files of {count} MB here; larger pictures are made to fit.",
        "Discord takes files of {count} MB here; larger pictures are made to fit.",
        megabytes,
    )


def gateway_well(name: str, *, funds_told: bool) -> str:
    """An image service is there."""
    if funds_told:
        return say("The image service {name} answers and has credit left.", name=name)
    return say("The image service {name} answers.", name=name)


def gateway_broke(name: str) -> str:
    """Its account is empty."""
    return say(
        "The image service {name} has no credit left. Tell whoever runs this bot to top up the account.",
        name=name,
    )


def gateway_fault(name: str, happened: str) -> str:
    """It cannot be used; in words why."""
    return say("The image service {name} cannot be used now. {happened}", name=name, happened=happened)


def _mentions(channels: Sequence[int]) -> str:
    named = listed(f"<#{each}>" for each in channels[:_NAMED])
    rest = len(channels[_NAMED:])
    return f"{named} {plural('… and {count} more', '… and {count} more', rest)}" if rest else named


def _ids(numbers: Sequence[int]) -> str:
    return listed(f"`{each}`" for each in numbers[:_NAMED])
