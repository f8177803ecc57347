"""What people read when a channel does not allow what they ask, and moderators when a decision is refused."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words.lists import listed
from bot.domain.errors import SettingFault, SettingInvalid

#: Channels that are named to who is in the wrong one.
_NAMED = 5

_FAULTS: Mapping[SettingFault, Phrase] = MappingProxyType(
    {
        SettingFault.NOT_A_TIME: Phrase(
            "`{value}` is not a length of time I can read. Write it like `30s`, `5m`, `1h 30m` or `off`."
        ),
        SettingFault.NEGATIVE: Phrase(
            "Slow mode cannot be below zero (`{value}`). Write `off` for none, or a time up to {hours} hours."
        ),
        SettingFault.TOO_LONG: Phrase(
            "`{value}` is longer than slow mode can be: {hours} hours is the most. Write a shorter time."
        ),
        SettingFault.TOO_WORDY: Phrase(
            "That is longer than I can keep: {limit} characters is the most. Shorten it a little."
        ),
        SettingFault.NOT_HOURS: Phrase(
            "`{value}` is no quiet hours I can read. Write them like `22:00-07:00`, or `off` for none."
        ),
        SettingFault.NO_LENGTH: Phrase(
            "Quiet hours that end when they begin (`{value}`) are none. Write two different times, or `off`."
        ),
        SettingFault.UNKNOWN_ZONE: Phrase(
            "I know no time zone called `{value}`. Write it like `Europe/Berlin` or `America/New_York`."
        ),
        SettingFault.NOT_OFFERED: Phrase("`{value}` is not to be had here. Choose {allowed}."),
        SettingFault.NO_SUCH_CHANNEL: Phrase(
            "That channel is not there any more, or people cannot write in it. Choose another one."
        ),
        SettingFault.NOT_OPEN: Phrase("{value} is no image channel. Open it first with `/channels open`."),
    }
)


def elsewhere(channels: Sequence[int]) -> str:
    """Asked in the wrong channel; where to go."""
    if not channels:
        return say(
            "Pictures are not made in this channel, nor in any other that you can open. Ask a moderator to"
            " open one to you."
        )
    shown = [f"<#{channel}>" for channel in channels[:_NAMED]]
    more = len(channels) - len(shown)
    if more:
        return plural(
            "Pictures are not made in this channel. Go to {channels} or {count} other.",
            "Pictures are not made in this channel. Go to {channels} or {count} others.",
            more,
            channels=listed(shown),
        )
    if len(shown) == 1:
        return say("Pictures are not made in this channel. Go to {channel}.", channel=shown[0])
    return say(
        "Pictures are not made in this channel. Go to {channels} or {last}.",
        channels=listed(shown[:-1]),
        last=shown[-1],
    )


def model_not_allowed(model: str, allowed: str) -> str:
    """Another model is asked for than the channel offers; `allowed` lists those."""
    return say("`{model}` is not offered in this channel. Choose {allowed}.", model=model, allowed=allowed)


def above_highest(option: str, value: str, highest: str) -> str:
    """More is asked for than the channel allows; `option` is its name."""
    return say(
        "`{value}` is more than this channel allows as {option}: `{highest}` is the highest. Choose that or"
        " less.",
        value=value,
        option=option,
        highest=highest,
    )


def quiet(when: str) -> str:
    """Asked in quiet hours, which end then."""
    return say("This channel has quiet hours now. They end {when}; ask again then.", when=when)


def slowed(when: str) -> str:
    """Asked too soon after the last time; the next request is taken then."""
    return say("This channel is in slow mode. You can ask again {when}.", when=when)


def invalid(error: SettingInvalid, value: str, allowed: str) -> str:
    """A decision that cannot be taken; `value` is safe to show, `allowed` lists what can be chosen."""
    limit = error.limit or 0
    said = _FAULTS[error.fault](
        value=value, allowed=allowed, limit=number(limit), hours=number(limit // 3600)
    )
    return f"{said} {say('Nothing was changed.')}"
