"""What is said of an amount that cannot be taken."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, say
from bot.domain.errors import AmountFault, AmountRefused

_FAULTS: Mapping[AmountFault, Phrase] = MappingProxyType(
    {
        AmountFault.NO_NUMBER: Phrase(
            "`{text}` is not an amount I can read. Write a whole number like `50`, or `no limit`."
        ),
        AmountFault.NEGATIVE: Phrase(
            "An amount cannot be below zero (`{text}`). Write `0` for none at all, or `no limit`."
        ),
        AmountFault.FRACTION: Phrase("I count in whole numbers, so `{text}` does not work. Round it."),
        AmountFault.TOO_LARGE: Phrase(
            "`{text}` is more than I can count on: {bound} is the most. Write `no limit` for more."
        ),
        AmountFault.TOO_SMALL: Phrase("`{text}` is too little: {bound} is the least."),
        AmountFault.NO_TIME: Phrase(
            "`{text}` is not a length of time I can read. Write it like `30s`, `12h`, `7d` or `2 weeks`."
        ),
        AmountFault.TOO_LONG: Phrase("`{text}` is too long: {bound} days is the most."),
    }
)


def refused(error: AmountRefused, text: str) -> str:
    """Why an amount is not taken; `text` is what was written, safe between backticks."""
    said = _FAULTS[error.fault](text=text or " ", bound=number(error.bound or 0))
    return f"{said} {say('Nothing was changed.')}"
