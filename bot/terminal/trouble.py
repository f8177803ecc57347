"""Why the program cannot start or go on: one sentence for the operator, and an exit code."""

import errno
from dataclasses import dataclass

import aiohttp
import discord

from bot.config import ConfigError
from bot.domain.errors import DatabaseBusy, DatabaseOutdated, DatabaseTooNew, DatabaseUnavailable
from bot.gateways.catalogue import CatalogueError
from bot.ops.port import PortInUse
from bot.terminal.exits import Exit
from bot.terminal.files import FileExists

#: By `DatabaseUnavailable.reason`.
_DATABASE = {
    "disk_full": "The disk is full. Make room; nothing that was accepted is lost.",
    "read_only": "The database or its folder cannot be written. Give this user the right, or set DATA_DIR.",
    "corrupt": "The database is damaged or is not one. Put a backup in its place.",
    "locked": "Another program holds a lock on the database. Close it.",
    "no_access": "The database cannot be opened. Check DATA_DIR and DATABASE_URL.",
    "io_error": "The disk failed while the database was read or written. Check the disk.",
    "unreachable": "The database does not answer. Try again; if that does not help, check DATABASE_URL.",
    "closed": "The database was closed while it was needed. Start again.",
    "unsupported": "Inkling has no driver for DATABASE_URL. Use sqlite+aiosqlite:///folder/inkling.db.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What to print and how to end."""

    #: One fault per line.
    words: str
    code: Exit


def explain(error: BaseException) -> Trouble | None:
    """The words of a known error; `None` for a bug of ours, which deserves its traceback."""
    match error:
        case ConfigError():
            return Trouble(str(error), Exit.CONFIG)
        case CatalogueError():
            return Trouble(f"MODELS_FILE: {error}", Exit.CONFIG)
        case DatabaseBusy():
            words = f"Another Inkling is using {error.path}. Stop it first, or set another DATA_DIR."
            return Trouble(words, Exit.TAKEN)
        case DatabaseTooNew():
            words = (
                f"The database was written by a newer Inkling (revision {error.revision}). Upgrade Inkling."
            )
            return Trouble(words, Exit.CONFIG)
        case DatabaseOutdated():
            words = f"Another version wrote the database (revision {error.revision}). Start this one once."
            return Trouble(words, Exit.CONFIG)
        case DatabaseUnavailable():
            words = _DATABASE.get(error.reason, f"The database cannot be used ({error.reason}).")
            return Trouble(words, Exit.CONFIG)
        case PortInUse():
            words = f"HEALTH_PORT: another process listens on {error.host}:{error.port}. Choose another port."
            return Trouble(words, Exit.TAKEN)
        case FileExists():
            return Trouble(
                f"{error.path} exists and is not overwritten. Choose another name.", Exit.CANNOT_WRITE
            )
        case (
            NotADirectoryError() | FileNotFoundError() | PermissionError() | OSError(errno=errno.ENAMETOOLONG)
        ):
            return Trouble(str(error), Exit.CANNOT_WRITE)
        case _:
            return _discord(error)


def _discord(error: BaseException) -> Trouble | None:
    match error:
        case discord.LoginFailure():
            words = "DISCORD_TOKEN: Discord does not accept it. Reset it in the developer portal, page Bot."
            return Trouble(words, Exit.NO_PERMISSION)
        case discord.PrivilegedIntentsRequired():
            words = "Discord asks for a privileged intent that Inkling does not use. Please report this."
            return Trouble(words, Exit.NO_PERMISSION)
        case discord.ConnectionClosed() if error.code == 4004:
            words = "DISCORD_TOKEN: Discord has revoked it. Reset it in the developer portal, page Bot."
            return Trouble(words, Exit.NO_PERMISSION)
        case discord.GatewayNotFound() | aiohttp.ClientConnectionError() | discord.DiscordServerError():
            return Trouble(
                "Discord cannot be reached. Check the network and DISCORD_API_BASE.", Exit.UNAVAILABLE
            )
        case discord.HTTPException():
            words = f"Discord answered {error.status} (code {error.code}). Try again later."
            return Trouble(words, Exit.UNAVAILABLE)
        case _:
            return None
