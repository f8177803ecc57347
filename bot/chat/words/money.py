"""Amounts of credits with their unit."""

from bot.chat.i18n import plural, say


def in_credits(amount: int) -> str:
    """An amount with its unit."""
    return plural("{count} credit", "{count} credits", amount)


def from_credits(amount: int) -> str:
    """The least it can cost."""
    return say("from {price}", price=in_credits(amount))
