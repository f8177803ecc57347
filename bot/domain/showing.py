"""Whether a picture is shown openly, behind a spoiler, or to its requester alone."""

from enum import StrEnum

from bot.domain.guild import ChannelSettings, GuildSettings, Nsfw
from bot.domain.job import Picture


class Showing(StrEnum):
    """How a picture is handed over."""

    OPEN = "open"
    SPOILER = "spoiler"  # hidden until it is pressed
    WITHHELD = "withheld"  # not posted; the requester can have it shown


def strictest(one: Showing, other: Showing) -> Showing:
    """How a picture is handed over where two places have a say."""
    return max(one, other, key=list(Showing).index)


def showing(
    picture: Picture,
    *,
    guild: GuildSettings,
    channel: ChannelSettings,
    age_restricted: bool,
    in_person: bool,
    hide_unrated: bool,
) -> Showing:
    """Decide by the gateway's verdict and the place. `in_person` is a direct message to the requester.

    Nothing is withheld that the gateway gave no verdict on, or from the requester in person.
    """
    unsafe = hide_unrated if picture.nsfw is None else picture.nsfw
    if in_person:
        return Showing.SPOILER if unsafe else Showing.OPEN
    if age_restricted and channel.allow_nsfw:
        unsafe = False
    if unsafe and picture.nsfw and guild.nsfw is Nsfw.WITHHOLD:
        return Showing.WITHHELD
    return Showing.SPOILER if unsafe or channel.auto_spoiler else Showing.OPEN
