"""Names for jobs and failures, from a clock and a source of random bits."""

from random import Random

from bot.domain.clock import Clock

#: Crockford's base 32 in lower case: sorts as text in the order of its values.
_SORTED = "0123456789abcdefghjkmnpqrstvwxyz"
#: No vowels, so that no words come out, and no two that look or sound much alike.
_SPEAKABLE = "346789CFHJKMNPQRTWXY"
_TIME_DIGITS, _RANDOM_DIGITS = 10, 15
_ERROR_DIGITS = 7


class Ids:
    """Makes new ids."""

    def __init__(self, *, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random

    def job_id(self) -> str:
        """25 characters: 50 bits of epoch milliseconds, then 75 random bits.

        Ids of later milliseconds sort later. 25 is the longest nonce Discord takes.
        """
        drawn = self._random.getrandbits(5 * _RANDOM_DIGITS)
        return _digits(self._clock.wall_ms(), _TIME_DIGITS) + _digits(drawn, _RANDOM_DIGITS)

    def error_id(self) -> str:
        """Seven characters that survive being read aloud, as in "K7CM3XT"."""
        return "".join(self._random.choice(_SPEAKABLE) for _ in range(_ERROR_DIGITS))


def normal_error_id(text: str) -> str:
    """What a person typed, as it is stored: "#k7c-m3xt" is "K7CM3XT"."""
    return "".join(character for character in text.upper() if character.isalnum())


def _digits(value: int, width: int) -> str:
    """`value` in base 32, the highest digit first."""
    return "".join([_SORTED[value >> shift & 31] for shift in range(5 * (width - 1), -1, -5)])
