"""`python -m scripts.screenshots [states] [members] [rooms] [languages]`: all parts, or those named."""

import asyncio
import sys

from playwright.async_api import expect

from scripts.screenshots.languages import draw_languages
from scripts.screenshots.members import draw_members
from scripts.screenshots.rooms import draw_rooms
from scripts.screenshots.states import draw_states
from scripts.screenshots.views import FOLDER, PATIENCE_MS
from tests.browser.processes import chromium, open_browser, run_demo

PARTS = {"states": draw_states, "members": draw_members, "rooms": draw_rooms, "languages": draw_languages}


async def main(parts: list[str]) -> int:
    """Exit code 1 where there is no Chromium, 2 where a part is unknown."""
    if unknown := set(parts) - set(PARTS):
        sys.stderr.write(f"Not a part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.\n")
        return 2
    if chromium() is None:
        sys.stderr.write("No Chromium here: install Debian's package chromium.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    async with open_browser() as browser:
        for part in parts or PARTS:
            # A demo of its own, so that one part's history is not in another's charts.
            async with run_demo(median_seconds=1.0) as demo:
                await PARTS[part](browser, demo)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
