"""What the face is told by the edge."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.guild import GuildSettings
from bot.domain.keeping import Keeping

#: Discord's default, until an interaction says otherwise (Discord documentation, "Uploading Files").
DEFAULT_UPLOAD_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceSettings:
    """Plain values; durations are seconds."""

    #: Folder the pictures' file names are relative to.
    images_dir: Path
    #: A result that took longer than this is announced by a reply that pings the requester.
    mention_after: float
    #: Hide pictures the gateway gave no verdict on, outside age-restricted channels.
    spoiler_unrated: bool
    #: Who runs the bot, beside those whom Discord names.
    operator_ids: tuple[int, ...] = ()
    #: Days until what is kept of a guild goes that removed the bot.
    grace_days: int = 30
    #: How long is kept what is asked for outside guilds.
    outside: Keeping = field(default_factory=lambda: Keeping.of(GuildSettings()))
    #: The first answer is deferred when accepting takes longer than this.
    patience: float = 1.0
    #: Registering commands is put off to the next start after this: they may be counted by the day.
    publish_within: float = 30.0
