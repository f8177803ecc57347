"""Amounts as people write them: credits, requests, lengths of time, and no limit at all."""

import re

from bot.domain.errors import AmountFault, AmountRefused
from bot.domain.quota import LEAST, MOST, Measure
from bot.domain.span import seconds_in

_NO_LIMIT = frozenset({"no limit", "nolimit", "unlimited", "∞"})
_NEVER = frozenset({"", "never", "no", "forever"})
_NO_PAUSE = frozenset({"off", "none", "no"})
#: The unit may be written after the number.
_UNIT = re.compile(r"\s*credits?$")
_WHOLE = re.compile(r"\+?\d+")
#: Thousands set apart, as one or the other language has it.
_GROUPED = re.compile(r"\+?\d{1,3}(?:([,.'’\s])\d{3})(?:\1\d{3})*")
_FRACTION = re.compile(r"[-−+]?\d*[.,]\d+")
_NEGATIVE = re.compile(r"[-−]\s*\d[\d,.'’\s]*")
#: More digits than any amount has.
_DIGITS = 12
#: The longest pause between two requests, and the longest life of extra credits. Days.
LONGEST_PAUSE, LONGEST_GRANT = 30, 3650
_DAY = 86_400


def read_limit(text: str, measure: Measure) -> int | None:
    """The amount of a rule; `None` is "no limit". A pause is in seconds.

    Raises:
        AmountRefused: it cannot be read, or not be taken.
    """
    said = _plain(text)
    if said in _NO_LIMIT:
        return None
    if measure is Measure.COOLDOWN:
        return _pause(text, said)
    return read_number(text, least=LEAST[measure])


def read_number(text: str, *, least: int = 0) -> int:
    """A whole number: "50", "1,000", "20 credits".

    Raises:
        AmountRefused: it is none, or not from `least` to the most there can be.
    """
    said = _UNIT.sub("", _plain(text))
    if not (_WHOLE.fullmatch(said) or _GROUPED.fullmatch(said)):
        raise AmountRefused(_fault(said), text)
    digits = re.sub(r"\D", "", said).lstrip("0") or "0"
    number = int(digits[:_DIGITS])
    if len(digits) > _DIGITS or number > MOST:
        raise AmountRefused(AmountFault.TOO_LARGE, text, MOST)
    if number < least:
        raise AmountRefused(AmountFault.TOO_SMALL, text, least)
    return number


def read_expiry(text: str, now_ms: int) -> int | None:
    """Epoch ms at which a length of time from now ends: "7d", "12 hours"; `None` is never.

    Raises:
        AmountRefused: it is no length of time, none at all, or longer than anything is kept.
    """
    said = _plain(text)
    if said in _NEVER:
        return None
    seconds = _seconds(text, said, most_days=LONGEST_GRANT)
    if not seconds:
        raise AmountRefused(AmountFault.NO_TIME, text)
    return now_ms + seconds * 1000


def _pause(text: str, said: str) -> int:
    return 0 if said in _NO_PAUSE else _seconds(text, said, most_days=LONGEST_PAUSE)


def _seconds(text: str, said: str, *, most_days: int) -> int:
    if _NEGATIVE.match(said):
        raise AmountRefused(AmountFault.NEGATIVE, text)
    seconds = seconds_in(said)
    if seconds is None:
        raise AmountRefused(AmountFault.NO_TIME, text)
    if seconds > most_days * _DAY:
        raise AmountRefused(AmountFault.TOO_LONG, text, most_days)
    return seconds


def _fault(said: str) -> AmountFault:
    if _NEGATIVE.fullmatch(said):
        return AmountFault.NEGATIVE
    return AmountFault.FRACTION if _FRACTION.fullmatch(said) else AmountFault.NO_NUMBER


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip("\"“”„'")
