"""Bringing bytes to disk so that a file with its final name is always whole. Blocking: run in a thread."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bot.domain.errors import ImageRejected
from bot.gateways.verify import Facts, verify

_ENDINGS = {"png": "png", "jpeg": "jpg", "webp": "webp"}
_BLOCK = 2**20


@contextmanager
def storing() -> Iterator[None]:
    """Whatever keeps a file from being written is one thing to the person who waits.

    Raises:
        ImageRejected: with `disk_full`.
    """
    try:
        yield
    except OSError as error:
        raise ImageRejected("disk_full") from error


def begin(part: Path) -> BinaryIO:
    """The unfinished file, empty, whatever an interrupted attempt left of it."""
    with storing():
        part.parent.mkdir(parents=True, exist_ok=True)
        return part.open("wb", buffering=0)


def append(file: BinaryIO, content: bytes) -> None:
    """Write all of it."""
    view = memoryview(content)
    with storing():
        while view:
            view = view[file.write(view) :]


def land(part: Path, stem: str) -> tuple[Path, Facts, str]:
    """Verify the finished part and give it its name: the file, its facts, its SHA-256.

    Raises:
        ImageRejected: it is no picture to hand on, or cannot be stored.
    """
    facts = verify(part)
    final = part.with_name(f"{stem}.{_ENDINGS[facts.format]}")
    with storing():
        digest = _sync_and_hash(part)
        part.replace(final)
        _sync_folder(final.parent)
    return final, facts, digest


def place(content: bytes, final: Path) -> None:
    """Write a whole file, in place of what is there.

    Raises:
        ImageRejected: it cannot be stored.
    """
    part = final.with_name(f".{final.name}.part")
    try:
        with begin(part) as file:
            append(file, content)
            with storing():
                os.fsync(file.fileno())
                part.replace(final)
                _sync_folder(final.parent)
    except BaseException:
        discard(part)
        raise


def discard(part: Path) -> None:
    """Remove what is left of an attempt that failed, if there is anything to remove."""
    with suppress(OSError):
        part.unlink()


def _sync_and_hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
        os.fsync(file.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
