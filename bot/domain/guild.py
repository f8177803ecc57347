"""What a guild's moderators decide, for all of it and for one channel."""

from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo


class Nsfw(StrEnum):
    """What becomes of a picture that its gateway calls unsafe, where the channel is not age-restricted."""

    SPOILER = "spoiler"  # posted hidden
    WITHHOLD = "withhold"  # kept for the requester alone, not posted


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSettings:
    """Decisions for a whole guild. The defaults are what applies before anyone decides."""

    #: Language of public messages, as in "de"; `None` follows the guild's own on Discord.
    locale: str | None = None
    #: IANA name: whose midnight begins a day.
    time_zone: str = "UTC"
    #: Day that begins a week: 0 is Monday, 6 is Sunday.
    week_start: int = 0
    #: Where cards for moderators are posted: requests to decide, reports, alerts.
    moderators_channel_id: int | None = None
    #: Where every action of moderators is noted; `None` is the moderators' channel.
    log_channel_id: int | None = None
    #: Ask before spending when a price is above this many percent of what is left; `None` never asks.
    confirm_above: int | None = 50
    #: Whether moderators see prompts in histories. Private ones they never see.
    show_prompts: bool = True
    nsfw: Nsfw = Nsfw.SPOILER
    #: Tell moderators when this many percent of the last hour's jobs failed; `None` never tells.
    alert_above: int | None = 25
    #: Refusals by a content policy within `strike_days` after which moderators are told; `None` never.
    strikes: int | None = 5
    strike_days: int = 7
    #: Hours that a member is blocked then; `None` leaves that to moderators.
    strike_block_hours: int | None = None
    #: Days that prompts, records of pictures and failures are kept; `None` is for ever.
    keep_prompts_days: int | None = 90
    keep_pictures_days: int | None = 30
    keep_failures_days: int | None = 180
    #: Favourites from which a picture is shown in the showcase channel.
    showcase_channel_id: int | None = None
    showcase_from: int = 3

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From a minute of the guild's day until another, over midnight if need be. No pictures meanwhile."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """What is asked for, and how, in one image channel. A channel without settings is no image channel."""

    #: Names of models; empty is all.
    models: tuple[str, ...] = ()
    #: The highest the model's own order allows up to here; `None` is all.
    highest_quality: str | None = None
    highest_resolution: str | None = None
    default_aspect_ratio: str | None = None
    thread_per_result: bool = False
    auto_spoiler: bool = False
    #: Pictures called unsafe may be shown openly; means something in age-restricted channels only.
    allow_nsfw: bool = True
    #: Seconds a member waits between two requests here.
    slow_mode: int = 0
    quiet_hours: QuietHours | None = None
    #: Shown in the channel's panel.
    rules: str = ""
    panel_message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSettings:
    """Decisions of one person, everywhere."""

    #: Left out of every table and chart that others see.
    unlisted: bool = False
    locale: str | None = None
    #: Options used when the command names none, by option name.
    defaults: dict[str, str] = field(default_factory=dict)
    ping_when_done: bool = True
    private: bool = False
