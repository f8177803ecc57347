"""Moments in Discord's own notation, told in the reader's language and time zone."""


def relative(moment_ms: int) -> str:
    """As in "in 5 minutes"."""
    return f"<t:{moment_ms // 1000}:R>"


def moment(moment_ms: int) -> str:
    """Date and time of day."""
    return f"<t:{moment_ms // 1000}:f>"
