"""What a channel does not allow."""

from dataclasses import dataclass

from bot.domain.errors.refusal import Refusal


@dataclass(eq=False)
class MissingPermissions(Refusal):
    """The bot may not post here."""

    #: Discord's names, as in "attach_files".
    permissions: tuple[str, ...]


@dataclass(eq=False)
class NotAnImageChannel(Refusal):
    """This guild has image channels, and this is none of them."""

    #: Those it has; at the face, those that the asker can open.
    channels: tuple[int, ...]


@dataclass(eq=False)
class ModelNotAllowed(Refusal):
    """The channel does not offer this model."""

    model: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class AboveHighest(Refusal):
    """The channel allows this option up to `highest` only."""

    #: "quality" or "resolution".
    option: str
    value: str
    highest: str


@dataclass(eq=False)
class QuietNow(Refusal):
    """The channel's quiet hours."""

    #: Epoch milliseconds when they end.
    until: int


@dataclass(eq=False)
class SlowedDown(Refusal):
    """The member asked in this channel a short while ago."""

    #: Epoch milliseconds when the next request is taken.
    until: int
