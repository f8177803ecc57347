"""What is offered while somebody types the value of an option."""

from collections.abc import Iterable

from discord import app_commands

from bot.chat.text import clip

#: Discord's most choices for one option, and its longest name or value of one.
MOST_CHOICES, LONGEST_CHOICE = 25, 100

Choice = app_commands.Choice


def matching(offered: Iterable[tuple[str, str]], typed: str) -> list[Choice[str]]:
    """What holds the typed text in its name or value; first the values that begin with it."""
    wanted = typed.strip().casefold()
    found = [each for each in offered if any(wanted in part.casefold() for part in each)]
    found.sort(key=lambda each: not each[1].casefold().startswith(wanted))
    return [choice(name, value) for name, value in found[:MOST_CHOICES]]


def choice(name: str, value: str) -> Choice[str]:
    """One of them, as long as Discord takes it."""
    return Choice(name=clip(name, LONGEST_CHOICE), value=value[:LONGEST_CHOICE])
