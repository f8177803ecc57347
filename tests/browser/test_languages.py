"""In each language: no word of a card is cut, and none is English by mistake."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.chat.i18n import FALLBACK, LOCALES, languages, say, speaking, translation
from scripts.catalogue.files import TEMPLATE, load
from tests.browser.conftest import NARROW, WIDE

OTHERS = sorted(languages())
#: These two are looked at each time: long words, and words without spaces.
ALWAYS = ("de", "ja")
CUT = """(card) => [card, ...card.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && !one.closest(".unseen"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
    || one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 160))"""


def english_only(locale):
    """Sentences of several words that a reader of this language is told otherwise."""
    plain = (each.id for each in load(LOCALES / TEMPLATE) if isinstance(each.id, str) and not each.context)
    return [each for each in plain if " " in each and "{" not in each and translation(each, locale)]


@pytest_asyncio.fixture(loop_scope="session")
async def spoken(demo):
    """Everybody speaks a language, and English again at the end."""

    async def speak(locale):
        await demo.call("POST", "language", locale=locale, guild="studio")
        await demo.call("POST", "language", locale=locale, person="member")

    yield speak
    await speak(FALLBACK)


@pytest.mark.parametrize(
    "locale",
    [each if each in ALWAYS else pytest.param(each, marks=pytest.mark.soak) for each in (FALLBACK, *OTHERS)],
)
async def test_cards_are_whole_and_speak_the_language(demo, sit, spoken, locale):
    await spoken(locale)
    fox = f"a red fox, in {locale} [[seconds: 600]]"
    asked = await demo.imagine(fox)
    await demo.at_work(fox)
    shown = [
        await demo.shown(asked),
        await demo.shown(await demo.imagine("[[fault: invalid_request@submit]]"), "[A-Z0-9]{3}-[A-Z0-9]{4}"),
        await demo.shown(await demo.imagine("   ")),
        await demo.shown(await demo.imagine("an owl"), files=1),
    ]
    for viewport in (WIDE, NARROW):
        room = await sit.down(viewport=viewport)
        for message in shown:
            await whole(room, message, locale)
    # What is left at work would be handed over in the next test.
    with speaking(locale):
        await demo.cancel(shown[0], label=say("Cancel"))
        await demo.shown(asked, say("Cancelled"))


async def whole(room, message, locale):
    """What a message is drawn as has all its words, in the language."""
    card = room.page.locator(f'#messages [data-message="{message["id"]}"]')
    await expect(card).to_be_visible()
    assert await card.evaluate(CUT) == []
    said = await card.inner_text()
    assert [each for each in english_only(locale) if each in said] == []
