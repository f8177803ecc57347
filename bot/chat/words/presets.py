"""What people read about presets: ways to ask that they keep under a name."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, mark, number, plural, say
from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.preset import MOST

PRESETS = mark("Your presets: ways to ask that you keep under a name")
SAVE = mark("Keep a way to ask under a name, or change it")
LIST = mark("See your presets")
DELETE = mark("Delete one of your presets")
NAME = mark("What you call it")
TEXT = mark("Words that follow every prompt, as in: watercolour, soft light")
PRESET = mark("One of your presets; what you name in the command goes before it")

TITLE = Phrase("Your presets")
NONE = Phrase("You have no presets yet. Keep one with `/presets save`, then choose it in `/imagine`.")
UNDO = Phrase("Undo")
HOW = Phrase("Choose one with the option `preset:` of `/imagine`.")
_REFUSED: Mapping[PresetFault, Phrase] = MappingProxyType(
    {
        PresetFault.UNKNOWN: Phrase(
            "You have no preset called `{name}`. `/presets list` shows yours,"
            " `/presets save` keeps a new one."
        ),
        PresetFault.EMPTY: Phrase(
            "There is nothing in that preset yet. Give it some words with `text:`, or at least one option."
        ),
        PresetFault.NAMELESS: Phrase("That name has nothing to read in it. Call it something short."),
        PresetFault.TAKEN: Phrase(
            "You have a preset called `{name}` again, so I left that one as it is. Delete it first if you"
            " want the old one back."
        ),
        PresetFault.FORGOTTEN: Phrase(
            "I no longer have that preset on file. `/presets save` keeps a new one."
        ),
    }
)


def refused(error: PresetRefused, name: str) -> str:
    """Why a preset is not kept or found. `name` is safe to show."""
    if error.fault is PresetFault.TOO_MANY:
        return plural(
            "You have {count} preset, which is as many as I keep. Delete one with `/presets delete` first.",
            "You have {count} presets, which is as many as I keep. Delete one with `/presets delete` first.",
            MOST,
        )
    return _REFUSED[error.fault](name=name)


def saved(name: str, *, replaced: bool) -> str:
    """It is kept."""
    if replaced:
        return say("**{name}** is changed. It holds this now:", name=name)
    return say("**{name}** is kept:", name=name)


def deleted(name: str) -> str:
    """It is gone, and how to have it again."""
    return say(
        "**{name}** is deleted. **Undo** brings it back within a day; this is what it held:", name=name
    )


def brought_back(name: str) -> str:
    """It is there again."""
    return say("**{name}** is back:", name=name)


def room(used: int) -> str:
    """How many there may be."""
    return say("{used} of {most}", used=number(used), most=number(MOST))
