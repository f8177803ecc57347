"""The demo as real processes, and headless Chromium looking at its page.

Both live as long as the test session; a test gets a clean world and a page of its own. A test fails when
the page wrote an error to its console, broke its own policy, or asked another host for anything.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.processes import chromium, open_browser, run_demo
from tests.browser.sitting import Demo, Sitting, Watch

#: Half of all pictures take longer; tests that look at a job at work say so in its prompt.
MEDIAN_SECONDS = 0.3
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
PATIENCE_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here share one event loop, and are skipped together where there is no browser."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        item.add_marker(pytest.mark.browser)
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: install Debian's package chromium"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Headless Chromium."""
    expect.set_options(timeout=PATIENCE_MS)
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running_demo() -> AsyncIterator[Demo]:
    """`python -m sandbox demo` on free ports."""
    async with run_demo(median_seconds=MEDIAN_SECONDS) as demo:
        yield demo


@pytest_asyncio.fixture(loop_scope="session")
async def demo(running_demo: Demo) -> AsyncIterator[Demo]:
    """The demo with nothing said, nothing painted and the bot alive; no rule of Discord may be broken."""
    await running_demo.tidy()
    yield running_demo
    assert await running_demo.violations() == []


@pytest_asyncio.fixture(loop_scope="session")
async def sit(browser: Browser, demo: Demo) -> AsyncIterator[Sitting]:
    """Opens the page: `room = await sit.down()`, `await sit.down(viewport=NARROW, person="second")`."""
    async with seated(browser, demo) as sitting:
        yield sitting


@asynccontextmanager
async def seated(browser: Browser, demo: Demo) -> AsyncIterator[Sitting]:
    """Somebody before the page of a demo; at the end the browser must have had nothing to complain of."""
    watch = Watch(origin=urlsplit(demo.page).netloc)

    @asynccontextmanager
    async def opened(**more):
        context = await browser.new_context(locale="en-GB", reduced_motion="reduce", **more)
        context.set_default_timeout(PATIENCE_MS)
        try:
            yield context
        finally:
            await context.close()

    async with Sitting(demo=demo, opened=opened, watch=watch) as sitting:
        yield sitting
    assert watch.complaints == []
