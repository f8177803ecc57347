"""What the history, the export and the import say."""

from __future__ import annotations

from bot.chat.i18n import Phrase

HISTORY = Phrase("### What was changed here")
NO_HISTORY = Phrase("Nobody has changed a setting here yet. `/setup start` is a good place to begin.")
NO_MORE_HISTORY = Phrase("There is nothing older.")
OPERATOR = Phrase("whoever runs this bot")
