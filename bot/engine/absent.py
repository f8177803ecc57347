"""The front of jobs that nobody waits for any more."""

from collections.abc import Sequence

from bot.domain.job import Job, Picture
from bot.engine.front import Progress


class AbsentFront:
    """For jobs that a front left behind which will not come back, as a closed terminal.

    They are followed to their end; nothing is shown, and there is no way to hand them over.
    """

    async def show(self, job: Job, progress: Progress) -> None:
        """Show nothing."""

    def paths(self, job: Job) -> Sequence[str]:
        """No way is open."""
        del job
        return ()

    async def find(self, job: Job, path: str) -> int | None:
        """Nothing was delivered."""
        del job, path
        return None

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: str) -> int | None:
        """Never asked, since no way is open."""
        del job, pictures, path
        return None

    async def finished(self, job: Job) -> None:
        """Tell nobody."""
