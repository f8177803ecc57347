"""Windows on a demo, by day and by night, and how what is in them is kept."""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, ViewportSize

from tests.browser.room import Room
from tests.browser.sitting import Demo

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
#: A message and nothing before or behind it.
TALL = ViewportSize(width=1280, height=2400)
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
PATIENCE_MS = 60_000
#: Enough for flat colours and a picture; keeps a file under 200 KB.
_COLOURS = 255
_KNOWS_THE_PLACE = 'localStorage.setItem("inkling.welcomed", "yes")'


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One window on a demo."""

    name: str
    room: Room


@asynccontextmanager
async def views(
    browser: Browser,
    demo: Demo,
    *,
    widths: Mapping[str, ViewportSize],
    person: str = "member",
    channel: str = "images",
) -> AsyncIterator[list[View]]:
    """A window for each width, light and dark, of this person in this channel."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    async with AsyncExitStack() as stack:
        opened = []
        for scheme in schemes:
            for width, viewport in widths.items():
                context = await browser.new_context(viewport=viewport, color_scheme=scheme, locale="en-GB")
                stack.push_async_callback(context.close)
                await context.add_init_script(_KNOWS_THE_PLACE)
                room = Room(await context.new_page())
                await room.page.goto(f"{demo.page}#{person}/{channel}")
                await room.is_in(channel)
                opened.append(View(name=f"{scheme}-{width}" if width else scheme, room=room))
        yield opened


def keep(png: bytes, name: str) -> None:
    """Write a picture of a page into the folder."""
    path = FOLDER / f"{name}.png"
    with Image.open(BytesIO(png)) as image:
        image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT).save(path, optimize=True)
    sys.stdout.write(f"{path.name} {path.stat().st_size // 1024} KB\n")
