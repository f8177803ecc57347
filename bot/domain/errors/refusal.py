"""The root of every no that is said on purpose."""

from bot.domain.roots import InklingError


class Refusal(InklingError):
    """A request that was not accepted. Nothing was reserved or sent."""
