"""The terminal as a front of the engine: a bar while a job runs, files when it has ended."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.chat.words import status
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture
from bot.engine.front import FirstAnswer, Progress
from bot.terminal.files import Target, save
from bot.terminal.screen import Screen

FRONT = "terminal"


class TerminalFront:
    """Shows the job that was asked for now, and saves whatever job of the terminal ends."""

    def __init__(self, *, screen: Screen, images: Path) -> None:
        self._screen = screen
        self._images = images
        self._targets: dict[str, Target] = {}
        #: Where each finished job's pictures are.
        self.saved: dict[str, list[Path]] = {}
        #: Why pictures could not be saved, by job.
        self.refused: dict[str, str] = {}

    def expect(self, job_id: str, target: Target) -> None:
        """Show this job, and put its pictures there."""
        self._targets[job_id] = target

    async def show(self, job: Job, progress: Progress) -> None:
        """Jobs left over from an earlier call go on silently."""
        if job.id in self._targets:
            self._screen.show(status.headline(job.state, progress), progress.usual_seconds)

    def paths(self, job: Job) -> Sequence[str]:
        """There is one way."""
        del job
        return ("file",)

    async def find(self, job: Job, path: str) -> int | None:
        """A file saved twice gets another name and costs nothing: nothing is looked for."""
        del job, path
        return None

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: str) -> int | None:
        """Copy the pictures to where they were wanted.

        Raises:
            DeliveryRefused: they cannot be written there; they stay in the data folder.
        """
        del path
        target = self._targets.get(job.id, Target())
        try:
            self.saved[job.id] = [
                await asyncio.to_thread(
                    save,
                    self._images / picture.path,
                    target.path(job.id, picture.index, job.request.count, picture.format),
                )
                for picture in pictures
            ]
        except OSError as error:
            kept = ", ".join(str(self._images / picture.path) for picture in pictures)
            self.refused[job.id] = f"{error.strerror}: {error.filename}. Kept at {kept}"
            raise DeliveryRefused("cannot_write") from error
        return None

    async def first_answer(self, job: Job) -> FirstAnswer:
        """Whoever typed the command was there when it was accepted."""
        del job
        return FirstAnswer()

    async def finished(self, job: Job) -> None:
        """Take the bar away."""
        if job.id in self._targets:
            self._screen.close()
