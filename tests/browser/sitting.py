"""Somebody sits before the page: what the demo can be told meanwhile, and what the browser complains of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request

from tests.browser.room import Room

Json = dict[str, Any]
PATIENCE = 20.0
#: Tells a breach of the policy as a console error, should the browser not do it.
_TELL_BREACHES = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Demo:
    """The control API of a demo that runs, as its page sees it."""

    def __init__(self, page: str, http: aiohttp.ClientSession) -> None:
        self.page = page
        self._http = http

    @classmethod
    @asynccontextmanager
    async def at(cls, page: str) -> AsyncIterator[Self]:
        """The demo whose page is there."""
        async with aiohttp.ClientSession() as http:
            yield cls(page, http)

    async def call(self, method: str, path: str, **fields: Any) -> Any:
        """A control call."""
        async with self._http.request(method, f"{self.page}_control/{path}", json=fields) as answer:
            found = await answer.json()
            assert answer.status < 300, found
            return found

    async def tidy(self) -> None:
        """Back to the start, with the bot connected and nothing at work. What it wrote down stays."""
        await self.call("POST", "demo/bot/start")
        await self.call("DELETE", "demo/gateway/faults")
        await self.call("POST", "demo/gateway/finish")
        await self.call("POST", "demo/gateway/settings", median_seconds=0.3)
        await self.connected()
        await self.call("POST", "reset")
        await self.call("DELETE", "violations")

    async def connected(self) -> None:
        """Wait until the bot is on the gateway."""
        await self.call("POST", "wait", session={"connected": True}, timeout=PATIENCE)

    async def imagine(self, prompt: str, *, person: str = "member", channel: str = "images") -> Json:
        """`/imagine` as a person, without the page; returns the answered interaction."""
        asked = {"as": person, "channel": channel, "command": "imagine", "options": {"prompt": prompt}}
        return dict(await self.call("POST", "slash", **asked, wait=PATIENCE))

    async def shown(self, asked: Json, text: str = "", *, files: int = 0) -> Json:
        """The message that answers an interaction, once it says so."""
        wanted = {"interaction": asked["id"], "text": text, "files": files}
        return dict(await self.call("POST", "wait", message=wanted, timeout=PATIENCE))

    async def at_work(self, prompt: str) -> None:
        """Wait until the image gateway paints this."""
        path = f"demo/gateway/wait?prompt={prompt}&status=processing&timeout={PATIENCE}"
        await self.call("GET", path)

    async def cancel(self, message: Json, *, person: str = "member", label: str = "Cancel") -> None:
        """Press the button of a card that stops its request, without the page."""
        await self.call("POST", "press", **{"as": person}, message=message["id"], button=label)

    async def finish(self) -> None:
        """Every picture is done now."""
        await self.call("POST", "demo/gateway/finish")

    async def break_a_rule(self) -> None:
        """Say more than Discord takes, with the bot's own token."""
        world = await self.call("GET", "world")
        room = next(each["id"] for each in world["channels"] if each["key"] == "images")
        async with self._http.post(
            f"{self.page}api/v10/channels/{room}/messages",
            json={"content": "x" * 2001},
            headers={"Authorization": f"Bot {world['settings']['token']}"},
        ) as answer:
            assert answer.status == 400

    async def violations(self) -> list[Json]:
        """Rules of Discord that were broken."""
        return list((await self.call("GET", "violations"))["violations"])


@dataclass
class Watch:
    """Everything a page did that it must not do."""

    origin: str
    complaints: list[str] = field(default_factory=list)

    def look_at(self, page: Page) -> None:
        """Note from now on what this page does."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"not caught: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_refusal(message):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _is_refusal(self, message: ConsoleMessage) -> bool:
        """A control call that was refused: Chromium logs each, and the page tells the person."""
        refused = any(f"status of {status}" in message.text for status in (422, 503, 504))
        return refused and urlsplit(message.location["url"]).path.startswith("/_control/")

    def _request(self, request: Request) -> None:
        found = urlsplit(request.url)
        if found.scheme not in ("data", "blob") and found.netloc != self.origin:
            self.complaints.append(f"asked another host: {request.url}")


#: Somebody who has been here before sees no hint.
_KNOWS_THE_PLACE = 'localStorage.setItem("inkling.welcomed", "yes")'

Opened = Callable[..., AbstractAsyncContextManager[BrowserContext]]


class Sitting:
    """Opens pages, and closes them when the test ends."""

    def __init__(self, *, demo: Demo, opened: Opened, watch: Watch) -> None:
        self._demo = demo
        self._opened = opened
        self._watch = watch
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def down(
        self,
        *,
        person: str = "member",
        channel: str = "images",
        newcomer: bool = False,
        before: Callable[[Page], Awaitable[None]] | None = None,
        **context: Any,
    ) -> Room:
        """The page in a fresh browser context, as this person in this channel; `before` it is loaded."""
        made = await self._stack.enter_async_context(self._opened(**context))
        await made.add_init_script(_TELL_BREACHES)
        if not newcomer:
            await made.add_init_script(_KNOWS_THE_PLACE)
        page = await made.new_page()
        self._watch.look_at(page)
        if before is not None:
            await before(page)
        await page.goto(f"{self._demo.page}#{person}/{channel}")
        room = Room(page)
        await room.is_in(channel)
        return room
