"""What the operator does not let happen, for now or at all."""

from dataclasses import dataclass

from bot.domain.errors.refusal import Refusal


@dataclass(eq=False)
class Paused(Refusal):
    """Nothing is taken until the operator says so."""

    #: What members are to know; may be empty.
    message: str


class InMaintenance(Refusal):
    """Nothing new is taken while what runs comes to its end."""


@dataclass(eq=False)
class GuildNotServed(Refusal):
    """No pictures are made in this guild, by the operator's decision."""

    #: It was blocked; otherwise it was never let in.
    blocked: bool
    #: The operator's words; may be empty.
    reason: str


@dataclass(eq=False)
class ModelOff(Refusal):
    """The model is not on offer for now."""

    model: str
    #: What is.
    available: tuple[str, ...]


@dataclass(eq=False)
class BudgetSpent(Refusal):
    """The gateway may cost the operator no more in the running day or month."""

    #: Models of other gateways.
    available: tuple[str, ...]
    #: Whether the operator knows.
    told: bool
    #: Epoch milliseconds when the period ends.
    resets_at: int


class Draining(Refusal):
    """The process is stopping; nothing new is taken."""
