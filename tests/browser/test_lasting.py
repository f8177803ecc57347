"""What is at work outlives the page and the bot."""

from playwright.async_api import Page, WebSocketRoute, expect


async def test_a_job_survives_the_bot(demo, sit):
    room = await sit.down()
    drawer = room.page.locator("#curtain")
    asked = await demo.imagine("a lantern by the sea [[seconds: 600]]")
    await demo.at_work("a lantern by the sea")
    await room.curtain("Jobs")
    before = await demo.call("GET", "demo/bot")

    await drawer.get_by_role("button", name="Kill the bot").click()
    await expect(drawer).to_contain_text("Killed at")
    await expect(room.page.locator("#line")).not_to_be_empty()
    await demo.finish()
    await drawer.get_by_role("button", name="Start it again").click()
    await expect(drawer.get_by_role("button", name="Kill the bot")).to_be_visible()

    await room.picture("a lantern by the sea")
    await demo.shown(asked, files=1)
    after = await demo.call("GET", "demo/bot")
    assert after["pid"] != before["pid"]
    (job,) = (await demo.call("GET", "demo/gateway/jobs?prompt=a lantern by the sea"))["jobs"]
    assert job["submits"] == 1


async def test_a_reload_in_the_middle_of_a_job_loses_nothing(demo, sit):
    room = await sit.down(person="second", channel="club-images")
    await demo.imagine("a windmill [[seconds: 600]]", person="second", channel="club-images")
    await demo.at_work("a windmill")
    cancel = room.message("a windmill").get_by_role("button", name="Cancel")
    await expect(cancel).to_be_visible()

    await room.page.reload()
    await room.is_in("club-images")
    await expect(room.page.locator("#be")).to_contain_text("Sol")
    await expect(cancel).to_be_visible()
    await demo.finish()
    await room.picture("a windmill")
    await expect(room.message("a windmill")).to_have_count(1)


async def test_a_page_that_lost_its_line_shows_what_it_missed(demo, sit):
    line = Line()
    room = await sit.down(before=line.lay)
    await line.cut()
    await demo.imagine("a snail")
    await demo.call("POST", "wait", message={"text": "a snail", "files": 1})
    await expect(room.message("a snail")).to_have_count(0)
    line.mend()
    await room.picture("a snail")


class Line:
    """The page's websocket, which can be cut and mended."""

    def __init__(self) -> None:
        self._up = True
        self._open: list[WebSocketRoute] = []

    async def lay(self, page: Page) -> None:
        """Let the page's websocket go through here."""
        await page.route_web_socket("**/_control/events*", self._take)

    async def _take(self, route: WebSocketRoute) -> None:
        if not self._up:
            await route.close()
            return
        route.connect_to_server()
        self._open.append(route)

    async def cut(self) -> None:
        """Close what is open, and refuse what comes."""
        self._up = False
        for route in self._open:
            await route.close()

    def mend(self) -> None:
        """Let the next connection through."""
        self._up = True
