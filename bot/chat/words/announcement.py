"""What the panel in an image channel tells everyone."""

from bot.chat.i18n import Phrase, say
from bot.chat.words import decisions

HEADLINE = Phrase("Pictures are made here")
HOW = Phrase("Type `/imagine` and say what you would like to see, or press the button below.")
RULES = Phrase("Rules of this channel")
THREADS = Phrase("- Each result gets a thread to talk about it.")
SPOILER = Phrase("- Every picture is hidden behind a spoiler.")


def models(labels: str) -> str:
    """What paints here."""
    return say("- Models: {models}", models=labels)


def highest_quality(value: str) -> str:
    """The most care there is."""
    return say("- Quality: up to `{value}`", value=value)


def highest_resolution(value: str) -> str:
    """The largest size there is."""
    return say("- Resolution: up to `{value}`", value=value)


def ratio(value: str) -> str:
    """The shape of pictures for which nobody names one."""
    return say("- Ratio: `{value}`, unless you name another", value=value)


def slow_mode(seconds: int) -> str:
    """How long a member waits."""
    return say("- Slow mode: {time} from one request to the next", time=decisions.slow_mode(seconds))


def quiet_hours(hours: str, zone: str) -> str:
    """When no pictures are made."""
    return say("- Quiet hours: {hours} ({zone})", hours=hours, zone=zone)
