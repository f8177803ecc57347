"""What the history, the export and the import say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, plural
from bot.chat.text import clip, plain
from bot.chat.words.lists import joined
from bot.domain.errors import ImportFault, ImportRefused, ValueFault, ValueKind, WrongValue

HISTORY = Phrase("### What was changed here")
NO_HISTORY = Phrase("Nobody has changed a setting here yet. `/setup start` is a good place to begin.")
NO_MORE_HISTORY = Phrase("There is nothing older.")
OPERATOR = Phrase("whoever runs this bot")

EXPORTED = Phrase(
    "All settings of this server as a file: image channels, quotas, prices and filters too. Change it if you"
    " like, and give it to `/setup import`."
)
NOTHING_TO_DO = Phrase("Everything in that file is here already, so there is nothing to change.")
APPLY, CANCEL = Phrase("Apply all of it"), Phrase("Change nothing")
CANCELLED = Phrase("Nothing was changed.")
AGAIN = Phrase(
    "Meanwhile settings were changed, so nothing was applied. This is what the file would change now."
)
LOST = Phrase("I cannot read that file any more. Give it to `/setup import` again. Nothing was changed.")

#: A message holds 2,000 characters.
_ROOM = 1900
#: Characters of a path in a file that somebody else wrote.
_PATH = 80
_FAULTS: Mapping[ImportFault, Phrase] = MappingProxyType(
    {
        ImportFault.TOO_LARGE: Phrase("That file is larger than any export of mine. Is it the right one?"),
        ImportFault.NOT_JSON: Phrase(
            "I cannot read that file: it is no JSON, it is cut off, or a key is in it twice. Export again, or"
            " look for what was lost at its end."
        ),
        ImportFault.NOT_OURS: Phrase(
            "That is no export of settings: it does not begin with `inkling` and a version."
            " `/setup export` makes one."
        ),
        ImportFault.NEWER: Phrase(
            "That file was made by a newer version of me, and I might misread it. Whoever runs this bot can"
            " update it."
        ),
    }
)
_VALUES: Mapping[ValueFault, Phrase] = MappingProxyType(
    {
        ValueFault.UNKNOWN: Phrase("`{path}` is nothing I know."),
        ValueFault.KIND: Phrase("`{path}` has to be {wanted}."),
        ValueFault.RANGE: Phrase("`{path}` is outside {least}–{most}."),
        ValueFault.NOT_HERE: Phrase("`{path}` names no channel or role of this server that fits."),
        ValueFault.TWICE: Phrase("`{path}` is there twice."),
        ValueFault.MEANINGLESS: Phrase("`{path}` says nothing I understand."),
    }
)
_KINDS: Mapping[ValueKind, Phrase] = MappingProxyType(
    {
        ValueKind.BOOLEAN: Phrase("true or false"),
        ValueKind.WHOLE: Phrase("a whole number"),
        ValueKind.TEXT: Phrase("text"),
        ValueKind.ID: Phrase("an id as text"),
        ValueKind.LIST: Phrase("a list"),
        ValueKind.OBJECT: Phrase("an object"),
    }
)


def import_refused(error: ImportRefused) -> str:
    """Why a file is not taken."""
    if error.fault is not ImportFault.WRONG:
        return f"{_FAULTS[error.fault]()} {CANCELLED()}"
    count = plural(
        "{count} thing in that file is wrong, so nothing was changed:",
        "{count} things in that file are wrong, so nothing was changed:",
        len(error.wrong),
    )
    return joined([count, *(f"- {_wrong(each)}" for each in error.wrong)], _ROOM)


def _wrong(value: WrongValue) -> str:
    path = clip(plain(value.path).replace("`", "'"), _PATH)
    wanted = _KINDS[value.wanted]() if value.wanted else ""
    least, most = value.bounds or (0, 0)
    return _VALUES[value.fault](path=path, wanted=wanted, least=number(least), most=number(most))


def would_change(count: int) -> str:
    """Above what an import would change."""
    return plural("### {count} setting would change", "### {count} settings would change", count)


def changed(count: int) -> str:
    """The import is done."""
    return plural(
        "Done: {count} setting was changed. `/setup history` tells which.",
        "Done: {count} settings were changed. `/setup history` tells which.",
        count,
    )
