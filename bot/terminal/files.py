"""Where pictures go on disk: the right extension, and nobody's file overwritten."""

import os
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.domain.errors import InklingError

_EXTENSIONS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
#: Extensions that mean the same.
_SAME = {".jpeg": ".jpg"}


@dataclass(eq=False)
class FileExists(InklingError):
    """A picture would overwrite this file."""

    path: Path


@dataclass(frozen=True, slots=True)
class Target:
    """Where the person wants the pictures. In a folder, they are named after the job."""

    wanted: Path = Path()

    def check(self, pictures: int, output_format: str | None) -> None:
        """Look before anything is spent.

        Raises:
            FileExists: a file of that name is there.
            NotADirectoryError, PermissionError: its folder cannot take it.
        """
        folder = self.wanted if self.wanted.is_dir() else self.wanted.parent
        if not folder.is_dir():
            raise NotADirectoryError(f"There is no folder {folder}.")
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"The folder {folder} cannot be written.")
        if folder == self.wanted:
            return
        for index in range(pictures):
            path = self.path("", index, pictures, output_format)
            if path.exists():
                raise FileExists(path)

    def path(self, job_id: str, index: int, pictures: int, picture_format: str | None) -> Path:
        """The name of one picture, its extension by what it really is."""
        base = self.wanted / f"inkling-{job_id}.png" if self.wanted.is_dir() else self.wanted
        extension = _EXTENSIONS.get(picture_format or "", base.suffix)
        if _SAME.get(base.suffix.lower(), base.suffix.lower()) == extension:
            extension = base.suffix
        stem = base.stem if base.suffix.lower() in {*_EXTENSIONS.values(), *_SAME} else base.name
        number = f"-{index + 1}" if pictures > 1 else ""
        return base.with_name(f"{stem}{number}{extension}")


def save(source: Path, wanted: Path) -> Path:
    """Copy to `wanted`, or to the next free name beside it; returns where it is.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    for number in count(1):
        path = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            continue
        return _fill(descriptor, source, path)
    raise AssertionError("count() ends never")


def _fill(descriptor: int, source: Path, path: Path) -> Path:
    try:
        with open(descriptor, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
