"""Small checks that add up to the shape of a body. A check takes a value and yields its faults.

Paths are relative to the value; whoever holds the value puts its own key in front. Codes and words are
those of Discord's form errors as seen in public reports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox.discord.rules.errors import FieldError

Faults = Iterator[FieldError]
Check = Callable[[Any], Faults]

MAX_COMPONENT_ID = 2**31 - 1


def fault(code: str, message: str, *path: str | int) -> FieldError:
    """A fault at `path`, which is empty for the value itself."""
    return FieldError(path, code, message)


def required(*path: str | int) -> FieldError:
    """The fault of a value that is not there."""
    return fault("BASE_TYPE_REQUIRED", "This field is required", *path)


def bad_length(low: int, high: int, *path: str | int) -> FieldError:
    """The fault of a text or list that is too short or too long."""
    if low == 0:
        return fault("BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.", *path)
    return fault("BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.", *path)


def text(low: int, high: int) -> Check:
    """A string of `low` to `high` characters."""

    def check(value: Any) -> Faults:
        if not isinstance(value, str):
            yield fault("STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        elif low == 1 and not value:
            yield required()
        elif not low <= len(value) <= high:
            yield bad_length(low, high)

    return check


def integer(low: int, high: int) -> Check:
    """A whole number of `low` to `high`."""

    def check(value: Any) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int):
            yield fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value < low:
            yield fault("NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        elif value > high:
            yield fault("NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")

    return check


def number(low: float, high: float) -> Check:
    """A number of `low` to `high`."""

    def check(value: Any) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')
        elif not value >= low:
            yield fault("NUMBER_TYPE_MIN", f"float value should be greater than or equal to {low}.")
        elif value > high:
            yield fault("NUMBER_TYPE_MAX", f"float value should be less than or equal to {high}.")

    return check


def boolean(value: Any) -> Faults:
    """True or false."""
    if not isinstance(value, bool):
        yield fault("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def is_snowflake(value: Any) -> bool:
    """Whether a value is an id: digits, or a whole number, of at most 64 bits."""
    if isinstance(value, str):
        return value.isascii() and value.isdigit() and int(value) < 2**64
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**64


def snowflake(value: Any) -> Faults:
    """An id."""
    if not is_snowflake(value):
        yield fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')


def one_of(choices: Collection[Hashable]) -> Check:
    """One of a few values; True is not 1."""
    kinds = {type(choice) for choice in choices}

    def check(value: Any) -> Faults:
        if type(value) not in kinds or value not in choices:
            listed = ", ".join(repr(choice) for choice in choices)
            yield fault("BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")

    return check


def url(schemes: Collection[str], high: int = 2048) -> Check:
    """An address of one of these schemes with something after it."""

    def check(value: Any) -> Faults:
        wrong = list(text(1, high)(value))
        if wrong:
            yield from wrong
            return
        scheme, _, rest = value.partition("://")
        if scheme.lower() not in schemes:
            listed = ", ".join(repr(each) for each in schemes)
            words = f'Scheme "{scheme.lower()}" is not supported. Scheme must be one of ({listed}).'
            yield fault("URL_TYPE_INVALID_SCHEME", words)
        elif not rest or not _has_host(value):
            yield fault("URL_TYPE_INVALID_URL", "Not a well formed URL.")

    return check


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).netloc) and not any(letter.isspace() for letter in address)
    except ValueError:
        return False


def items(low: int, high: int, each: Check) -> Check:
    """A list of `low` to `high` values."""

    def check(value: Any) -> Faults:
        if not isinstance(value, list):
            yield fault("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return
        if not low <= len(value) <= high:
            yield bad_length(low, high)
        for index, item in enumerate(value):
            yield from under((index,), each(item))

    return check


def unique(code: str, message: str, values: Iterable[tuple[tuple[str | int, ...], Hashable]]) -> Faults:
    """A fault at the path of every value that came before."""
    seen: set[Hashable] = set()
    for path, value in values:
        if value in seen:
            yield fault(code, message, *path)
        seen.add(value)


def shape(needed: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """A dictionary; null counts as absent, other keys are ignored, as Discord does."""

    def check(value: Any) -> Faults:
        if not isinstance(value, Mapping):
            yield fault("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return
        for key, part in needed.items():
            yield from under((key,), [required()] if value.get(key) is None else part(value[key]))
        for key, part in optional.items():
            if value.get(key) is not None:
                yield from under((key,), part(value[key]))

    return check


def typed(shapes: Mapping[int, Check]) -> Check:
    """A dictionary whose `type` decides its shape."""

    def check(value: Any) -> Faults:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(value, Mapping):
            yield fault("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        elif isinstance(kind, bool) or not isinstance(kind, int) or kind not in shapes:
            listed = ", ".join(map(str, sorted(shapes))) + ("," if len(shapes) == 1 else "")
            yield fault("UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({listed}).')
        else:
            yield from shapes[kind](value)

    return check


def both(*checks: Check) -> Check:
    """Several checks of one value; later ones run only when the earlier ones found nothing."""

    def check(value: Any) -> Faults:
        for part in checks:
            wrong = list(part(value))
            yield from wrong
            if wrong:
                return

    return check


def under(prefix: tuple[str | int, ...], faults: Iterable[FieldError]) -> Faults:
    """The same faults seen from further out."""
    return (error.under(*prefix) for error in faults)
