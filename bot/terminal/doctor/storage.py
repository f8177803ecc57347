"""Is the database there, sound and ours to write?"""

import asyncio
from pathlib import Path

from bot.config import Config
from bot.domain.errors import DatabaseBusy, StoreError
from bot.store import files
from bot.store.claim import path_of
from bot.store.database import Database
from bot.terminal.doctor.finding import Finding, fault, fine
from bot.terminal.trouble import explain

_PART = "database"


async def examine_database(config: Config) -> Finding:
    """Open it as the bot would; where a running bot holds it, only read it for damage."""
    path = path_of(config.database)
    try:
        database = await Database.open(config.database)
    except DatabaseBusy:
        return await _beside(path)
    except StoreError as error:
        return _bad(error)
    try:
        await database.check()
    except StoreError as error:
        return _bad(error)
    finally:
        await database.close()
    return fine(_PART, f"{path} is sound and can be written.")


async def _beside(path: Path) -> Finding:
    try:
        damage = await asyncio.to_thread(files.verify, path)
    except StoreError as error:
        return _bad(error)
    if damage:
        return fault(_PART, f"{path} is damaged: {damage[0]}. Put a backup in its place.")
    return fine(_PART, f"{path} is sound, and in use by a running Inkling.")


def _bad(error: StoreError) -> Finding:
    trouble = explain(error)
    return fault(_PART, trouble.words if trouble else str(error))
