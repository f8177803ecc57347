"""What stands beside each other in a line, as the language in force puts it, and lines that have to fit."""

from collections.abc import Iterable, Sequence
from functools import reduce

from bot.chat.i18n import plural, say


def listed(parts: Iterable[str]) -> str:
    """Several with commas; empty for none."""
    found = [part for part in parts if part]
    return reduce(_with_comma, found) if found else ""


def all_of(parts: Sequence[str]) -> str:
    """All of them: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return say("{names} and {last}", names=listed(parts[:-1]), last=parts[-1])


def any_of(parts: Sequence[str]) -> str:
    """One of them: "a, b or c"."""
    if len(parts) < 2:
        return "".join(parts)
    return say("{names} or {last}", names=listed(parts[:-1]), last=parts[-1])


def labelled(name: str, value: str) -> str:
    """What something is called, and what it is."""
    return say("{name}: {state}", name=name, state=value)


def aside(said: str, more: str) -> str:
    """Something, and more about it in parentheses."""
    return say("{said} ({more})", said=said, more=more)


def followed(said: str, other: str) -> str:
    """Two sentences, the first of which has no point yet."""
    return say("{some}. {other}", some=said, other=other)


def joined(lines: Sequence[str], limit: int) -> str:
    """As many whole lines as fit, and how many did not."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        rest = plural("… and {count} more", "… and {count} more", len(lines) - index)
        if len("\n".join([*kept, line])) + len(rest) + 1 > limit:
            return "\n".join([*kept, rest])
        kept.append(line)
    return "\n".join(kept)


def _with_comma(some: str, other: str) -> str:
    return say("{some}, {other}", some=some, other=other)
