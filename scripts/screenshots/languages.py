"""The status card and the result card in each language."""

from playwright.async_api import Browser

from bot.chat.i18n import languages
from scripts.screenshots.tour import Tour
from tests.browser.sitting import Demo


async def draw_languages(browser: Browser, demo: Demo) -> None:
    """English and every other: a request at work, its picture, and one that failed."""
    async with Tour.of(browser, demo) as tour:
        for locale in ("en-US", *sorted(languages())):
            await tour.discord.language(locale, guild="studio")
            await tour.discord.language(locale, person="member")
            asked = await tour.discord.imagine(f"a red fox, in {locale} [[seconds: 20]]", quality="high")
            await demo.at_work(f"a red fox, in {locale} [[seconds: 20]]")
            card = await tour.discord.message(asked["original_id"])
            await tour.look(card, f"status-{locale}", as_="member", channel="images")
            await demo.finish()
            done = await tour.discord.wait_message(id=card["id"], files=1, timeout=60)
            await tour.look(done, f"result-{locale}", as_="member", channel="images")
            failed = await tour.discord.imagine("[[fault: invalid_request@submit]]")
            told = await tour.discord.wait_message("Error|`", id=failed["original_id"], timeout=60)
            await tour.look(told, f"failed-{locale}", as_="member", channel="images")
