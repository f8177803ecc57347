"""What members meet beside the card: what a result leads to, windows, their own pages, what others like."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Browser, expect

from scripts.screenshots.tour import Tour, item
from scripts.screenshots.views import WIDE, keep, views
from tests.browser.sitting import Demo
from tests.support.discord import Json

_SECONDS = 30


async def draw_members(browser: Browser, demo: Demo) -> None:
    """Each scene in its order: later ones show what earlier ones led to."""
    async with Tour.of(browser, demo) as tour:
        fox = await tour.painted("a red fox reading under an umbrella, watercolour")
        pair = await tour.painted("a lighthouse at dusk, oil on canvas", count=2, files=2)
        for scene in SCENES:
            await scene(tour, fox, pair)


async def _actions(tour: Tour, fox: Json, pair: Json) -> None:
    await _look(tour, pair, "pair")
    for label, name, files in (
        ("Details", "details", 0),
        ("Larger", "larger", 0),
        ("Original file", "original", 1),
        ("Favourite", "favourite", 0),
        ("Delete", "delete", 0),
    ):
        pressed = await tour.discord.press(fox["id"], label)
        await _look(tour, await _answer(tour, pressed, files=files), name)


async def _windows(tour: Tour, fox: Json, pair: Json) -> None:
    await tour.asked("channels rules", {"channel": "images"})
    panel = await tour.discord.wait_message("Create a picture", channel="images", timeout=_SECONDS)
    await _look(tour, panel, "create-panel")
    for message, label, name in (
        (panel, "Create a picture", "window-create"),
        (fox, "Edit", "window-edit"),
        (pair, "Use as reference", "window-reference"),
        (fox, "Report", "window-report"),
    ):
        await _window(tour, message, label, name)


async def _lives(tour: Tour, _fox: Json, _pair: Json) -> None:
    await _look(tour, await tour.painted("a surprise for the birthday", private=True), "private")
    await tour.demo.call("POST", "demo/gateway/faults", fault="invalid_request@task x1")
    await _look(tour, await tour.painted("three boats on a pond", count=3, files=2), "part")
    await tour.demo.call("DELETE", "demo/gateway/faults")
    refused = await tour.discord.imagine("a map", aspect_ratio="7:3")
    await _look(tour, await _answer(tour, refused), "cannot")


async def _confirm(tour: Tour, _fox: Json, _pair: Json) -> None:
    panel = await tour.asked("setup settings")
    now = await tour.discord.message(panel["id"])
    await tour.discord.choose(panel["id"], item(now, "setup:more:confirm_above"), ["10"], as_="moderator")
    await tour.asked("quota set everyone", {"amount": "20"})
    asked = await tour.discord.imagine("a whole forest in autumn", quality="high")
    await _look(tour, await _answer(tour, asked), "confirm")
    await tour.asked("quota set everyone", {"amount": "no limit"})


async def _thread(tour: Tour, _fox: Json, _pair: Json) -> None:
    await tour.asked("channels open", {"channel": "images"})
    await tour.asked("channels edit", {"channel": "images", "threads": True})
    picture = await tour.painted("a snail with a house of glass")
    async with views(tour.browser, tour.demo, widths={"": WIDE}) as opened:
        for view in opened:
            shown = view.room.page.locator(f'#messages [data-message="{picture["id"]}"]')
            await expect(shown.locator(".way-in")).to_be_visible()
            await shown.locator(".way-in").scroll_into_view_if_needed()
            keep(await view.room.page.screenshot(), f"thread-{view.name}")


async def _showcase(tour: Tour, _fox: Json, pair: Json) -> None:
    panel = await tour.asked("setup showcase")
    for menu, value in (("showcase:channel", "after-dark"), ("showcase:from", "1")):
        now = await tour.discord.message(panel["id"])
        await tour.discord.choose(panel["id"], item(now, menu), [value], as_="moderator")
    await tour.discord.press(pair["id"], "Favourite", as_="owner")
    about = {"channel": "after-dark", "as_": "owner"}
    post = await tour.discord.wait_message("lighthouse", files=2, timeout=_SECONDS, **about)
    await tour.look(post, "showcase-post", **about)


async def _mine(tour: Tour, _fox: Json, _pair: Json) -> None:
    saved = {"name": "Poster", "aspect_ratio": "2:3", "quality": "high"}
    await _look(tour, await tour.asked("presets save", saved, as_="member", channel="images"), "preset-saved")
    for name, command in (("favourites", "favourites"), ("privacy-delete", "privacy delete")):
        await _look(tour, await tour.asked(command, as_="member", channel="images"), name)


async def _answer(tour: Tour, asked: Json, *, files: int = 0) -> Json:
    """What a member is told alone."""
    return await tour.discord.wait_message(
        id=asked["original_id"], loading=False, files=files, timeout=_SECONDS
    )


async def _look(tour: Tour, message: Json, name: str) -> None:
    await tour.look(message, name, as_="member", channel="images")


async def _window(tour: Tour, message: Json, label: str, name: str) -> None:
    """Press in the page, and keep the window that opens."""
    async with views(tour.browser, tour.demo, widths={"": WIDE}) as opened:
        for view in opened:
            shown = view.room.page.locator(f'#messages [data-message="{message["id"]}"]')
            await shown.get_by_role("button", name=label, exact=True).click()
            window = view.room.page.get_by_role("dialog").last
            await expect(window).to_be_visible()
            keep(await window.screenshot(animations="disabled"), f"{name}-{view.name}")


SCENES: tuple[Callable[[Tour, Json, Json], Awaitable[None]], ...] = (
    _actions,
    _windows,
    _lives,
    _confirm,
    _thread,
    _showcase,
    _mine,
)
