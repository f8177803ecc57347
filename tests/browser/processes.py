"""What a look at the page needs: the demo as real processes, and the machine's own Chromium."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from tests.browser.sitting import Demo
from tests.support.gateway import ROOT

_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str | None:
    """The machine's own browser; the environment's CHROMIUM names another."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Headless Chromium."""
    # Chromium refuses its sandbox to root.
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(_FLAGS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        await browser.close()


@asynccontextmanager
async def run_demo(*, median_seconds: float) -> AsyncIterator[Demo]:
    """`python -m sandbox demo` on free ports."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "demo", "--port", "0", "--median-seconds", str(median_seconds),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            while b"Look here" not in (line := await process.stdout.readline()):
                assert line, "the demo ended before it was ready"
        async with Demo.at(line.split()[-1].decode()) as demo:
            yield demo
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
