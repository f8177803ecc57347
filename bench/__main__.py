"""`python -m bench`: every measurement, one after the other. The exit code says whether they ran."""

import asyncio

from rich.console import Console

from bench import answers, commands, memory, page, polls, start
from bench.figures import show


async def main() -> None:
    """Measure and show."""
    console = Console()
    show(polls.measure(), console)
    for part in (start, answers, commands, memory, page):
        show(await part.measure(), console)


if __name__ == "__main__":
    asyncio.run(main())
