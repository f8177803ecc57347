"""The part of the document that holds the words and patterns that are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.errors import FilterRefused, ValueFault, ValueKind
from bot.domain.safety import MOST_FILTERS, MOST_PATTERNS, FilterKind
from bot.domain.word_list import words_in
from bot.engine.bundle.checks import Faults, Known, fields, one_of, text
from bot.engine.bundle.section import Entry
from bot.engine.screen import check_entry
from bot.store.database import Tx
from bot.store.stores import Store

#: Characters of a note.
_NOTE = 200
#: Kind and pattern, and the note on it.
Entries = Mapping[tuple[FilterKind, str], str]


class FiltersSection:
    """Each entry that is in force, with what moderators tell each other about it."""

    name = "filters"
    area = "filter"

    async def read(self, store: Store, tx: Tx, guild_id: int) -> Entries:
        """What it is now."""
        found = await store.safety.filters.live_in(tx, guild_id)
        return {(each.kind, each.pattern): each.note for each in found}

    def here(self, now: Entries, _known: Known) -> Entries:
        """Entries name neither channels nor roles."""
        return now

    def write(self, now: Entries) -> Any:
        """As a document has it."""
        return [
            {"kind": kind.value, "pattern": pattern, "note": note} for (kind, pattern), note in now.items()
        ]

    def check(self, path: str, value: Any, _known: Known, faults: Faults) -> Entries:
        """What a document says it shall be."""
        if not isinstance(value, list):
            faults.wants(path, ValueKind.LIST)
            return {}
        if len(value) > MOST_FILTERS:
            faults.bounds(path, 0, MOST_FILTERS)
            return {}
        checks = {
            "kind": one_of([kind.value for kind in FilterKind]),
            "pattern": text(1000, shortest=1),
            "note": text(_NOTE),
        }
        taken = _Taken()
        for place, each in enumerate(value):
            inner = f"{path}.{place}"
            entry = fields(inner, each, checks, faults)
            if "kind" in entry and "pattern" in entry:
                fault = taken.add(FilterKind(entry["kind"]), entry["pattern"], entry.get("note", ""))
                if fault is ValueFault.RANGE:
                    faults.bounds(path, 0, MOST_PATTERNS)
                elif fault is not None:
                    faults.note(inner, fault)
            elif isinstance(each, dict) and not {"kind", "pattern"} <= each.keys():
                faults.note(inner, ValueFault.MEANINGLESS)
        return taken.entries

    def entries(self, state: Entries) -> Iterator[Entry]:
        """Each decision in it."""
        for (kind, pattern), note in state.items():
            yield f"{kind.value}:{pattern}", kind.value, note or True

    async def apply(self, store: Store, tx: Tx, guild_id: int, wanted: Entries, *, by: int) -> None:
        """Make it so."""
        await store.safety.filters.replace_in(tx, guild_id, wanted, by=by)

    async def renew(self, store: Store, guild_id: int) -> None:
        """Read again what is kept of it in memory."""
        store.safety.filters.forget(guild_id)


class _Taken:
    """Entries taken so far, each once."""

    def __init__(self) -> None:
        self.entries: dict[tuple[FilterKind, str], str] = {}
        self._meanings: set[object] = set()
        self._patterns = 0

    def add(self, kind: FilterKind, pattern: str, note: str) -> ValueFault | None:
        """Take one more, or say why not."""
        meaning = (kind, words_in(pattern) if kind is FilterKind.WORD else pattern)
        if meaning in self._meanings:
            return ValueFault.TWICE
        try:
            check_entry(kind, pattern)
        except FilterRefused:
            return ValueFault.MEANINGLESS
        self._patterns += kind is FilterKind.PATTERN
        if self._patterns > MOST_PATTERNS:
            return ValueFault.RANGE
        self._meanings.add(meaning)
        self.entries[kind, pattern] = note
        return None
