"""Words that people type where they decide something. The domain reads the English ones."""

from bot.chat.i18n import mark_typed

NO_LIMIT = mark_typed("no limit")
#: Of a block, and of extra credits.
FOREVER, NEVER = mark_typed("forever"), mark_typed("never")
OFF, NONE, ALL = mark_typed("off"), mark_typed("none"), mark_typed("all")
#: Back to the catalogue's price.
USUAL = mark_typed("usual")
WORDS = (NO_LIMIT, FOREVER, NEVER, OFF, NONE, ALL, USUAL)

#: What stands beside a number: units, and what stands between two times.
UNITS = (
    mark_typed("{count}s"),
    mark_typed("{count}m"),
    mark_typed("{count}h"),
    mark_typed("{count}d"),
    mark_typed("{count}w"),
    mark_typed("{count} weeks"),
    mark_typed("{count} months"),
    mark_typed("{count} credits"),
    mark_typed("to"),
)
