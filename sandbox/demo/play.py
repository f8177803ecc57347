"""One `/imagine` as a member sees it: every state of the status message, then the picture."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.demo.stage import Stage

CHANNEL, MEMBER, NAME = "images", "member", "Mira"
#: Seconds without any change of the message before it is given up.
_PATIENCE = 90.0
#: The same once the message offers no Cancel button: it is being posted, or it has ended.
_LAST_PATIENCE = 5.0
#: Discord's marks; of an escaped character the character itself stays.
_MARKS = re.compile(r"\\(\W)|\*\*|`|^#+ |^-# ", re.MULTILINE)
_MENTIONS = re.compile(r"<@\d+>")
_MOMENTS = re.compile(r"<t:(\d+):R>")


class NoPicture(Exception):
    """The command was answered, but no picture was posted."""


async def play(stage: Stage, prompt: str, folder: Path, *, say: Callable[[str], None]) -> None:
    """Type the command, tell each state, and save what was posted.

    Raises:
        NoPicture: none was.
    """
    timeout = aiohttp.ClientTimeout(total=_PATIENCE + 10)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        control = Control(session, stage.control)
        say(f"{NAME} types in #{CHANNEL}:  /imagine prompt: {prompt}")
        asked = await control.post("slash", **_command(prompt))
        message = await _follow(control, asked["id"], say)
        for path in await _save(session, message, folder):
            say(f"Saved: {path}")


def _command(prompt: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"command": "imagine", "channel": CHANNEL, "options": {"prompt": prompt}}
    return fields | {"as": MEMBER, "wait": 5}


class Control:
    """The Discord stand-in's control API."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def post(self, call: str, **body: Any) -> dict[str, Any]:
        """What it answered.

        Raises:
            NoPicture: it could not be done, in its own words.
            TimeoutError: what was waited for did not happen.
        """
        async with self._session.post(f"{self._base}/{call}", json=body) as answer:
            found: dict[str, Any] = await answer.json()
            if answer.status == 504:
                raise TimeoutError(found["error"])
            if answer.status != 200:
                raise NoPicture(f"The Discord stand-in could not do it: {found.get('error', found)}")
            return found


async def _follow(control: Control, interaction: str, say: Callable[[str], None]) -> dict[str, Any]:
    """The message with its pictures. Says every state it goes through, and what is said beside it."""
    shown, patience = [""], _PATIENCE
    while True:
        said = "|".join(map(re.escape, shown))
        wanted = {"interaction": interaction, "loading": False, "text": rf"\A(?!(?:{said})\Z)."}
        try:
            message = await control.post("wait", message=wanted, timeout=patience)
        except TimeoutError:
            raise NoPicture("No picture was posted.") from None
        shown.append(message["text"])
        say(readable(message["text"]))
        if message["files"]:
            return message
        patience = _PATIENCE if _offers_cancel(message) else _LAST_PATIENCE


def _offers_cancel(message: dict[str, Any]) -> bool:
    return "\ncancel" in message["text"].lower()


def readable(text: str) -> str:
    """A message as indented lines, without Discord's marks."""
    plain = _MARKS.sub(lambda mark: mark[1] or "", _MENTIONS.sub(f"@{NAME}", _MOMENTS.sub("just now", text)))
    return "\n".join(f"  | {line}" for line in plain.splitlines() if line.strip()) + "\n"


async def _save(session: aiohttp.ClientSession, message: dict[str, Any], folder: Path) -> list[Path]:
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    saved = []
    for attachment in message["files"]:
        path = folder / Path(attachment["filename"]).name
        async with session.get(attachment["url"]) as answer:
            answer.raise_for_status()
            await asyncio.to_thread(path.write_bytes, await answer.read())
        saved.append(path)
    return saved
