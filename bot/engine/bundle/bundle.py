"""The document as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.domain.errors import ImportFault, ImportRefused, SettingsChanged, ValueFault
from bot.engine.bundle.channels import ChannelsSection
from bot.engine.bundle.checks import Faults, Known
from bot.engine.bundle.credits import PricesSection, QuotasSection
from bot.engine.bundle.filters import FiltersSection
from bot.engine.bundle.guild import GuildSection
from bot.engine.bundle.section import Section
from bot.store.changes import Change
from bot.store.database import Tx
from bot.store.stores import Store

#: What this program writes, and the newest it reads.
VERSION = 1
#: The key that holds the version, and says what the document is.
_OURS = "inkling"
#: Said about the document, and not read.
_ABOUT = ("guild", "exported_at")
#: Bytes of a document. Five hundred filters and as many channels have room.
MOST_BYTES = 1024 * 1024
SECTIONS: tuple[Section[Any], ...] = (
    GuildSection(),
    ChannelsSection(),
    QuotasSection(),
    PricesSection(),
    FiltersSection(),
)
#: What a document says each of its parts shall be, by the name of the part.
Wanted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a document would change."""

    changes: tuple[Change, ...]
    #: Says what was compared with what: the same for the same.
    fingerprint: str


async def export(store: Store, guild_id: int, *, name: str, now_ms: int, known: Known | None = None) -> bytes:
    """All settings of a guild, as UTF-8 JSON. `name` is the guild's.

    With `known`, without channels and roles that it does not have any more: no import would take them.
    """
    written_at = datetime.fromtimestamp(now_ms // 1000, UTC).isoformat()
    document: dict[str, Any] = {
        _OURS: VERSION,
        "guild": {"id": str(guild_id), "name": name},
        "exported_at": written_at,
    }
    async with store.database.read() as tx:
        for section in SECTIONS:
            now = await section.read(store, tx, guild_id)
            document[section.name] = section.write(section.here(now, known) if known else now)
    return json.dumps(document, indent=2, ensure_ascii=False).encode(errors="replace")


def read(content: bytes, known: Known) -> Wanted:
    """What a document says.

    Raises:
        ImportRefused: any of it cannot be taken.
    """
    document = _parsed(content)
    faults = Faults()
    sections = {section.name: section for section in SECTIONS}
    wanted = {}
    for key, value in document.items():
        if key in sections:
            wanted[key] = sections[key].check(key, value, known, faults)
        elif key not in (_OURS, *_ABOUT):
            faults.note(key, ValueFault.UNKNOWN)
    if faults.found:
        raise ImportRefused(ImportFault.WRONG, tuple(faults.found))
    return wanted


async def compare(store: Store, guild_id: int, wanted: Wanted) -> Comparison:
    """What it would change now."""
    async with store.database.read() as tx:
        return await _compare(store, tx, guild_id, wanted)


async def apply(store: Store, guild_id: int, wanted: Wanted, *, by: int, fingerprint: str) -> Comparison:
    """Make everything as wanted, in one transaction, if that still is what was looked at.

    Raises:
        SettingsChanged: it is not; nothing was changed.
        StoreError: nothing was changed.
    """
    async with store.database.write() as tx:
        comparison = await _compare(store, tx, guild_id, wanted)
        if comparison.fingerprint != fingerprint:
            raise SettingsChanged(version=0)
        concerned = {change.area for change in comparison.changes}
        for section in SECTIONS:
            if section.area in concerned:
                await section.apply(store, tx, guild_id, wanted[section.name], by=by)
    for section in SECTIONS:
        await section.renew(store, guild_id)
    return comparison


async def _compare(store: Store, tx: Tx, guild_id: int, wanted: Wanted) -> Comparison:
    changes: list[Change] = []
    looked_at: list[Any] = []
    for section in SECTIONS:
        if section.name in wanted:
            now = await section.read(store, tx, guild_id)
            changes += _differences(section, guild_id, now, wanted[section.name])
            looked_at.append([section.write(now), section.write(wanted[section.name])])
    digest = sha256(json.dumps(looked_at, sort_keys=True).encode()).hexdigest()
    return Comparison(tuple(changes), digest[:16])


def _differences(section: Section[Any], guild_id: int, now: Any, wanted: Any) -> Iterator[Change]:
    before = {(subject, key): value for subject, key, value in section.entries(now)}
    after = {(subject, key): value for subject, key, value in section.entries(wanted)}
    # In the order of the document, and then what goes.
    for subject, key in dict.fromkeys((*after, *before)):
        old, new = before.get((subject, key)), after.get((subject, key))
        if old != new:
            yield Change(
                guild_id=guild_id,
                at=0,
                by_user_id=0,
                area=section.area,
                subject=subject,
                key=key,
                before=old,
                after=new,
            )


def _parsed(content: bytes) -> Mapping[str, Any]:
    if len(content) > MOST_BYTES:
        raise ImportRefused(ImportFault.TOO_LARGE)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(ImportFault.NOT_JSON) from error
    version = document.get(_OURS) if isinstance(document, dict) else None
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ImportRefused(ImportFault.NOT_OURS)
    if version > VERSION:
        raise ImportRefused(ImportFault.NEWER)
    found: Mapping[str, Any] = document
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are there once each: of two, nobody knows which is meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found
