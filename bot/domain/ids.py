"""Names for jobs and failures, from the time and a source of random bits."""

from random import Random

#: Crockford's base 32 in lower case: sorts as text in the order of its values.
_SORTED = "0123456789abcdefghjkmnpqrstvwxyz"
#: No vowels, so that no words come out, and no two that look or sound much alike.
_SPEAKABLE = "346789CFHJKMNPQRTWXY"
_TIME_DIGITS, _RANDOM_DIGITS = 10, 15
_ERROR_DIGITS = 7


def new_job_id(now_ms: int, random: Random) -> str:
    """25 characters: 50 bits of epoch milliseconds, then 75 random bits.

    Ids of later milliseconds sort later. 25 is the longest nonce Discord takes.
    """
    drawn = random.getrandbits(5 * _RANDOM_DIGITS)
    return _digits(now_ms, _TIME_DIGITS) + _digits(drawn, _RANDOM_DIGITS)


def new_error_id(random: Random) -> str:
    """Seven characters that survive being read aloud, as in "K7CM3XT"."""
    return "".join(random.choice(_SPEAKABLE) for _ in range(_ERROR_DIGITS))


def normal_error_id(text: str) -> str:
    """What a person typed, as it is stored: "#k7c-m3xt" is "K7CM3XT"."""
    return "".join(character for character in text.upper() if character.isalnum())


def _digits(value: int, width: int) -> str:
    """`value` in base 32, the highest digit first."""
    return "".join(_SORTED[value >> 5 * place & 31] for place in reversed(range(width)))
