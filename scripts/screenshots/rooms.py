"""The rooms of moderators and of the operator, and what members are told: panels, cards, charts."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Browser

from scripts.screenshots.tour import Tour, item
from tests.browser.sitting import Demo
from tests.support.discord import Json


async def draw_rooms(browser: Browser, demo: Demo) -> None:
    """Each room in its order: later ones show what earlier ones led to."""
    async with Tour.of(browser, demo) as tour:
        for room in ROOMS:
            await room(tour)


async def _setup(tour: Tour) -> None:
    panel = await tour.asked("setup start")
    await _choose(tour, panel, "setup:images", "images")
    await _choose(tour, panel, "setup:moderators", "moderators")
    await _choose(tour, panel, "setup:credits", "20")
    await tour.look(panel, "setup-wizard")
    await tour.look(await tour.asked("setup check"), "setup-check")


async def _some_work(tour: Tour) -> None:
    for prompt, person in (
        ("a red fox reading under an umbrella, watercolour", "member"),
        ("a lighthouse at dusk, oil on canvas", "second"),
        ("a paper boat on a moonlit pond", "member"),
        ("a garden on the far side of the moon", "owner"),
    ):
        await tour.painted(prompt, as_=person)
    await tour.demo.call("POST", "demo/gateway/faults", fault="invalid_request@task x2")
    for prompt in ("a harbour in the rain", "an owl with spectacles"):
        await tour.painted(prompt, as_="owner", files=0)
    await tour.demo.call("DELETE", "demo/gateway/faults")


async def _charts(tour: Tour) -> None:
    own = await tour.asked("usage", as_="member", channel="images", files=1)
    await tour.look(own, "usage-chart", as_="member", channel="images")
    for name, command in (
        ("statistics-chart", "statistics server"),
        ("errors-chart", "errors chart"),
    ):
        await tour.look(await tour.asked(command, files=1), name)
    await tour.look(await tour.asked("errors recent"), "errors")
    await tour.look(await tour.asked("errors groups"), "errors-groups")


async def _quota(tour: Tour) -> None:
    await tour.asked("quota set channel", {"channel": "images", "amount": "60"})
    await tour.look(await tour.asked("quota panel"), "quota-panel")
    await tour.look(await tour.asked("quota list"), "quota-list")
    await tour.look(
        await tour.asked("credits", as_="member", channel="images"), "credits", as_="member", channel="images"
    )


async def _refusal(tour: Tour) -> None:
    await tour.asked("quota set everyone", {"amount": "6"})
    refused = await tour.discord.imagine("a whole forest in autumn", quality="high", resolution="2k")
    told = await tour.discord.message(refused["original_id"])
    await tour.look(told, "refusal", as_="member", channel="images")
    window = await tour.discord.press(told["id"], "Ask a moderator")
    await tour.discord.submit_modal(window["id"], {"why": "It is for the poster of our autumn fair"})
    card = await tour.discord.wait_message("asks for an exception", channel="moderators", as_="moderator")
    await tour.look(card, "approve-card")
    await tour.discord.press(card["id"], "Approve", as_="moderator")
    await tour.discord.wait_message("approved", id=card["id"], as_="moderator")
    await tour.look(card, "approved-card")
    await tour.asked("quota set everyone", {"amount": "no limit"})


async def _report(tour: Tour) -> None:
    picture = await tour.painted("a portrait of the mayor as a snowman")
    window = await tour.discord.press(picture["id"], "Report", as_="owner")
    await tour.discord.submit_modal(window["id"], {"reason": "It makes fun of somebody who lives here"})
    card = await tour.discord.wait_message(
        "Reported picture", channel="moderators", as_="moderator", files=1, timeout=30
    )
    await tour.look(card, "report-card")
    await tour.discord.press(card["id"], "Keep", as_="moderator")
    await tour.discord.wait_message("Reported picture: Kept", id=card["id"], as_="moderator")
    await tour.look(await tour.asked("safety log"), "mod-log")


async def _filters(tour: Tour) -> None:
    await tour.look(await tour.asked("safety filter add", {"text": "lighthouse"}), "filter-preview")
    await tour.look(await tour.asked("safety filter test", {"text": "a light house"}), "filter-test")


async def _channels(tour: Tour) -> None:
    await tour.look(await tour.asked("channels edit", {"channel": "images"}), "channel-panel")
    await tour.look(await tour.asked("channels list"), "channels")


async def _showcase(tour: Tour) -> None:
    await tour.look(await tour.asked("setup showcase"), "showcase-panel")


async def _mine(tour: Tour) -> None:
    for name, command in (
        ("history", "history"),
        ("settings", "settings"),
        ("presets", "presets list"),
        ("privacy", "privacy show"),
        ("help", "help"),
    ):
        await tour.look(
            await tour.asked(command, as_="member", channel="images"), name, as_="member", channel="images"
        )


async def _operator(tour: Tour) -> None:
    for name, command in (("operator-guilds", "operator guilds"), ("operator-spending", "operator spending")):
        await tour.look(await tour.asked(command, as_="owner"), name, as_="owner")


async def _choose(tour: Tour, panel: Json, menu: str, value: str) -> None:
    now = await tour.discord.message(panel["id"])
    await tour.discord.choose(panel["id"], item(now, menu), [value], as_="moderator")


ROOMS: tuple[Callable[[Tour], Awaitable[None]], ...] = (
    _setup,
    _some_work,
    _charts,
    _quota,
    _refusal,
    _report,
    _filters,
    _channels,
    _showcase,
    _mine,
    _operator,
)
