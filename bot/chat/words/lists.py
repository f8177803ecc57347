"""Lists of lines that have to fit."""

from collections.abc import Sequence

from bot.chat.i18n import plural


def joined(lines: Sequence[str], limit: int) -> str:
    """As many whole lines as fit, and how many did not."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        rest = plural("… and {count} more", "… and {count} more", len(lines) - index)
        if len("\n".join([*kept, line])) + len(rest) + 1 > limit:
            return "\n".join([*kept, rest])
        kept.append(line)
    return "\n".join(kept)
