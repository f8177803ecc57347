"""Pictures as attachments: names that tell whose they are, and files that fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import discord

from bot.chat.cards import Shown, alt_text
from bot.chat.results.buttons import Act
from bot.chat.withheld import WithheldButton
from bot.domain.errors import DeliveryRefused, ImageRejected
from bot.domain.job import Job, Picture
from bot.domain.reference import FileLink
from bot.gateways.encode import fit_under

SPOILER = "SPOILER_"
_MAGIC = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"RIFF", "webp"))
_HEAD = 12
_DEEPEST = 5
_OF_JOB = re.compile(r"(?P<job>[0-9a-z]{25})-(?P<place>[0-9]+)\.")
_ABOUT_JOB = re.compile(r"[a-z]+:[a-z]+:(?P<job>[0-9a-z]{25})")


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder down."""

    #: Bytes a file may have.
    limit: int
    #: Pictures a message holds.
    at_once: int
    #: Steps taken before this one.
    depth: int = 0

    def below(self, largest: int) -> Rung | None:
        """What to try after Discord refused files of which the largest had so many bytes.

        The limit an interaction names is only a hint; Discord's refusal is the truth. First smaller, then
        smaller and one by one; `None` when it has gone on for long enough.
        """
        if self.depth >= _DEEPEST:
            return None
        return Rung(min(self.limit, largest) // 2, 1 if self.depth else self.at_once, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture ready to be sent: how it is shown, and where its bytes are."""

    shown: Shown
    source: Path | bytes

    @property
    def size(self) -> int:
        """Bytes that are sent."""
        return len(self.source) if isinstance(self.source, bytes) else self.shown.picture.bytes


async def prepare(
    job: Job, pictures: Sequence[Picture], *, folder: Path, limit: int, hides: Callable[[Picture], bool]
) -> list[Upload]:
    """Each picture in at most `limit` bytes, encoded anew only if it has to be.

    Raises:
        DeliveryRefused: one cannot be read or made to fit.
    """
    ready = []
    for place, picture in enumerate(pictures):
        source = await _fitted(folder / picture.path, limit)
        name = f"{marker(job.id, place)}.{ending_of(source, picture)}"
        hidden = hides(picture)
        ready.append(Upload(Shown(picture, SPOILER + name if hidden else name, hidden), source))
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
            shown = upload.shown
            described = alt_text(job, shown.picture)
            files.append(discord.File(source, filename=shown.filename, description=described))
        yield files
    finally:
        for file in files:
            file.close()


def marker(job_id: str, place: int) -> str:
    """What the file name of the picture in that place begins with; the first is looked for after a crash."""
    return f"{job_id}-{place}"


def place_in(filename: str) -> int | None:
    """The place that `marker` put into a file's name."""
    found = _OF_JOB.match(filename.removeprefix(SPOILER))
    return int(found["place"]) if found else None


def is_result(message: discord.Message, job_id: str) -> bool:
    """Whether a message has the card of a job's pictures, whether it shows them, links to them or not."""
    if withholds(message, job_id) or f"result:{Act.AGAIN}:{job_id}" in _custom_ids(message):
        return True
    return any(name.startswith(f"{marker(job_id, 0)}.") for name in file_names(message))


def withholds(message: discord.Message, job_id: str) -> bool:
    """Whether a message with the card of a job's pictures does not show all of them."""
    return WithheldButton.custom_id_of(job_id) in _custom_ids(message)


def is_hidden(message: discord.Message) -> bool:
    """Whether a picture of a message is behind a spoiler."""
    parts = _walk(message.components)
    galleries = [part for part in parts if isinstance(part, discord.MediaGalleryComponent)]
    return any(each.is_spoiler() for each in message.attachments) or any(
        item.spoiler for gallery in galleries for item in gallery.items
    )


def job_in(message: discord.Message) -> str | None:
    """The job whose pictures or buttons a message of the bot holds."""
    files = map(_OF_JOB.match, file_names(message))
    buttons = map(_ABOUT_JOB.fullmatch, _custom_ids(message))
    return next((found["job"] for found in (*files, *buttons) if found), None)


def file_names(message: discord.Message) -> Iterator[str]:
    """Names of a message's files, without the mark of a spoiler.

    A file that a gallery shows need not be among the attachments, so galleries are looked through as well.
    """
    for each in message.attachments:
        yield each.filename.removeprefix(SPOILER)
    for part in _walk(message.components):
        if isinstance(part, discord.MediaGalleryComponent):
            for item in part.items:
                yield PurePosixPath(urlsplit(item.media.url).path).name.removeprefix(SPOILER)


def pictures_in(message: discord.Message) -> Iterator[FileLink]:
    """The pictures of anybody's message, attached or in a gallery."""
    for each in message.attachments:
        if (each.content_type or "").startswith("image/"):
            yield FileLink(each.filename, each.size, each.url)
    for part in _walk(message.components):
        if isinstance(part, discord.MediaGalleryComponent):
            for item in part.items:
                yield FileLink(PurePosixPath(urlsplit(item.media.url).path).name, None, item.media.url)


def _custom_ids(message: discord.Message) -> list[str]:
    found = (getattr(part, "custom_id", None) for part in _walk(message.components))
    return [each for each in found if each]


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))


def ending_of(source: Path | bytes, picture: Picture) -> str:
    """By the bytes that are sent, which may be another format than what was made."""
    if isinstance(source, Path):
        return "jpg" if picture.format == "jpeg" else picture.format
    head = source[:_HEAD]
    return next((ending for magic, ending in _MAGIC if head.startswith(magic)), "png")
