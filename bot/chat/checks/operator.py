"""Does whoever runs the bot let anybody here ask?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.chat.checks.line import Line, attention
from bot.chat.words import checkup as words
from bot.chat.words import refusal
from bot.domain.errors import Refusal
from bot.engine.rules.operator import check_open
from bot.store.stores import Store


def look_at_operator(store: Store, guild_id: int, models: Iterable[str]) -> Iterator[Line]:
    """A pause, maintenance, a server that is not served, and models of which none is left."""
    try:
        check_open(store, guild_id)
    except Refusal as refused:
        yield attention(refusal(refused))
    names, off = set(models), store.operator.rules.models_off
    if names and names <= off:
        yield attention(words.NO_MODEL())
