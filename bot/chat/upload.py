"""Pictures as attachments: names that tell whose they are, and files that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import discord

from bot.chat.cards import Shown, alt_text
from bot.domain.errors import DeliveryRefused, ImageRejected
from bot.domain.job import Job, Picture
from bot.gateways.encode import fit_under

_SPOILER = "SPOILER_"
_MAGIC = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"RIFF", "webp"))
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: bytes a file may have, and pictures a message holds."""

    limit: int
    at_once: int


def rungs(limit: int, pictures: int) -> tuple[Rung, ...]:
    """What to try in turn as Discord keeps saying "too large", from best to smallest.

    The limit an interaction names is only a hint; Discord's refusal is the truth.
    """
    together = (Rung(limit, pictures), Rung(limit // 2, pictures))
    apart = (Rung(limit // 2, 1),) if pictures > 1 else ()
    return (*together, *apart, Rung(limit // 8, 1))


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture ready to be sent: how it is shown, and where its bytes are."""

    shown: Shown
    source: Path | bytes


async def prepare(
    job: Job, pictures: Sequence[Picture], *, folder: Path, limit: int, hides: Callable[[Picture], bool]
) -> list[Upload]:
    """Each picture in at most `limit` bytes, encoded anew only if it has to be.

    Raises:
        DeliveryRefused: one cannot be read or made to fit.
    """
    ready = []
    for picture in pictures:
        source = await _fitted(folder / picture.path, limit)
        name = f"{marker(job.id, picture.index)}.{_extension(source, picture)}"
        hidden = hides(picture)
        ready.append(Upload(Shown(picture, _SPOILER + name if hidden else name, hidden), source))
    return ready


async def _fitted(path: Path, limit: int) -> Path | bytes:
    try:
        return await fit_under(path, limit)
    except ImageRejected as rejected:
        raise DeliveryRefused(rejected.code) from rejected


@contextmanager
def opened(uploads: Sequence[Upload], job: Job) -> Iterator[list[discord.File]]:
    """The files, open for as long as they are being sent."""
    files: list[discord.File] = []
    try:
        for upload in uploads:
            source = BytesIO(upload.source) if isinstance(upload.source, bytes) else upload.source
            files.append(discord.File(source, filename=upload.shown.filename, description=alt_text(job)))
        yield files
    finally:
        for file in files:
            file.close()


def marker(job_id: str, index: int) -> str:
    """What a picture's file name begins with, by which it is found again after a crash."""
    return f"{job_id}-{index}"


def carries(attachments: Sequence[discord.Attachment], mark: str) -> bool:
    """Whether one of these is that picture."""
    return any(each.filename.removeprefix(_SPOILER).startswith(f"{mark}.") for each in attachments)


def _extension(source: Path | bytes, picture: Picture) -> str:
    """By the bytes that are sent, which may be another format than what was made."""
    if isinstance(source, Path):
        return "jpg" if picture.format == "jpeg" else picture.format
    head = source[:_HEAD]
    return next((ending for magic, ending in _MAGIC if head.startswith(magic)), "png")
